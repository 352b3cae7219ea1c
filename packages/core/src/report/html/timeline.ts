import type { RunReport } from '../../model/report.ts';
import type { AttemptStatus, CheckResult } from '../../model/result.ts';
import { criticalPath } from '../critical-path.ts';

/** When the checks of a run waited and ran, in milliseconds from its start. */
export interface Timeline {
  readonly spanMs: number;
  /** How many ran at once at most. */
  readonly places: number;
  /** Those that ran, in the order of their start. */
  readonly rows: readonly TimelineRow[];
}

export interface TimelineRow {
  readonly result: CheckResult;
  /** The lowest place that was free, from 0. */
  readonly place: number;
  /** All that it needs had ended; until `startMs` it waited for a place to run in. */
  readonly readyMs: number;
  readonly startMs: number;
  readonly endMs: number;
  readonly attempts: readonly TimelineAttempt[];
  /** On the chain of needs that took longest. */
  readonly isCritical: boolean;
}

export interface TimelineAttempt {
  readonly startMs: number;
  readonly endMs: number;
  readonly status: AttemptStatus;
  /** Another one followed. */
  readonly isRetried: boolean;
}

/** What was reused ran in another run, and has no place in this one. */
const hasRun = ({ conclusion, cached, attempts }: CheckResult): boolean =>
  conclusion !== 'skipped' && cached !== true && attempts.length > 0;

/** The timeline of a report. Which processor a check ran on is not recorded: a place is one of those taken at once. */
export function timelineOf(
  report: Pick<RunReport, 'startedAt' | 'durationMs' | 'plan' | 'results'>,
): Timeline {
  const ran = report.results.filter((one) => hasRun(one) && !Number.isNaN(Date.parse(one.startedAt)));
  const times = ran.map(({ startedAt }) => Date.parse(startedAt));
  // Results of other machines may be older than the run that gathered them.
  const zero = times.reduce((least, time) => Math.min(least, time), Date.parse(report.startedAt));
  const ends = new Map(ran.map((one) => [one.id, Date.parse(one.startedAt) - zero + one.durationMs]));
  const { ids } = criticalPath(report);
  // A check by itself is no chain: that it took longest can be seen.
  const critical = new Set(ids.length > 1 ? ids : []);
  const startMs = times.reduce((least, time) => Math.min(least, time - zero), Number.MAX_SAFE_INTEGER);
  const ready = readiness(report, { startMs, ends });
  const freeAt: number[] = [];
  const rows = ran
    .toSorted((a, b) => Date.parse(a.startedAt) - Date.parse(b.startedAt))
    .map((result): TimelineRow => {
      const from = Date.parse(result.startedAt) - zero;
      const to = from + result.durationMs;
      const place = placeFor(freeAt, from);
      freeAt[place] = to;
      return {
        result,
        place,
        readyMs: Math.min(from, ready(result)),
        startMs: from,
        endMs: to,
        attempts: attemptsOf(result, zero),
        isCritical: critical.has(result.id),
      };
    });
  const last = rows.reduce((latest, { endMs }) => Math.max(latest, endMs), 0);
  return { spanMs: Math.max(last, report.durationMs, 1), places: freeAt.length, rows };
}

/** Clocks are read before and after: two checks in one place may seem to touch. */
const TOUCHING_MS = 5;

function placeFor(freeAt: readonly number[], startMs: number): number {
  const free = freeAt.findIndex((end) => end <= startMs + TOUCHING_MS);
  return free === -1 ? freeAt.length : free;
}

/** A check may start when planning is done and its needs, and before those all of preflight, have ended. */
function readiness(
  { plan, results }: Pick<RunReport, 'plan' | 'results'>,
  { startMs, ends }: { readonly startMs: number; readonly ends: ReadonlyMap<string, number> },
): (result: CheckResult) => number {
  const needs = new Map(plan.checks.map((planned) => [planned.id, planned.needs]));
  const endOf = (id: string): number => ends.get(id) ?? 0;
  const preflight = results
    .filter(({ phase }) => phase === 'preflight')
    .reduce((latest, { id }) => Math.max(latest, endOf(id)), 0);
  return ({ id, phase }) =>
    Math.max(startMs, phase === 'preflight' ? 0 : preflight, ...(needs.get(id) ?? []).map(endOf));
}

function attemptsOf({ attempts }: CheckResult, zero: number): readonly TimelineAttempt[] {
  return attempts.map(({ startedAt, durationMs, status, retriedBecause }, index) => {
    const startMs = Math.max(0, Date.parse(startedAt) - zero);
    const isRetried = retriedBecause !== undefined || index < attempts.length - 1;
    return { startMs, endMs: startMs + durationMs, status, isRetried };
  });
}
