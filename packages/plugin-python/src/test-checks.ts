import type { Check } from '@sluice/core';
import { coverageTrendCheck } from './checks/coverage-trend.ts';
import { e2eCheck } from './checks/e2e.ts';
import { envCheck, type PythonHost } from './checks/env.ts';
import { pytestCheck } from './checks/pytest.ts';
import { slowestCheck } from './checks/slowest.ts';
import type { PythonOptions } from './options.ts';

/** The environments, and the checks that run the project's code in them or read what that measured. */
export function testChecks(options: PythonOptions, host: PythonHost): readonly Check[] {
  const e2e = e2eCheck(options);
  return [
    envCheck(options, host),
    pytestCheck(options, host.root),
    ...(e2e ? [e2e] : []),
    slowestCheck(options),
    coverageTrendCheck(options),
  ];
}
