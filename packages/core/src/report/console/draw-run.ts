import { disarmCommands } from '../escape.ts';
import type { ConsolePort } from './port.ts';
import { checkLine, columnsOfPlan } from './check-line.ts';
import { drawEnd } from './draw-end.ts';
import { drawLine } from './draw-line.ts';
import type { EndInput } from './end-input.ts';
import { headerLines } from './header.ts';
import { skippedLines } from './skipped-lines.ts';

/** A recorded run as text, as it stood on the screen when it ended: what `sluice report --from RUN` prints. */
export function drawRun(input: EndInput & Pick<Partial<ConsolePort>, 'ci'>): string {
  const { report, canvas } = input;
  const concluded = report.results.filter(({ conclusion }) => conclusion !== 'skipped');
  const columns = columnsOfPlan(report.plan, canvas.columns);
  const isPlanned = report.plan.checks.length > 0;
  const header = isPlanned
    ? [...headerLines(report, canvas.columns).map((line) => drawLine(line, canvas)), '']
    : [];
  const lines = [
    ...header,
    ...concluded.map((result) => drawLine(checkLine(result, columns), canvas)),
    ...skippedLines(report.results).map((line) => drawLine(line, canvas)),
    ...(header.length > 0 ? [''] : []),
    ...drawEnd(input),
  ];
  return lines.map((line) => `${input.ci === undefined ? line : disarmCommands(line)}\n`).join('');
}
