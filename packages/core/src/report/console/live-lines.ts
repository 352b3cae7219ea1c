import { oneLine } from '../escape.ts';
import { formatRunning } from '../format-duration.ts';
import type { CheckColumns } from './check-line.ts';
import { drawLine, type Canvas } from './draw-line.ts';
import type { Segment } from './ink.ts';
import type { RunningCheck, RunState } from './run-state.ts';
import { padText } from './text-width.ts';

interface LiveInput {
  readonly state: RunState;
  readonly nowMs: number;
  readonly columns: CheckColumns;
  readonly canvas: Canvas;
  /** Lines at most. */
  readonly rows: number;
}

/** What runs now and for how long, against its usual time, and how far the whole is. */
export function liveLines({ state, nowMs, columns, canvas, rows }: LiveInput): readonly string[] {
  if (state.plan === undefined) return [];
  // One cell is left free: a line that fills the last one wraps on some terminals.
  const inner = { ...canvas, columns: Math.max(1, canvas.columns - 1) };
  const most = Math.max(0, rows - 2);
  const shown = state.running.slice(0, most);
  const hidden = state.running.length - shown.length;
  return [
    ...shown.map((check) => drawLine(runningLine(check, { state, nowMs, columns }), inner)),
    ...(hidden > 0 ? [drawLine([[`  and ${hidden} more`, 'faint']], inner)] : []),
    drawLine([['  '], [progressText(state, nowMs), 'faint']], inner),
  ];
}

function runningLine(
  check: RunningCheck,
  { state, nowMs, columns }: Pick<LiveInput, 'state' | 'nowMs' | 'columns'>,
): readonly Segment[] {
  const elapsedMs = nowMs - check.sinceMs;
  const expectedMs = state.expectedMs[check.id];
  const isLate = check.isSlow || (expectedMs !== undefined && elapsedMs > expectedMs * 1.5 + 1000);
  const usual = expectedMs === undefined || expectedMs < 1000 ? '' : ` of about ${formatRunning(expectedMs)}`;
  return [
    ['  '],
    ['▸', 'info'],
    [` ${padText(oneLine(check.id), columns.id)}  `],
    ...(columns.version === 0
      ? []
      : [
          [
            `${expectedMs === undefined ? ' '.repeat(BAR_CELLS) : bar(elapsedMs / expectedMs)}  `,
            'info',
          ] as const,
        ]),
    [`${formatRunning(elapsedMs)}${usual}`, isLate ? 'warn' : 'plain'],
    [check.message === undefined ? '' : `   ${oneLine(check.message)}`, 'faint'],
  ];
}

const BAR_CELLS = 8;

/** Never full before the end: an estimate is not a promise. */
function bar(share: number): string {
  const done = Math.min(BAR_CELLS - 1, Math.max(0, Math.floor(share * BAR_CELLS)));
  return '━'.repeat(done) + '╌'.repeat(BAR_CELLS - done);
}

function progressText(state: RunState, nowMs: number): string {
  const wanted = state.plan?.checks.filter(({ decision }) => decision === 'run') ?? [];
  const ended = new Set(state.ended.map(({ id }) => id));
  const running = new Set(state.running.map(({ id }) => id));
  const waiting = wanted.filter(({ id }) => !ended.has(id) && !running.has(id));
  const left = leftMs(
    state,
    nowMs,
    waiting.map(({ id }) => id),
  );
  return [
    `${wanted.filter(({ id }) => ended.has(id)).length} of ${wanted.length} done`,
    ...(running.size > 0 ? [`${running.size} running`] : []),
    ...(waiting.length > 0 ? [`${waiting.length} waiting`] : []),
    ...(left === undefined || left < 1000 ? [] : [`about ${formatRunning(left + 999)} left`]),
  ].join(' · ');
}

/** A guess from usual durations; none while something has no usual duration or takes longer than it. */
function leftMs(state: RunState, nowMs: number, waiting: readonly string[]): number | undefined {
  const lefts: number[] = [];
  for (const { id, sinceMs } of state.running) lefts.push((state.expectedMs[id] ?? 0) - (nowMs - sinceMs));
  for (const id of waiting) lefts.push(state.expectedMs[id] ?? 0);
  if (lefts.length === 0 || lefts.some((left) => left <= 0)) return undefined;
  return Math.max(...lefts, lefts.reduce((sum, left) => sum + left, 0) / Math.max(1, state.jobs));
}
