import { resolve } from 'node:path';
import { gatherCoverage } from '../deliver/gather-coverage.ts';
import type { CliCommand } from './cli-context.ts';
import { tell } from './tell.ts';

/** `sluice-github coverage`: the coverage reports of recorded runs in one folder, under names of their own. */
export const coverage: CliCommand = async ({ from, out }, context) => {
  const { cwd } = context;
  const gathered = await gatherCoverage(resolve(cwd, String(from)), resolve(cwd, String(out)));
  for (const name of gathered.files) tell(context, { said: name });
  for (const degraded of gathered.faults) tell(context, { degraded });
  if (gathered.files.length === 0) tell(context, { said: 'no coverage was recorded' });
  return 0;
};
