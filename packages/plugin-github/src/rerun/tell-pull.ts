import { upsertComment } from '../comments/upsert-comment.ts';
import type { RerunContext } from './rerun-context.ts';
import { toldMarkdown } from './told-markdown.ts';
import type { Told } from './told.ts';

/**
 * Writes into the one comment of the pull request what was done about its run. Where nothing is done, nothing is written:
 * nobody asked. Gives what went wrong.
 */
export async function tellPull(context: RerunContext, told: Told): Promise<string | undefined> {
  const { runId, runUrl, headSha, attempt = 1, pull, isStarted, outcome, decision } = told;
  const isNews = isStarted || outcome !== undefined || decision?.kind === 'wait';
  if (pull === undefined || runUrl === undefined || headSha === undefined || !isNews || context.isDry)
    return undefined;
  const answer = await upsertComment({
    client: context.client,
    repository: context.repository,
    number: pull,
    runUrl,
    section: {
      name: 'auto-rerun',
      text: toldMarkdown(told),
      run: { runId, attempt: isStarted ? attempt + 1 : attempt, headSha },
    },
  });
  return answer.ok ? undefined : `The comment was not written: ${answer.fault.message}`;
}
