import type { Check } from '@sluice/core';
import { blackCheck } from './checks/black.ts';
import { coverageTrendCheck } from './checks/coverage-trend.ts';
import { complexityCheck } from './checks/complexity.ts';
import { e2eCheck } from './checks/e2e.ts';
import { envCheck } from './checks/env.ts';
import { chooseFormatter } from './checks/formatter.ts';
import { isortCheck } from './checks/isort.ts';
import { mypyCheck } from './checks/mypy.ts';
import { pytestCheck } from './checks/pytest.ts';
import { ruffCheck } from './checks/ruff.ts';
import { ruffFormatCheck } from './checks/ruff-format.ts';
import { slowestCheck } from './checks/slowest.ts';
import type { PythonOptions } from './options.ts';
import type { Project } from './project/project.ts';

/** The checks that look at code without running it. */
export function staticChecks(options: PythonOptions, project: Project): readonly Check[] {
  const { formatter } = chooseFormatter(options, project);
  const formatting =
    formatter === 'ruff'
      ? [ruffFormatCheck(options, project)]
      : [blackCheck(options, project), isortCheck(options, project)];
  return [...formatting, ruffCheck(options, project), mypyCheck(options, project), complexityCheck(options, project)];
}

/** The environments, and the checks that run the project's code in them. */
export function testChecks(options: PythonOptions): readonly Check[] {
  const e2e = e2eCheck(options);
  return [
    envCheck(options),
    pytestCheck(options),
    ...(e2e ? [e2e] : []),
    slowestCheck(options),
    coverageTrendCheck(options),
  ];
}
