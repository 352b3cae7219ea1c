import { resolve } from 'node:path';
import { deliverComment } from '../deliver/deliver-comment.ts';
import { openTargetOf } from '../deliver/open-target.ts';
import { readFinishedRun } from '../deliver/read-finished-run.ts';
import { readRecord } from '../deliver/read-record.ts';
import { readEnvironment } from '../environment/read-environment.ts';
import type { CliCommand } from './cli-context.ts';
import { tell } from './tell.ts';

/**
 * `sluice-github pr-report`: the comment that the run of a fork could not write. Which run it was, of which commit and
 * pull request, and how it ended come from the API; what was recorded is text and nothing else.
 */
export const prReport: CliCommand = async ({ from, author }, context) => {
  const { env, cwd } = context;
  const reading = await readEnvironment(env);
  if (!reading.ok) {
    tell(context, { degraded: `${reading.fault.message} ${reading.fault.hint}` });
    return 0;
  }
  const { environment } = reading;
  const { run: record, fault } = await readRecord(resolve(cwd, String(from)));
  if (fault !== undefined) tell(context, { said: fault });
  const opened = await openTargetOf(environment, record, { env, ...context.client });
  if (opened.kind === 'fault') {
    tell(context, { degraded: `${opened.fault.message} ${opened.fault.hint}` });
    return 0;
  }
  try {
    const finished = await readFinishedRun(opened.target.client, environment);
    if (finished.kind === 'nothing') tell(context, { said: finished.why });
    if (finished.kind === 'lost') tell(context, { degraded: finished.said });
    if (finished.kind !== 'found') return 0;
    const { headSha, number } = finished;
    const target = {
      client: opened.target.client,
      environment: finished.environment,
      run: { ...record, gateResult: finished.conclusion },
      pull: async () => ({ number, isOpen: true, headSha }),
    };
    const { said, isDelivered } = await deliverComment(target, {
      author: typeof author === 'string' ? author : undefined,
      isForeign: true,
    });
    tell(context, isDelivered ? { said: `comment: ${said}` } : { degraded: `comment: ${said}` });
  } finally {
    await opened.close();
  }
  return 0;
};
