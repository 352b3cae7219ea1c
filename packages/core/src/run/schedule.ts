import type { PlannedCheck } from '../model/plan.ts';
import { createPool, type Load } from './pool.ts';

export interface ScheduleInput {
  /** In the order in which they are tried. */
  readonly order: readonly PlannedCheck[];
  readonly jobs: number;
  readonly loadOf: (planned: PlannedCheck) => Load;
  /** True when the check has a result. */
  readonly isDone: (id: string) => boolean;
  /** Why a check whose needs are done must not start; undefined: it may. */
  readonly objection: (planned: PlannedCheck) => string | undefined;
  /** Concludes a check without running it. */
  readonly skip: (planned: PlannedCheck, reason: string) => void;
  /** Runs a check; it is done when this settles. */
  readonly run: (planned: PlannedCheck) => Promise<void>;
  /** True when nothing more may start: the rest is left to the caller. */
  readonly isStopped: () => boolean;
  /** Called at the first thing that `run` or `skip` throws, so that the others are asked to end. */
  readonly crash: () => void;
  /** Calls back when the run is stopped. */
  readonly onStop: (call: () => void) => () => void;
}

/**
 * Starts each check as soon as its needs are done and it fits into the pool, the first of the order first. No place
 * stays empty while a check that could take it waits: a heavy check at the head does not hold up lighter ones behind
 * it, and comes to its turn when they are done.
 *
 * Settles when all are done, or all that were running when it was stopped. Rejects with the first thing that `run` or
 * `skip` threw, after the others have ended.
 */
export async function schedule(input: ScheduleInput): Promise<void> {
  const { isDone, jobs, run } = input;
  const fail = (error: unknown): void => {
    failures.push(error);
    input.crash();
  };
  const pool = createPool(jobs);
  const waiting = new Set(input.order);
  const failures: unknown[] = [];
  const running = new Set<PlannedCheck>();
  let wake = (): void => {};
  const stopListening = input.onStop(() => wake());
  const start = (planned: PlannedCheck): boolean => {
    const load = input.loadOf(planned);
    if (!pool.enter(load)) return false;
    waiting.delete(planned);
    running.add(planned);
    const ended = (): void => {
      running.delete(planned);
      pool.leave(load);
      wake();
    };
    void run(planned).catch(fail).then(ended);
    return true;
  };
  while (waiting.size > 0 || running.size > 0) {
    const { promise, resolve } = Promise.withResolvers<void>();
    wake = resolve;
    try {
      startReady(input, waiting, start);
    } catch (error) {
      fail(error);
    }
    if (running.size === 0) break;
    await promise;
  }
  stopListening();
  if (failures.length > 0) throw failures[0];
  if (input.isStopped()) return;
  // Planning refuses circles. Should one come through, what is in it was never looked at.
  for (const planned of waiting) {
    const missing = planned.needs.filter((need) => !isDone(need));
    input.skip(
      planned,
      `needs ${missing.join(', ')}, which never ended: the checks need one another in a circle`,
    );
  }
}

/** One walk over what waits; again while skipping one has settled another. */
function startReady(
  { isDone, isStopped, objection, skip }: ScheduleInput,
  waiting: Set<PlannedCheck>,
  start: (planned: PlannedCheck) => boolean,
): void {
  for (let hasSkipped = true; hasSkipped;) {
    hasSkipped = false;
    for (const planned of waiting) {
      if (isStopped()) return;
      if (!planned.needs.every(isDone)) continue;
      const reason = objection(planned);
      if (reason === undefined) start(planned);
      else {
        waiting.delete(planned);
        skip(planned, reason);
        hasSkipped = true;
      }
    }
  }
}
