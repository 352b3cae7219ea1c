import type { Run } from '../runs/run.ts';
import type { RunReading } from '../runs/run-source.ts';
import { countedRuns } from './counted-runs.ts';
import { defaultBranch, isOnDefaultBranch } from './default-branch.ts';
import { flakySpots, type FlakySpot } from './flaky-spots.ts';
import { figuresOf, type Figures } from './figures.ts';
import { healthStatus, type HealthStatus } from './health-status.ts';
import { hotSpots, type HotSpot } from './hot-spots.ts';
import { redFigures, type RedFigures } from './red-figures.ts';
import { trendOf, type Trend } from './trend.ts';
import { runsWithin, weekUntil, type Window } from './window.ts';

export type { HealthStatus };

/** What the figures are made of, and what is missing from it. */
export interface HealthData {
  readonly source: string;
  /** Distinct attempts in the source, of every time and branch, without excluded workflows. */
  readonly attempts: number;
  readonly duplicates: number;
  /** Attempts of excluded workflows. */
  readonly excluded: number;
  /** Records that could not be read. */
  readonly unread: number;
  /** Attempts created after `window.to`: left out. */
  readonly later: number;
  /** Whether anything is known to be missing; `missing` says what. */
  readonly partial: boolean;
  readonly missing: readonly string[];
}

export interface WorkflowHealth {
  readonly name: string;
  readonly path: string | null;
  readonly status: HealthStatus;
  readonly figures: Figures;
}

/** What `sluice health --json` prints. Rates are 0 to 1 and unrounded, durations in milliseconds, moments ISO 8601. */
export interface HealthDocument {
  readonly window: { readonly from: string; readonly to: string; readonly branch: string | null };
  readonly status: HealthStatus;
  readonly figures: Figures & {
    /** Pushes, schedules and the merge queue; null when no run is on it. */
    readonly defaultBranch:
      | (Figures & RedFigures & { readonly branch: string; readonly status: HealthStatus })
      | null;
    /** All else, pull requests among them. */
    readonly otherBranches: Figures;
    /** The jobs that failed most. */
    readonly hotSpots: readonly HotSpot[];
    /** What passed and failed on one commit. */
    readonly flaky: readonly FlakySpot[];
    readonly threshold: number;
    readonly data: HealthData;
  };
  readonly trend: Trend;
  /** In the order of their names. */
  readonly workflows: readonly WorkflowHealth[];
}

export interface HealthInputs {
  readonly reading: RunReading;
  readonly source: string;
  /** The end of the window; with `newest` that of the newest run that is not after `nowMs`. */
  readonly until: 'newest' | number;
  readonly nowMs: number;
  /** Only runs of this branch count. */
  readonly branch?: string;
  readonly threshold: number;
  readonly defaultBranch?: string;
  readonly exclude: readonly string[];
}

/** All figures of what a source gave. Pure: neither the order of runs nor duplicates change it. */
export function healthDocument(inputs: HealthInputs): HealthDocument {
  const { reading, branch, threshold, exclude } = inputs;
  const { distinct, counted } = countedRuns(reading.runs, exclude);
  const window = weekUntil(endOf(counted, inputs));
  const runs = branch === undefined ? counted : counted.filter((run) => run.branch === branch);
  const figures = figuresOf(runs, window);
  const main = defaultBranch(counted, inputs.defaultBranch);
  const onMain = main === null ? [] : runs.filter((run) => isOnDefaultBranch(run, main));
  const elsewhere = new Set(onMain);
  return {
    window: { from: iso(window.fromMs), to: iso(window.toMs), branch: branch ?? null },
    status: healthStatus(figures, threshold),
    figures: {
      ...figures,
      defaultBranch: main === null ? null : defaultBranchHealth(onMain, { window, threshold, branch: main }),
      otherBranches: figuresOf(
        runs.filter((run) => !elsewhere.has(run)),
        window,
      ),
      hotSpots: hotSpots(runs, window),
      flaky: flakySpots(runs, window),
      threshold,
      data: dataOf(inputs, { distinct, counted, window }),
    },
    trend: trendOf(runs, window),
    workflows: workflowsOf(runs, window, threshold),
  };
}

/** A run from the future, of a clock that is wrong, must not push all others out of the window. */
function endOf(runs: readonly Run[], { until, nowMs }: HealthInputs): number {
  if (until !== 'newest') return until;
  const created = runs.map(({ createdMs }) => createdMs);
  const past = created.filter((ms) => ms <= nowMs);
  return (past.length > 0 ? past : created).reduce((a, b) => Math.max(a, b), 0) || nowMs;
}

function defaultBranchHealth(
  runs: readonly Run[],
  {
    window,
    threshold,
    branch,
  }: { readonly window: Window; readonly threshold: number; readonly branch: string },
): HealthDocument['figures']['defaultBranch'] {
  const figures = figuresOf(runs, window);
  return { branch, status: healthStatus(figures, threshold), ...figures, ...redFigures(runs, window) };
}

function workflowsOf(runs: readonly Run[], window: Window, threshold: number): readonly WorkflowHealth[] {
  const groups = Map.groupBy(runs, ({ workflow }) => workflow);
  return [...groups]
    .filter(([, own]) => runsWithin(own, window).length > 0)
    .map(([key, own]) => {
      // Renamed: its newest name. Of two at one moment any will do that does not ask which came first.
      const newest = own.reduce((a, b) =>
        b.createdMs - a.createdMs > 0 || (b.createdMs === a.createdMs && b.id > a.id) ? b : a,
      );
      const figures = figuresOf(own, window);
      const status = healthStatus(figures, threshold);
      return { key, name: newest.workflowName, path: newest.path ?? null, status, figures };
    })
    .toSorted((a, b) => compare(a.name, b.name) || compare(a.key, b.key))
    .map(({ key: _key, ...rest }) => rest);
}

function dataOf(
  { reading, source, nowMs }: HealthInputs,
  {
    distinct,
    counted,
    window,
  }: { readonly distinct: readonly Run[]; readonly counted: readonly Run[]; readonly window: Window },
): HealthData {
  const { unread, missing } = reading;
  const later = counted.filter(({ createdMs }) => createdMs > window.toMs);
  const future = later.filter(({ createdMs }) => createdMs > nowMs).length;
  const all = [
    ...missing,
    ...(unread > 0 ? [`${unread} ${unread === 1 ? 'record' : 'records'} could not be read`] : []),
    ...(future > 0
      ? [`${future} ${future === 1 ? 'run is' : 'runs are'} from the future by this clock`]
      : []),
  ];
  return {
    source,
    attempts: counted.length,
    duplicates: reading.runs.length - distinct.length,
    excluded: distinct.length - counted.length,
    unread,
    later: later.length,
    partial: all.length > 0,
    missing: all,
  };
}

function iso(ms: number): string {
  return new Date(ms).toISOString();
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
