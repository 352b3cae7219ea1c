import { z } from '@sluice/core';
import type { Answer, GithubClient, GithubFault, RepositoryName } from '@sluice/plugin-github/client';
import { healthProblem } from '../runs/health-problem.ts';
import { githubRun } from '../runs/github-run.ts';
import type { HealthStore } from '../store/health-store.ts';
import { collectJobs } from './collect-jobs.ts';
import { collectWindow } from './collect-windows.ts';
import type { Collected } from './collected.ts';
import { runCalls, type RunCalls } from './run-calls.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

/** A run may be run again for 30 days. */
const REACH_MS = 30 * DAY_MS;
/** What ended lately is most likely to be run again, and clocks differ. */
const OVERLAP_MS = 3 * DAY_MS;
/** How often all that may still change is read once more. */
const FULL_EVERY_MS = 7 * DAY_MS;
/** Hot spots and flakes are of two weeks. */
const JOBS_MS = 14 * DAY_MS;
/** What is read before it is known to be there: after a stop in the middle the next time goes on with the next of them. */
const CHUNK_MS = 7 * DAY_MS;

export interface CollectInput {
  readonly client: GithubClient;
  readonly store: HealthStore;
  readonly repository: RepositoryName;
  readonly nowMs: number;
  /** How many calls may be made; what is left over is read the next time. */
  readonly mostCalls: number;
}

/** How far it came. */
const progress = z.object({ highMs: z.number(), fullMs: z.number() }).catch({ highMs: 0, fullMs: 0 });

/**
 * Brings the store up to what GitHub has. Reads what is new, the three days before it once more, runs that had not ended,
 * and once a week the whole month in which a run can still change. Whatever stops it, what was read stays, and the next
 * time goes on from there. Gives a fault only when nothing could be read at all. Throws a CiError of code
 * HEALTH_OTHER_REPOSITORY, or those of the store.
 */
export async function collect(input: CollectInput): Promise<Answer<Collected>> {
  const { client, store } = input;
  const calls = runCalls(client, input.repository);
  const found = await calls.repository();
  if (!found.ok) return found;
  const { full_name: name, default_branch: defaultBranch, id } = found.data;
  checkRepository(store, { id, name });
  // By any former name every call would be moved, and cost two.
  const [owner = '', repo = ''] = name.split('/');
  calls.rename({ owner, name: repo });
  store.setFact('repository', { id, name, defaultBranch });
  const before = client.requests();
  const mayCall = (): boolean => client.requests() - before < input.mostCalls;
  const runs = await collectRuns(input, calls, mayCall);
  const jobs =
    runs.fault === undefined
      ? await collectJobs({ calls, store, fromMs: input.nowMs - JOBS_MS, nowMs: input.nowMs, mayCall })
      : { withJobs: 0, left: 0 };
  const missing = [
    ...runs.missing,
    ...faultWords(runs.fault ?? jobs.fault),
    ...(jobs.left > 0 ? [`the jobs of ${jobs.left} attempts are not read yet`] : []),
  ];
  store.setFact('missing', missing);
  return {
    ok: true,
    data: { repository: name, defaultBranch, changed: runs.changed, withJobs: jobs.withJobs, missing },
  };
}

function checkRepository(store: HealthStore, now: { readonly id: number; readonly name: string }): void {
  const known = z.object({ id: z.int(), name: z.string() }).safeParse(store.fact('repository'));
  if (!known.success || known.data.id === now.id) return;
  throw healthProblem(
    'HEALTH_OTHER_REPOSITORY',
    `The database has the runs of ${known.data.name}, and ${now.name} is another repository.`,
    'Move .sluice/health away: a new database is made.',
  );
}

interface RunsResult {
  readonly changed: number;
  readonly missing: readonly string[];
  readonly fault?: GithubFault;
}

async function collectRuns(
  { store, nowMs }: CollectInput,
  calls: RunCalls,
  mayCall: () => boolean,
): Promise<RunsResult> {
  const { highMs, fullMs } = progress.parse(store.fact('progress'));
  const isFull = nowMs - fullMs >= FULL_EVERY_MS;
  const oldestMs = nowMs - REACH_MS;
  let changed = 0;
  const missing: string[] = [];
  const take = (runs: Parameters<HealthStore['saveRuns']>[0]): void => void (changed += store.saveRuns(runs));
  // From the start of a day, so that the address is the same all day and an answer that was kept can be confirmed.
  let fromMs = startOfDay(
    isFull && highMs >= nowMs - FULL_EVERY_MS ? oldestMs : Math.max(oldestMs, highMs - OVERLAP_MS),
  );
  for (let isLast = false; !isLast; fromMs += CHUNK_MS) {
    isLast = fromMs + CHUNK_MS >= nowMs;
    const window = isLast ? { fromMs } : { fromMs, toMs: fromMs + CHUNK_MS };
    const result = await collectWindow(window, { calls, nowMs, take });
    missing.push(...result.missing);
    if (result.fault !== undefined) return { changed, missing, fault: result.fault };
    const reached = Math.max(highMs, isLast ? nowMs : fromMs + CHUNK_MS);
    store.setFact('progress', { highMs: reached, fullMs: isLast && isFull ? nowMs : fullMs });
  }
  const fault = await readUnfinished({ store, calls, mayCall, sinceMs: oldestMs });
  return { changed, missing, ...(fault === undefined ? {} : { fault }) };
}

/** Runs older than what was just read that had not ended when they were read last. */
async function readUnfinished({
  store,
  calls,
  mayCall,
  sinceMs,
}: {
  readonly store: HealthStore;
  readonly calls: RunCalls;
  readonly mayCall: () => boolean;
  readonly sinceMs: number;
}): Promise<GithubFault | undefined> {
  const { highMs } = progress.parse(store.fact('progress'));
  for (const run of store
    .unfinished(sinceMs)
    .filter(({ createdMs }) => createdMs < startOfDay(highMs - OVERLAP_MS))) {
    if (!mayCall()) return undefined;
    const answer = await calls.run(run.id);
    if (answer.ok) store.saveRuns([githubRun(answer.data) ?? run]);
    // Deleted meanwhile: it will never end.
    else if (answer.fault.kind === 'not-found')
      store.saveRuns([{ ...run, class: 'other', conclusion: 'stale' }]);
    else return answer.fault;
  }
  return undefined;
}

function faultWords(fault: GithubFault | undefined): readonly string[] {
  return fault === undefined ? [] : [`reading from GitHub stopped: ${fault.message} (${fault.code})`];
}

function startOfDay(ms: number): number {
  return Math.floor(ms / DAY_MS) * DAY_MS;
}
