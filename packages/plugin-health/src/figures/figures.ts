import { lastAttempts } from '../runs/last-attempts.ts';
import type { Run } from '../runs/run.ts';
import { attemptFigures, type AttemptFigures } from './attempt-figures.ts';
import { durationFigures, type DurationFigures } from './duration-figures.ts';
import { estimatedMinutes } from './estimated-minutes.ts';
import { flakeFigures, type FlakeFigures } from './flake-figures.ts';
import { queueFigures, type QueueFigures } from './queue-figures.ts';
import { successFigures, type SuccessFigures } from './success-figures.ts';
import { runsWithin, type Window } from './window.ts';

/** Every figure of one set of runs. */
export interface Figures extends SuccessFigures, AttemptFigures, DurationFigures, QueueFigures, FlakeFigures {
  /** Of passes and of failures alone: a fast failure would look like a speed-up. */
  readonly passDurations: DurationFigures;
  readonly failDurations: DurationFigures;
  /** Attempts of every kind; GitHub's minutes. */
  readonly estimatedMinutes: number;
}

/** The figures of a window. `runs` are distinct attempts; those of the week before it are read for flakes only. */
export function figuresOf(runs: readonly Run[], window: Window): Figures {
  const within = runsWithin(runs, window);
  const last = lastAttempts(within);
  return {
    ...successFigures(last),
    ...attemptFigures(within),
    ...durationFigures(last),
    passDurations: durationFigures(last.filter((run) => run.class === 'pass')),
    failDurations: durationFigures(last.filter((run) => run.class === 'fail')),
    ...queueFigures(within),
    ...flakeFigures(runs, window),
    estimatedMinutes: estimatedMinutes(within),
  };
}
