import { attemptFigures } from '../figures/attempt-figures.ts';
import { countedRuns } from '../figures/counted-runs.ts';
import { durationFigures } from '../figures/duration-figures.ts';
import type { HealthDocument } from '../figures/health-document.ts';
import { queueFigures } from '../figures/queue-figures.ts';
import { successFigures } from '../figures/success-figures.ts';
import { runsWithin } from '../figures/window.ts';
import { lastAttempts } from '../runs/last-attempts.ts';
import type { Run } from '../runs/run.ts';
import type { Interval } from '../statistics/interval.ts';
import { stripsOf, type Strip } from './strips.ts';

/** One of 24 hours. */
export interface BoardDay {
  /** Milliseconds since 1970 at which it begins. */
  readonly fromMs: number;
  readonly decided: number;
  readonly rate: number | null;
  readonly interval: Interval | null;
  readonly firstAttemptRate: number | null;
  readonly p50Ms: number | null;
  readonly p95Ms: number | null;
  readonly queueP50Ms: number | null;
  readonly queueP95Ms: number | null;
}

/** All that the page draws. */
export interface Board {
  readonly health: HealthDocument;
  /** This week and the one before, oldest first: what the trend compares. */
  readonly days: readonly BoardDay[];
  readonly strips: readonly Strip[];
  /** Workflows that have no strip. */
  readonly hiddenStrips: number;
  /** When the newest run was created. */
  readonly newest: string | null;
}

const DAYS = 14;
const DAY_MS = 24 * 60 * 60 * 1000;

/** What is drawn of these figures and the runs that they were made of. */
export function boardOf(health: HealthDocument, all: readonly Run[], exclude: readonly string[]): Board {
  const { branch, to } = health.window;
  const toMs = Date.parse(to);
  const { counted } = countedRuns(all, exclude);
  const within = runsWithin(counted, { fromMs: toMs - DAYS * DAY_MS, toMs });
  const runs = branch === null ? within : within.filter((run) => run.branch === branch);
  const newestMs = runs.reduce((most, { createdMs }) => Math.max(most, createdMs), 0);
  return {
    health,
    // The last day has both its ends; a run on the edge between two belongs to the later one.
    days: Array.from({ length: DAYS }, (_, index) => {
      const fromMs = toMs - (DAYS - index) * DAY_MS;
      return dayOf(runs, fromMs, index === DAYS - 1 ? toMs : fromMs + DAY_MS - 1);
    }),
    ...stripsOf(runs),
    newest: newestMs === 0 ? null : new Date(newestMs).toISOString(),
  };
}

function dayOf(all: readonly Run[], fromMs: number, toMs: number): BoardDay {
  const runs = runsWithin(all, { fromMs, toMs });
  const last = lastAttempts(runs);
  const { decided, rate, interval } = successFigures(last);
  const { p50Ms, p95Ms } = durationFigures(last);
  const { queueP50Ms, queueP95Ms } = queueFigures(runs);
  const { firstAttemptRate } = attemptFigures(runs);
  return { fromMs, decided, rate, interval, firstAttemptRate, p50Ms, p95Ms, queueP50Ms, queueP95Ms };
}
