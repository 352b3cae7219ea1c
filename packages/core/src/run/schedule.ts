import type { PlannedCheck } from '../model/plan.ts';
import { createPool, type Load } from './pool.ts';
import { createQueue, type Queue } from './queue.ts';

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
  const queue = createQueue(input);
  const failures: unknown[] = [];
  let wake = (): void => {};
  const fail = (error: unknown): void => {
    failures.push(error);
    input.crash();
  };
  const ended = ({ id }: PlannedCheck): void => {
    if (input.isDone(id)) queue.release(id);
    wake();
  };
  const places = createPlaces(input, { fail, ended });
  const stopListening = input.onStop(() => wake());
  while (queue.waiting.size > 0 || places.isBusy()) {
    const { promise, resolve } = Promise.withResolvers<void>();
    wake = resolve;
    try {
      skipHopeless(input, queue);
      startReady(input, queue, places);
    } catch (error) {
      fail(error);
    }
    if (!places.isBusy()) break;
    await promise;
  }
  stopListening();
  if (failures.length > 0) throw failures[0];
  if (!input.isStopped()) skipCircle(input, queue.waiting);
}

interface Places {
  /** Starts a check if it fits. */
  readonly start: (planned: PlannedCheck) => boolean;
  readonly isBusy: () => boolean;
  readonly isFull: () => boolean;
}

function createPlaces(
  { jobs, loadOf, run }: ScheduleInput,
  {
    fail,
    ended,
  }: { readonly fail: (error: unknown) => void; readonly ended: (planned: PlannedCheck) => void },
): Places {
  const pool = createPool(jobs);
  const running = new Set<PlannedCheck>();
  return {
    isBusy: () => running.size > 0,
    isFull: pool.isFull,
    start: (planned) => {
      const load = loadOf(planned);
      if (!pool.enter(load)) return false;
      running.add(planned);
      const leave = (): void => {
        running.delete(planned);
        pool.leave(load);
        ended(planned);
      };
      void run(planned).catch(fail).then(leave);
      return true;
    },
  };
}

/** Skips what can never run, and what that was the last need of, whether or not a place is free. */
function skipHopeless({ isStopped, objection, skip }: ScheduleInput, queue: Queue): void {
  for (let planned = queue.next(); planned !== undefined; planned = queue.next()) {
    if (isStopped()) return;
    const reason = objection(planned);
    if (reason === undefined) {
      queue.accept(planned);
    } else {
      queue.waiting.delete(planned);
      skip(planned, reason);
      queue.release(planned.id);
    }
  }
}

function startReady({ isStopped }: ScheduleInput, { ready, waiting }: Queue, places: Places): void {
  for (let index = 0; index < ready.length && !isStopped() && !places.isFull();) {
    const planned = ready[index];
    if (planned !== undefined && places.start(planned)) {
      waiting.delete(planned);
      ready.splice(index, 1);
    } else {
      index += 1;
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
