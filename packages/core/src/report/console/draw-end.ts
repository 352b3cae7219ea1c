import { join } from 'node:path';
import type { RunReport } from '../../model/report.ts';
import { quoteWord } from '../../exec/command-line.ts';
import { countOf, fewOf } from '../count-of.ts';
import { criticalPath } from '../critical-path.ts';
import { oneLine } from '../escape.ts';
import { exitCode } from '../exit-code.ts';
import { formatDuration } from '../format-duration.ts';
import { reasonsOf, type Reason } from '../reasons.ts';
import { acceptedLines, runFacts, waiverLines, weakenings } from '../run-facts.ts';
import { drawBlock } from './draw-block.ts';
import { drawHeadline } from './draw-headline.ts';
import { drawLine, drawWrapped, unbounded } from './draw-line.ts';
import { drawProblems } from './draw-problems.ts';
import type { EndInput } from './end-input.ts';
import type { Tone } from './ink.ts';
import { shownPath } from './shown-path.ts';

/** The last lines of a run: the verdict, why, what helps, and where everything is. */
export function drawEnd(input: EndInput): readonly string[] {
  const { report, canvas } = input;
  if (report.end === 'problems' || report.end === 'crashed') {
    return [
      ...drawProblems(report, canvas),
      ...drawRemarks(reporterRemarks(input), input),
      ...placeLines(input),
    ];
  }
  const loosened = weakenings(report).map((text): Remark => [
    'gate',
    'warn',
    `loosened by this change: ${text}`,
  ]);
  const isBlocked = report.verdict.level === 'block' && report.end !== 'cancelled';
  return [
    ...drawRemarks(loosened, input),
    ...drawHeadline(report, canvas),
    ...(isBlocked ? drawBlock(input) : []),
    ...drawRemarks(remarks(input), input),
    ...placeLines(input),
  ];
}

/** A line after the verdict: what kind of thing it is, how loud, and what it says. */
type Remark = readonly [label: string, tone: Tone, text: string];

const LABEL = 10;

/** Wrapped, never cut: a warning that ends in `…` is no warning. */
function drawRemarks(lines: readonly Remark[], { canvas }: EndInput): readonly string[] {
  return lines.flatMap(([label, tone, text]) =>
    drawWrapped([['  '], [label.padEnd(LABEL), tone]], text, canvas),
  );
}

/** What a passing run must not hide: warnings, flaky checks, waivers, lost time, notes. */
function remarks(input: EndInput): readonly Remark[] {
  const { report, options } = input;
  const warnings = reasonsOf(report, 'warn', options).filter(({ subject }) => subject !== 'policy-weakened');
  return [
    ...warnings.map(warningRemark),
    ...runFacts(report).flaky.map(flakyRemark),
    ...waiverLines(report).map((text): Remark => ['waived', 'warn', text]),
    ...acceptedLines(report).map((text): Remark => ['accepted', 'info', text]),
    ...budgetText(report).map((text): Remark => ['slow', 'warn', text]),
    ...report.notes.map(({ source, message }): Remark => ['note', 'info', oneLine(`${source}: ${message}`)]),
    ...reporterRemarks(input),
    ...stoppedRemark(report),
  ];
}

function warningRemark({ subject, message }: Reason): Remark {
  return subject.startsWith('waiver-')
    ? ['waiver', 'warn', message]
    : ['warning', 'warn', `${subject}  ${message}`];
}

function flakyRemark({ id, attempts }: RunReport['results'][number]): Remark {
  const first = attempts[0]?.retriedBecause ?? attempts[0]?.reason;
  return [
    'flaky',
    'warn',
    oneLine(`${id} passed on attempt ${attempts.length}${first === undefined ? '' : `; at first: ${first}`}`),
  ];
}

/** What reporters did, and what they could not. */
function reporterRemarks({ degraded, said = [] }: EndInput): readonly Remark[] {
  return [
    ...said.map((line): Remark => ['told', 'info', oneLine(line)]),
    ...(degraded === undefined ? [] : [['warning', 'warn', oneLine(degraded)] as const]),
  ];
}

function budgetText(report: RunReport): readonly string[] {
  const { budgetMs } = report.policy;
  if (report.durationMs <= budgetMs) return [];
  const { ids, durationMs } = criticalPath(report);
  const chain = ids.map((id) => oneLine(id)).join(' → ');
  const over = `${formatDuration(report.durationMs)}, over the budget of ${formatDuration(budgetMs)}`;
  return [`${over}; the longest chain is ${chain}, ${formatDuration(durationMs)}`];
}

function stoppedRemark({ end, results }: RunReport): readonly Remark[] {
  const stopped = results.filter(({ conclusion }) => conclusion === 'cancelled').map(({ id }) => oneLine(id));
  return end !== 'cancelled' || stopped.length === 0
    ? []
    : [['stopped', 'warn', `${countOf(stopped.length, 'check')}: ${fewOf(stopped)}`]];
}

/** Where the evidence is, how to ask on, and what the shell gets. */
function placeLines({ report, dir, cwd, canvas, options, evidence }: EndInput): readonly string[] {
  const code = exitCode(report);
  const [first] = reasonsOf(report, 'block', options);
  const isExplained = report.end === 'completed' && first !== undefined;
  const isAdvice = report.verdict.enforcedFrom !== undefined;
  const pieces = [
    `report  ${shownPath(join(dir, 'report.md'), cwd)}`,
    ...(isExplained ? [`${options.program ?? 'sluice'} explain ${quoteWord(first.subject)}`] : []),
    ...(code === 0 && !isAdvice ? [] : [`exit ${code}`]),
  ];
  const joined = pieces.join('    ');
  // Never cut: a path that cannot be pasted is of no use.
  const lines = joined.length <= canvas.columns ? [joined] : pieces;
  // Before the last line, which ends with what the shell gets.
  return [...(evidence === undefined ? [] : [`evidence sha256 ${evidence}`]), ...lines].map((text) =>
    drawLine([[text, 'faint']], unbounded(canvas)),
  );
}
