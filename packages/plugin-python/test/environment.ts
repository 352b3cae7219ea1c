import { mkdir, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import type { CheckOutcome, Provides } from '@sluice/core';
import { runCheck } from '@sluice/core/testing';
import { envCheck } from '../src/checks/env.ts';
import { pythonOptions } from '../src/options.ts';

const root = resolve(import.meta.dirname, '../../../node_modules/.cache/plugin-python-tests');

/** How this machine reaches an index: a mirror, a proxy, certificates of its own. */
const REACHING = Object.entries(process.env).filter(([name]) =>
  /^(?:PIP_|UV_|SSL_CERT_|HTTPS?_PROXY$|NO_PROXY$)/iu.test(name),
);

/** Where interpreters and pip's downloads are, how to reach an index, and nothing else of whoever runs the tests. */
export const PYTHON_ENV: Readonly<Record<string, string>> = {
  PIP_CACHE_DIR: join(homedir(), '.cache/pip'),
  ...(process.env['PIP_CERT'] && { SSL_CERT_FILE: process.env['PIP_CERT'] }),
  ...(Object.fromEntries(REACHING) as Record<string, string>),
  PATH: process.env['PATH'] ?? '',
  HOME: homedir(),
};

let provided: Promise<Provides> | undefined;

/** An environment with pytest, coverage and pytest-xdist, for all tests that run pytest. */
export function testEnvironment(): Promise<Provides> {
  provided ??= environmentOf('pytest', 'pytest\n', true);
  return provided;
}

/**
 * An environment made by `python/env` itself. It is kept between runs of the tests, as a cache is: making it takes
 * longer than all tests that use it, and the check knows when it is stale.
 */
export async function environmentOf(name: string, lines: string, hasTestTools: boolean): Promise<Provides> {
  const cwd = join(root, name);
  await mkdir(cwd, { recursive: true });
  await writeFile(join(cwd, 'requirements-test.txt'), lines);
  const options = pythonOptions.parse({ versions: ['3.12'], ...(!hasTestTools && { pytest: false }) });
  const env = { ...PYTHON_ENV, SLUICE_STATE_DIR: join(root, 'state') };
  const output = await runCheck(envCheck(options, { env: PYTHON_ENV }), { cwd, env });
  const outcome = output.returned.at(-1) as CheckOutcome;
  if (outcome.status !== 'completed' || outcome.provides === undefined)
    throw new Error(`no environment to test in: ${output.result.reason ?? output.logs.join('\n')}`);
  return outcome.provides;
}
