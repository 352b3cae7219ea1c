import { upsertComment } from '../comments/upsert-comment.ts';
import { commentText } from '../report/comment-text.ts';
import type { Delivered } from './delivered.ts';
import type { DeliveryTarget } from './delivery-target.ts';
import { lost } from './lost.ts';

/** The comment on the pull request of a run; no comment where there is none, or where it is closed. */
export async function deliverComment(
  { client, environment, run, pull }: DeliveryTarget,
  { author, isForeign = false }: { readonly author?: string | undefined; readonly isForeign?: boolean } = {},
): Promise<Delivered> {
  const { pullRequest, repository, runId, attempt, headSha, runUrl } = environment;
  if (pullRequest === undefined) return { isDelivered: true, said: 'no pull request, so no comment' };
  const state = await pull();
  if (state?.isOpen === false)
    return { isDelivered: true, said: `pull request #${state.number} was closed meanwhile, so no comment` };
  const answer = await upsertComment({
    client,
    repository,
    number: pullRequest.number,
    section: {
      name: 'report',
      text: commentText(run, { environment, tip: state?.headSha, isForeign }),
      run: { runId, attempt, headSha },
    },
    runUrl,
    ...(author === undefined ? {} : { author }),
  });
  if (!answer.ok) return lost(answer.fault);
  const { outcome, url } = answer.data;
  return outcome === 'superseded'
    ? { isDelivered: true, said: `a later run has reported already: ${url}` }
    : { isDelivered: true, said: `${outcome} ${url}` };
}
