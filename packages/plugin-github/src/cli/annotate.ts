import { resolve } from 'node:path';
import { readRecord } from '../deliver/read-record.ts';
import { annotationsOf } from '../report/annotations-of.ts';
import { workflowCommands } from '../report/workflow-commands.ts';
import type { CliCommand } from './cli-context.ts';
import { tell } from './tell.ts';

/** `sluice-github annotate`: for a run whose token cannot make a check run, as that of a fork. */
export const annotate: CliCommand = async ({ from }, context) => {
  const { run, fault } = await readRecord(resolve(context.cwd, String(from)));
  if (fault !== undefined) tell(context, { degraded: fault });
  const annotations = run.report === undefined ? [] : annotationsOf(run.report).shown;
  for (const line of workflowCommands(annotations)) context.out(`${line}\n`);
  return 0;
};
