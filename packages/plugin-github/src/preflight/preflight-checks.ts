import type { Check } from '@sluice/core';
import { actionlintCheck } from './actionlint.ts';
import { findWorkflows } from './find-workflows.ts';
import { zizmorCheck } from './zizmor.ts';

/** The checks on workflow files, where there are any. */
export async function preflightChecks(cwd: string): Promise<readonly Check[]> {
  const found = await findWorkflows(cwd);
  return found.files.length === 0 ? [] : [actionlintCheck(found), zizmorCheck(found)];
}
