import type { HistoryEntry } from '@sluice/core';
import { runCheck, type CheckRunOutput } from '@sluice/core/testing';
import { pytestCheck } from '../../src/checks/pytest.ts';
import { pythonOptions, type PythonInput } from '../../src/options.ts';
import { PYTHON_ENV, testEnvironment } from '../environment.ts';

export interface PytestRun {
  readonly files: Readonly<Record<string, string>>;
  /** Nothing is measured unless a test is about that: it takes three times as long. */
  readonly pytest?: Exclude<PythonInput['pytest'], false>;
  readonly history?: readonly HistoryEntry[];
  readonly env?: Readonly<Record<string, string>>;
}

/** Runs `python/pytest` on a project with real pytest, through the engine's own retries. */
export async function runPytest({
  files,
  pytest = {},
  history = [],
  env,
}: PytestRun): Promise<CheckRunOutput> {
  const check = pytestCheck(
    pythonOptions.parse({ versions: ['3.12'], pytest: { coverage: false, ...pytest } }),
  );
  // No back-off between attempts is asked for, so none is waited for.
  return runCheck(check, {
    files,
    history,
    provides: await testEnvironment(),
    env: { ...PYTHON_ENV, ...env },
  });
}
