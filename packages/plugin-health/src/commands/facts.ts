import type { HealthDocument } from '../figures/health-document.ts';
import { LEAST_DECIDED } from '../figures/health-status.ts';
import { counted, duration, durationChange, percent, percentRange, rateChange } from './words.ts';

/** One line of what people read: a name and its value. No text of any origin but ours is in it. */
export type Fact = readonly [name: string, value: string];

const STATUS_WORDS = { good: 'GOOD', alert: 'ALERT', 'insufficient-data': 'INSUFFICIENT DATA' } as const;

/** The first line: the status and what gave it. */
export function headline({ status, figures }: HealthDocument): string {
  const { decided, success, rate, interval, threshold } = figures;
  const passed = `${success} of ${counted(decided, 'decided run')} passed`;
  const word = STATUS_WORDS[status];
  if (rate === null) return `${word}: no decided run`;
  if (status === 'insufficient-data') return `${word}: ${passed}, and ${LEAST_DECIDED} are needed to judge`;
  return `${word}: ${percent(rate)}, ${passed} (95 % interval ${percentRange(interval)}; good from ${percent(threshold)})`;
}

/** The figures in the order of how much they are needed; one that the data cannot give is left out. */
export function facts(health: HealthDocument): readonly Fact[] {
  const { figures, trend } = health;
  const { rescuedByRerun, passDurations, failDurations } = figures;
  return [
    ['runs', runsWords(figures)],
    ['first attempt', `${percent(figures.firstAttemptRate)} passed, ${rescuedByRerun} rescued by a rerun`],
    ...defaultBranchFacts(figures.defaultBranch),
    [
      'duration',
      `average ${duration(figures.averageMs)}, p50 ${duration(figures.p50Ms)}, p95 ${duration(figures.p95Ms)}`,
    ],
    ['p50 apart', `passes ${duration(passDurations.p50Ms)}, failures ${duration(failDurations.p50Ms)}`],
    ...(figures.queuedJobs === 0
      ? []
      : [['queue', `p50 ${duration(figures.queueP50Ms)}, p95 ${duration(figures.queueP95Ms)}`] as const]),
    [
      'flaky',
      `${figures.flakyCommits} of ${counted(figures.commits, 'commit')} both passed and failed (at least)`,
    ],
    ['minutes', `${figures.estimatedMinutes} (estimate)`],
    ['rate, week on week', rateChange(trend.rate)],
    ['p50, week on week', durationChange(trend.duration)],
  ];
}

function runsWords({
  success,
  failure,
  startupFailure,
  other,
  waiting,
  running,
}: HealthDocument['figures']): string {
  return [
    `${success} success`,
    `${failure} failure${startupFailure > 0 ? ` (${startupFailure} at startup)` : ''}`,
    ...(other > 0 ? [`${other} other`] : []),
    ...(waiting > 0 ? [`${waiting} waiting`] : []),
    ...(running > 0 ? [`${running} running`] : []),
  ].join(', ');
}

function defaultBranchFacts(main: HealthDocument['figures']['defaultBranch']): readonly Fact[] {
  if (main === null) return [];
  const { recovered, timeToGreenMs, open, redForMs, redMs, redShare } = main;
  return [
    ['default branch', `${percent(main.rate)} of ${counted(main.decided, 'decided run')} passed`],
    [
      'time to green',
      recovered === 0 ? 'nothing was mended' : `${duration(timeToGreenMs)} (median of ${recovered})`,
    ],
    [
      'red',
      `${duration(redMs)} of the week (${percent(redShare)})${
        open > 0 ? `, and red now for ${duration(redForMs)}` : ''
      }`,
    ],
  ];
}
