import { join } from 'node:path';
import type { Check, CheckOutcome, Provides } from '../model/check.ts';
import type { PlannedCheck } from '../model/plan.ts';
import type { Artifact, Attempt, CacheUse, CheckRun } from '../model/result.ts';
import { messageOf } from '../errors/message-of.ts';
import { isSatisfied } from './blocked-by.ts';
import { DEFAULT_TIMEOUT_MS } from './deadline.ts';
import type { Provided } from './provided.ts';
import { folderProblem } from './folder-problem.ts';
import { reuse } from './reuse.ts';
import { backOffMs, decideRetry } from './retry.ts';
import { noAttempt, runAttempt, type AttemptEnd } from './run-attempt.ts';
import type { RunContext } from './run-context.ts';
import { watchSlow } from './slow-watch.ts';
import { createTempDir, type TempDir } from './temp-dir.ts';
import type { CheckTools } from './tool-shelf.ts';

/** A check that has ended, with what it hands to those that need it. */
export interface CheckEnd {
  readonly run: CheckRun;
  readonly provides?: Provides;
}

/** What of a check has happened so far. */
interface Progress {
  readonly startedMs: number;
  readonly attempts: Attempt[];
  readonly artifacts: Map<string, Artifact>;
  /** What the cache said of it. */
  use?: CacheUse;
}

/** Runs one check to its end: tools, attempts, retries. Never throws for anything the check does. */
export async function runCheck(
  run: RunContext,
  { planned, check }: { readonly planned: PlannedCheck; readonly check: Check },
  provided: Provided,
): Promise<CheckEnd> {
  const progress: Progress = { startedMs: run.input.host.now(), attempts: [], artifacts: new Map() };
  run.emit({ type: 'check-started', id: planned.id, at: new Date(progress.startedMs).toISOString() });
  const endWatch = watchSlow(planned.id, run);
  const temp = createTempDir(join(run.input.runDir, 'tmp', run.nameOf(planned.id)));
  try {
    const stored = await lookUp(run, { planned, check }, progress);
    if (stored !== undefined) return { run: stored };
    const tools = await toolsInTime(run, check, planned.id);
    if (!('status' in tools))
      return await runAttempts(run, { planned, check, provided, tools, temp, progress });
    const attempt = await noAttempt(run, planned.id, tools);
    run.emit({ type: 'attempt-ended', id: planned.id, attempt });
    return { run: checkRun(run, planned, { ...progress, attempts: [attempt] }) };
  } finally {
    endWatch();
    await temp.remove();
  }
}

/** An earlier result, where there is one that can be used whole. What the cache said is noted in any case. */
async function lookUp(
  run: RunContext,
  { planned, check }: { readonly planned: PlannedCheck; readonly check: Check },
  progress: Progress,
): Promise<CheckRun | undefined> {
  if (run.input.cache === undefined || run.cancellation.reason() !== undefined) return undefined;
  const { use, found } = await run.input.cache.find(planned, check);
  if (use !== undefined) progress.use = use;
  if (use === undefined || found === undefined) return undefined;
  const reused = await reuse(run, { id: planned.id, startedMs: progress.startedMs, use, found });
  if (reused === undefined) {
    const { runId: _, ...known } = use;
    progress.use = { ...known, outcome: 'miss', reason: 'the stored result is incomplete or damaged' };
  }
  return reused;
}

interface AttemptsInput {
  readonly planned: PlannedCheck;
  readonly check: Check;
  readonly provided: Provided;
  readonly tools: CheckTools;
  readonly temp: TempDir;
  readonly progress: Progress;
}

async function runAttempts(run: RunContext, input: AttemptsInput): Promise<CheckEnd> {
  const { planned, progress } = input;
  let previous: CheckOutcome | undefined;
  for (let number = 1; ; number += 1) {
    const end = await runAttempt({ run, ...input, number, previous });
    for (const artifact of end.artifacts) progress.artifacts.set(artifact.name, artifact);
    const again = await askRetry(run, input, end);
    const reason = again.reason === undefined ? {} : { reason: again.reason };
    const last: Attempt = { ...end.attempt, ...reason };
    const retried: Attempt = again.because === undefined ? last : { ...last, retriedBecause: again.because };
    run.emit({ type: 'attempt-ended', id: planned.id, attempt: retried });
    if (again.because !== undefined) await pause(run, again.waitMs);
    if (again.because === undefined || run.cancellation.reason() !== undefined) {
      progress.attempts.push(last);
      return { run: checkRun(run, planned, progress), provides: end.provides };
    }
    progress.attempts.push(retried);
    previous = end.outcome;
  }
}

