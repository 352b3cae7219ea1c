import type { Plan } from '../../model/plan.ts';
import type { CheckResult } from '../../model/result.ts';
import { oneLine } from '../escape.ts';
import { formatDuration } from '../format-duration.ts';
import { markOf, resultText, type Mark } from '../result-text.ts';
import type { Segment, Tone } from './ink.ts';
import { padText, textWidth } from './text-width.ts';

/** Widths of the columns of a run's check lines, the same from the first line to the last. */
export interface CheckColumns {
  readonly id: number;
  readonly version: number;
  readonly duration: number;
}

const DURATION = 10;

/** Columns wide enough for these ids; on a narrow screen the id gives way and the version goes. */
export function checkColumns(ids: readonly string[], columns: number): CheckColumns {
  const longest = Math.max(12, ...ids.map((id) => textWidth(oneLine(id))));
  const isNarrow = columns < 72;
  return {
    id: Math.min(longest, isNarrow ? Math.max(12, Math.floor(columns / 3)) : 40),
    version: isNarrow ? 0 : 8,
    duration: isNarrow ? 0 : DURATION,
  };
}

export const MARK_TONES: Readonly<Record<Mark, Tone>> = {
  '✓': 'good',
  '✗': 'bad',
  '!': 'warn',
  i: 'info',
  '·': 'faint',
};

/** `✓ python/black   25.9.0    0.8 s   21 files` */
export function checkLine(result: CheckResult, columns: CheckColumns): readonly Segment[] {
  const mark = markOf(result);
  const version = oneLine(result.tools[0]?.version ?? '');
  const duration = result.cached === true ? 'cached' : formatDuration(result.durationMs);
  const isLoud = mark === '✗' || mark === '!';
  return [
    ['  '],
    [mark, MARK_TONES[mark]],
    [` ${padText(oneLine(result.id), columns.id)}  `],
    ...(columns.version === 0 ? [] : [[padText(version, columns.version), 'faint'] as const]),
    [`${duration.padStart(columns.duration)}  `, 'faint'],
    [resultText(result), isLoud ? MARK_TONES[mark] : result.flaky === true ? 'warn' : 'plain'],
  ];
}

/** The same for the checks of a plan that run. */
export function columnsOfPlan(plan: Plan | undefined, columns: number): CheckColumns {
  const known = plan === undefined ? undefined : measured.get(plan);
  if (known?.width === columns) return known.columns;
  const ids = plan?.checks.filter(({ decision }) => decision === 'run').map(({ id }) => id) ?? [];
  const made = checkColumns(ids, columns);
  if (plan !== undefined) measured.set(plan, { width: columns, columns: made });
  return made;
}

// Asked for at every line that is drawn; measuring all ids each time is quadratic in the checks.
const measured = new WeakMap<Plan, { readonly width: number; readonly columns: CheckColumns }>();
