import { conclusionClass } from './conclusion-class.ts';
import { idOf, isObject, momentOf, textOf, type JsonObject } from './fields.ts';
import type { Run, RunClass } from './run.ts';

/** GitHub allows 50 reruns; whoever writes a thousand attempts means something else. */
const MOST_ATTEMPTS = 1000;

/**
 * A run as GitHub's API gives it. Undefined when it has no id, no moment of creation or no sensible attempt: such a
 * record cannot be placed in a window or told from another.
 */
export function githubRun(record: unknown): Run | undefined {
  if (!isObject(record)) return undefined;
  const id = idOf(record['id']);
  const createdMs = momentOf(record['created_at']);
  const attempt = record['run_attempt'] ?? 1;
  if (id === undefined || createdMs === undefined || !isAttempt(attempt)) return undefined;
  const conclusion = textOf(record['conclusion']);
  const path = textOf(record['path'])?.replace(/@.*$/u, '');
  const name = textOf(record['name']);
  const event = textOf(record['event']);
  const branch = textOf(record['head_branch']);
  const sha = textOf(record['head_sha']);
  const title = textOf(record['display_title']);
  const url = addressOf(record['html_url']);
  // `updated_at` moves when somebody edits the run later, but without its jobs it is all there is.
  const endedMs = momentOf(record['updated_at']);
  return {
    id,
    attempt,
    workflow: idOf(record['workflow_id']) ?? path ?? name ?? 'unknown',
    workflowName: name ?? path ?? 'unknown',
    ...(path === undefined ? {} : { path }),
    ...(event === undefined ? {} : { event }),
    ...(branch === undefined ? {} : { branch }),
    ...(sha === undefined ? {} : { sha }),
    ...(title === undefined ? {} : { title }),
    ...(url === undefined ? {} : { url }),
    class: githubClass(record),
    ...(conclusion === undefined ? {} : { conclusion }),
    createdMs,
    startedMs: momentOf(record['run_started_at']) ?? createdMs,
    ...(endedMs === undefined ? {} : { endedMs }),
    jobs: [],
  };
}

/** What a run or a job counts as: its conclusion says something only once it is completed. */
export function githubClass({ status, conclusion }: JsonObject): RunClass {
  if (typeof conclusion !== 'string') return 'running';
  return status === 'completed' || status === undefined ? conclusionClass(conclusion) : 'running';
}

/** Only what a browser may be sent to: a page that is drawn from a file must not hold a link that runs something. */
function addressOf(value: unknown): string | undefined {
  const text = textOf(value);
  return text !== undefined && /^https?:\/\//u.test(text) && URL.canParse(text) ? text : undefined;
}

function isAttempt(value: unknown): value is number {
  return Number.isInteger(value) && (value as number) >= 1 && (value as number) <= MOST_ATTEMPTS;
}