/** `because` is set when another attempt is to follow; `reason` when the check itself asked for none. */
interface RetryAnswer {
  readonly because?: string;
  readonly reason?: string;
  readonly waitMs: number;
}

async function askRetry(run: RunContext, input: AttemptsInput, end: AttemptEnd): Promise<RetryAnswer> {
  const { planned, check, progress } = input;
  const { retry } = check;
  const none: RetryAnswer = { waitMs: 0 };
  if (retry === undefined || retry.max < end.attempt.number) return none;
  const soFar = checkRun(run, planned, { ...progress, attempts: [...progress.attempts, end.attempt] });
  const result = run.input.judge(planned, soFar);
  const decision = decideRetry({
    retry,
    attempt: end.attempt.number,
    // A failure that a waiver accepts would only be accepted again.
    conclusion: isSatisfied(result) ? 'success' : result.conclusion,
    noRetry: end.noRetry,
    isCancelled: run.cancellation.reason() !== undefined,
  });
  if (decision.isAgain) return decision;
  if (!decision.asksTriage) return { ...none, reason: decision.because };
  const category = await transientCategory(run, planned, end.attempt);
  if (category === undefined || run.cancellation.reason() !== undefined) return none;
  return { because: `transient: ${category}`, waitMs: backOffMs(retry, end.attempt.number) };
}

/** Triage that cannot say why is no reason to try again. */
async function transientCategory(
  run: RunContext,
  planned: PlannedCheck,
  attempt: Attempt,
): Promise<string | undefined> {
  try {
    const triage = await run.input.triage?.(planned, attempt, run.logPath(planned.id, attempt.number));
    return triage?.verdict === 'transient' ? triage.category : undefined;
  } catch (error) {
    run.emit({ type: 'check-progress', id: planned.id, message: `triage failed: ${messageOf(error)}` });
    return undefined;
  }
}

/** The back-off, cut short by a cancellation. The check keeps its places: it is not done. */
async function pause({ timers, cancellation }: RunContext, waitMs: number): Promise<void> {
  if (waitMs <= 0) return;
  const { promise, resolve } = Promise.withResolvers<void>();
  const stopTimer = timers.start(waitMs, resolve);
  const stopListening = cancellation.onCancel(() => resolve());
  await promise;
  stopTimer();
  stopListening();
}

type NoTools = { readonly status: 'errored' | 'cancelled'; readonly reason: string };

/** An installation may hang as a check may; it gets as long, and does not count as an attempt's time. */
async function toolsInTime(run: RunContext, check: Check, id: string): Promise<CheckTools | NoTools> {
  const cancelled = run.cancellation.reason();
  if (cancelled !== undefined) return { status: 'cancelled', reason: cancelled };
  const problem = await folderProblem(run.input.cwd, check);
  if (problem !== undefined) return { status: 'errored', reason: problem };
  if (check.tools === undefined || check.tools.length === 0) return { resolved: [], pathOf: () => undefined };
  const limitMs = check.timeoutMs ?? DEFAULT_TIMEOUT_MS;
  const { promise, resolve } = Promise.withResolvers<NoTools>();
  const reason = `its tools were not ready after ${Math.round(limitMs / 1000)} s`;
  const stopTimer = run.timers.start(limitMs, () => resolve({ status: 'errored', reason }));
  const stopListening = run.cancellation.onCancel((why) => resolve({ status: 'cancelled', reason: why }));
  const found = await Promise.race([promise, run.tools.toolsFor(check, id)]);
  stopTimer();
  stopListening();
  return 'reason' in found && !('status' in found) ? { status: 'errored', reason: found.reason } : found;
}

function checkRun(
  run: RunContext,
  { id }: PlannedCheck,
  { startedMs, attempts, artifacts, use }: Progress,
): CheckRun {
  const last = attempts.at(-1);
  const skipped = last?.status === 'skipped' ? ({ skip: 'no-permission' } as const) : {};
  return {
    id,
    startedAt: new Date(startedMs).toISOString(),
    durationMs: Math.max(0, run.input.host.now() - startedMs),
    attempts: [...attempts],
    ...skipped,
    ...(last?.reason === undefined ? {} : { reason: last.reason }),
    artifacts: [...artifacts.values()],
    ...(use === undefined ? {} : { cache: use }),
  };
}
