import type { RunReport } from '../../model/report.ts';
import { countOf } from '../count-of.ts';
import { oneLine } from '../escape.ts';
import { formatDuration } from '../format-duration.ts';
import { reasonsOf } from '../reasons.ts';
import { firstFailure } from '../first-failure.ts';
import { partialText, runFacts } from '../run-facts.ts';
import { drawLine, unbounded, type Canvas } from './draw-line.ts';
import type { Tone } from './ink.ts';
import { textWidth, wrapText } from './text-width.ts';

/** The verdict in capitals, then the run in figures; on a line of their own where both do not fit on one. */
export function drawHeadline(report: RunReport, canvas: Canvas): readonly string[] {
  const [verdict, tone] = verdictText(report);
  const facts = figures(report).join(' · ');
  const whole = unbounded(canvas);
  if (textWidth(verdict) + 3 + textWidth(facts) <= canvas.columns)
    return [drawLine([[verdict, tone], [`   ${facts}`]], whole)];
  return [
    ...wrapText(verdict, canvas.columns).map((text) => drawLine([[text, tone]], whole)),
    ...wrapText(facts, canvas.columns - 2).map((text) => drawLine([['  '], [text]], whole)),
  ];
}

function verdictText(report: RunReport): readonly [string, Tone] {
  const { level, enforcedFrom } = report.verdict;
  if (report.end === 'cancelled')
    return [`CANCELLED${report.signal === undefined ? '' : ` by ${oneLine(report.signal)}`}`, 'block'];
  if (level === 'pass') return ['PASS', 'pass'];
  if (level === 'warn')
    return [`PASS with ${countOf(reasonsOf(report, 'warn').length, 'warning')}`, 'warning'];
  const reasons = countOf(reasonsOf(report, 'block').length, 'reason');
  if (level === 'block' && enforcedFrom !== undefined) {
    return [`WOULD BLOCK, enforced from ${oneLine(enforcedFrom)}   ${reasons}`, 'warning'];
  }
  return [`BLOCK   ${reasons}`, 'block'];
}

function figures(report: RunReport): readonly string[] {
  const { concluded, skipped, longest } = runFacts(report);
  const partial = partialText(report);
  const count = `${countOf(concluded.length, 'check')}${skipped.length > 0 ? `, ${skipped.length} not run` : ''}`;
  const failed = firstFailure(report);
  // What was waited for: in a blocked run the first thing to mend, else the end of the longest check.
  const waited =
    failed !== undefined
      ? [`first failure after ${formatDuration(failed.afterMs)}`]
      : longest === undefined
        ? []
        : [`longest ${oneLine(longest.id)} ${formatDuration(longest.durationMs)}`];
  const took = `${formatDuration(report.durationMs)}${reusedText(report)}`;
  return [partial ?? count, took, ...(concluded.length < 2 ? [] : waited)];
}

/** What the results that were reused took when they were made; less than a second is nothing to speak of. */
function reusedText({ results }: RunReport): string {
  const reused = results.filter(({ cached }) => cached === true);
  const madeMs = reused.reduce((sum, { attempts }) => sum + (attempts.at(-1)?.durationMs ?? 0), 0);
  return madeMs < 1000 ? '' : ` (${formatDuration(madeMs)} of checks reused)`;
}
