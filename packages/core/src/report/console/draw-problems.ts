import type { Problem } from '../../model/problem.ts';
import type { RunReport } from '../../model/report.ts';
import { countOf } from '../count-of.ts';
import { cleanText, oneLine } from '../escape.ts';
import { formatDuration } from '../format-duration.ts';
import { drawLine, type Canvas } from './draw-line.ts';
import type { Segment } from './ink.ts';
import { wrapText } from './text-width.ts';

/** Why there is no verdict from results: all problems at once, or a crash with what had ended before it. */
export function drawProblems(report: RunReport, canvas: Canvas): readonly string[] {
  const { end, problems } = report;
  const title: Segment[] =
    end === 'crashed'
      ? [['CRASHED', 'block'], [`   ${crashText(report)}`]]
      : [['NOT STARTED', 'block'], [`   ${countOf(problems.length, 'problem')}, no check was run`]];
  return [drawLine(title, canvas), '', ...problemLines(problems, canvas)];
}

/** Problems, numbered, each with its code, where it is, what happened and what to do. Also for those without a run. */
export function problemLines(problems: readonly Problem[], canvas: Canvas): readonly string[] {
  const whole = { ...canvas, columns: Number.POSITIVE_INFINITY };
  return problems.flatMap((problem, index) => {
    const where = [problem.file, problem.path]
      .filter((part) => part !== undefined)
      .map(oneLine)
      .join('  ');
    const title: Segment[] = [
      [`${index + 1} `, 'strong'],
      [oneLine(problem.code), 'block'],
      [where === '' ? '' : `   ${where}`, 'info'],
    ];
    return [
      drawLine(title, whole),
      ...indented(problem.message, '', canvas),
      ...indented(problem.hint, 'do:  ', canvas),
      '',
    ];
  });
}

const INDENT = '     ';

/** Lines of a text under their label, wrapped; a line break that the author set stays. */
function indented(text: string, label: string, canvas: Canvas): readonly string[] {
  const width = canvas.columns - INDENT.length - label.length;
  const lines = cleanText(text)
    .split('\n')
    .flatMap((line) => wrapText(line.trimEnd(), width));
  return lines.map((line, index) =>
    drawLine([[INDENT], [index === 0 ? label : ' '.repeat(label.length), 'faint'], [line]], {
      ...canvas,
      columns: Number.POSITIVE_INFINITY,
    }),
  );
}

/** How far the run came. What ended before a crash is evidence for whoever looks into it, and for nobody a pass. */
function crashText({ durationMs, plan, results }: RunReport): string {
  const wanted = plan.checks.filter(({ decision }) => decision === 'run').length;
  const ended = results.filter(({ conclusion }) => conclusion !== 'skipped').length;
  const progress = wanted === 0 ? '' : `, ${ended} of ${countOf(wanted, 'check')} done`;
  return `after ${formatDuration(durationMs)}${progress}: nothing counts as passed`;
}
