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
  const waiting = new Set(input.order);
  const failures: unknown[] = [];
  let wake = (): void => {};
  const fail = (error: unknown): void => {
    failures.push(error);
    input.crash();
  };
  const places = createPlaces(input, { fail, ended: () => wake() });
  const stopListening = input.onStop(() => wake());
  while (waiting.size > 0 || places.isBusy()) {
    const { promise, resolve } = Promise.withResolvers<void>();
    wake = resolve;
    try {
      startReady(input, waiting, places.start);
    } catch (error) {
      fail(error);
    }
    if (!places.isBusy()) break;
    await promise;
  }
  stopListening();
  if (failures.length > 0) throw failures[0];
  if (!input.isStopped()) skipCircle(input, waiting);
}

interface Places {
  /** Starts a check if it fits. */
  readonly start: (planned: PlannedCheck) => boolean;
  readonly isBusy: () => boolean;
}

function createPlaces(
  { jobs, loadOf, run }: ScheduleInput,
  { fail, ended }: { readonly fail: (error: unknown) => void; readonly ended: () => void },
): Places {
  const pool = createPool(jobs);
  const running = new Set<PlannedCheck>();
  return {
    isBusy: () => running.size > 0,
    start: (planned) => {
      const load = loadOf(planned);
      if (!pool.enter(load)) return false;
      running.add(planned);
      const leave = (): void => {
        running.delete(planned);
        pool.leave(load);
        ended();
      };
      void run(planned).catch(fail).then(leave);
      return true;
    },
  };
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
      if (reason === undefined) {
        if (start(planned)) waiting.delete(planned);
      } else {
        waiting.delete(planned);
        skip(planned, reason);
        hasSkipped = true;
      }
    }
  }
}

/** Planning refuses circles. Should one come through, what is in it was never looked at. */
function skipCircle({ isDone, skip }: ScheduleInput, waiting: ReadonlySet<PlannedCheck>): void {
  for (const planned of waiting) {
    const missing = planned.needs.filter((need) => !isDone(need)).join(', ');
    skip(planned, `needs ${missing}, which never ended: the checks need one another in a circle`);
  }
}
