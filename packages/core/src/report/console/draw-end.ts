import { join } from 'node:path';
import type { RunReport } from '../../model/report.ts';
import { countOf, fewOf } from '../count-of.ts';
import { oneLine } from '../escape.ts';
import { exitCode } from '../exit-code.ts';
import { formatDuration } from '../format-duration.ts';
import { reasonsOf } from '../reasons.ts';
import { partialText, runFacts, waiverLines, weakenings } from '../run-facts.ts';
import { criticalPath } from '../critical-path.ts';
import { drawBlock } from './draw-block.ts';
import { drawProblems } from './draw-problems.ts';
import { drawLine } from './draw-line.ts';
import type { EndInput } from './end-input.ts';
import type { Segment, Tone } from './ink.ts';
import { shownPath } from './shown-path.ts';

/** The last lines of a run: the verdict, why, what helps, and where everything is. */
export function drawEnd(input: EndInput): readonly string[] {
  const { report, canvas } = input;
  const line = (...segments: Segment[]): string => drawLine(segments, canvas);
  if (report.end === 'problems' || report.end === 'crashed') {
    return [...drawProblems(report, canvas), ...degradedLine(input).map((segments) => line(...segments)), ...placeLines(input)];
  }
  const loosened = weakenings(report).map((text) => line(['!', 'warn'], [` this change loosens the gate: ${text}`, 'warn']));
  const isBlocked = report.verdict.level === 'block' && report.end !== 'cancelled';
  return [
    ...loosened,
    line(...headline(report)),
    ...(isBlocked ? drawBlock(input) : []),
    ...remarks(input).map((segments) => line(...segments)),
    ...placeLines(input),
  ];
}

/** The verdict in capitals, then the run in figures. */
export function headline(report: RunReport): readonly Segment[] {
  const [verdict, tone] = verdictText(report);
  return [[verdict, tone], [`   ${figures(report).join(' · ')}`]];
}

function verdictText(report: RunReport): readonly [string, Tone] {
  const { level, enforcedFrom, objections } = report.verdict;
  if (report.end === 'cancelled') return [`CANCELLED${report.signal === undefined ? '' : ` by ${oneLine(report.signal)}`}`, 'block'];
  if (level === 'pass') return ['PASS', 'pass'];
  const warnings = reasonsOf(report, 'warn').length;
  if (level === 'warn') return [`PASS with ${countOf(warnings, 'warning')}`, 'warning'];
  const reasons = countOf(reasonsOf(report, 'block').length, 'reason');
  if (level === 'block' && enforcedFrom !== undefined) {
    return [`WOULD BLOCK, enforced from ${oneLine(enforcedFrom)}   ${reasons}`, 'warning'];
  }
  return [`BLOCK   ${objections.length === 0 ? 'no reason was recorded' : reasons}`, 'block'];
}

function figures(report: RunReport): readonly string[] {
  const { concluded, skipped, longest } = runFacts(report);
  const partial = partialText(report);
  const count = `${countOf(concluded.length, 'check')}${skipped.length > 0 ? `, ${skipped.length} not run` : ''}`;
  return [
    ...(partial === undefined ? [] : [partial]),
    formatDuration(report.durationMs),
    count,
    ...(longest === undefined || concluded.length < 2
      ? []
      : [`longest ${oneLine(longest.id)} ${formatDuration(longest.durationMs)}`]),
  ];
}

const said = (label: string, tone: Tone) => (text: string): readonly Segment[] => [['  '], [label.padEnd(9), tone], [text]];

const degradedLine = ({ degraded }: EndInput): readonly (readonly Segment[])[] =>
  degraded === undefined ? [] : [said('report', 'warn')(oneLine(degraded))];

/** What a passing run must not hide: warnings, flaky checks, waivers, lost time, notes. */
function remarks(input: EndInput): readonly (readonly Segment[])[] {
  const { report, options } = input;
  const warnings = reasonsOf(report, 'warn', options).filter(({ subject }) => subject !== 'policy-weakened');
  const flaky = runFacts(report).flaky.map(
    ({ id, attempts }) => `${oneLine(id)} passed on attempt ${attempts.length}${firstReason(attempts[0]?.reason)}`,
  );
  return [
    ...warnings.map(({ subject, message }) => said('warning', 'warn')(`${subject}  ${message}`)),
    ...flaky.map(said('flaky', 'warn')),
    ...waiverLines(report).map(said('waiver', 'warn')),
    ...budgetLine(report).map(said('budget', 'warn')),
    ...report.notes.map(({ source, message }) => said('note', 'info')(`${oneLine(source)}: ${oneLine(message)}`)),
    ...degradedLine(input),
    ...(report.end === 'cancelled' ? cancelledLine(report).map(said('stopped', 'warn')) : []),
  ];
}

const firstReason = (reason: string | undefined): string => (reason === undefined ? '' : ` (first: ${oneLine(reason)})`);

function budgetLine(report: RunReport): readonly string[] {
  const budgetMs = report.policy.budgetMs;
  if (report.durationMs <= budgetMs) return [];
  const path = criticalPath(report);
  const chain = path.ids.map((id) => oneLine(id)).join(' → ');
  return [
    `took ${formatDuration(report.durationMs)} of ${formatDuration(budgetMs)}; the longest chain is ${chain}, ${formatDuration(path.durationMs)}`,
  ];
}

function cancelledLine({ results }: RunReport): readonly string[] {
  const stopped = results.filter(({ conclusion }) => conclusion === 'cancelled').map(({ id }) => oneLine(id));
  return stopped.length === 0 ? [] : [fewOf(stopped)];
}

/** Where the evidence is, how to ask on, and what the shell gets. */
function placeLines({ report, dir, cwd, canvas, options }: EndInput): readonly string[] {
  const code = exitCode(report);
  const program = options.program ?? 'sluice';
  const [first] = reasonsOf(report, 'block', options);
  const isExplained = report.end === 'completed' && first !== undefined;
  const pieces = [
    `report  ${shownPath(join(dir, 'report.md'), cwd)}`,
    ...(isExplained ? [`why  ${program} explain ${first.subject}`] : []),
    ...(code === 0 ? [] : [`exit ${code}`]),
  ];
  const joined = pieces.join('    ');
  const lines = joined.length <= canvas.columns ? [joined] : pieces;
  // Never cut: a path that cannot be pasted is of no use.
  return lines.map((text) => drawLine([[text, 'faint']], { ...canvas, columns: Number.POSITIVE_INFINITY }));
}
