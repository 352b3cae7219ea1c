import type { RemoteRun } from './rerun-calls.ts';
import type { RunFacts } from './rerun-facts.ts';

export function factsOfRun(run: RemoteRun): RunFacts {
  return {
    id: run.id,
    attempt: run.run_attempt,
    status: run.status ?? 'unknown',
    conclusion: run.conclusion,
    event: run.event,
    headSha: run.head_sha,
    workflowId: run.workflow_id,
    createdAt: run.created_at,
  };
}
