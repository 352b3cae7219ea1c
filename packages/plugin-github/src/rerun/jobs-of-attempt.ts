import type { Answer } from '../client/answer.ts';
import type { RerunCalls } from './rerun-calls.ts';
import type { JobFacts } from './rerun-facts.ts';

/** The jobs of one attempt, their logs unread. */
export async function jobsOfAttempt(
  calls: RerunCalls,
  { id, attempt }: { readonly id: number; readonly attempt: number },
): Promise<Answer<readonly JobFacts[]>> {
  const answer = await calls.jobs(id, attempt);
  if (!answer.ok) return answer;
  const data = answer.data.map(({ id: jobId, name, conclusion, started_at, completed_at }) => ({
    id: jobId,
    name,
    conclusion,
    startedAt: started_at,
    completedAt: completed_at,
  }));
  return { ok: true, data };
}
