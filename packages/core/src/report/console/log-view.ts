import type { RunEvent } from '../../model/event.ts';
import type { CheckResult } from '../../model/result.ts';
import { cleanText, disarmCommands, oneLine, workflowData } from '../escape.ts';
import { formatDuration } from '../format-duration.ts';
import { checkLine, columnsOfPlan } from './check-line.ts';
import { endOptions, type ConsoleOptions } from './console-options.ts';
import { drawEnd } from './draw-end.ts';
import { drawLine, type Canvas } from './draw-line.ts';
import { tapLine } from './event-line.ts';
import { headerLines } from './header.ts';
import type { Segment } from './ink.ts';
import type { ConsolePort } from './port.ts';
import { readTail } from './read-tail.ts';
import { NOTHING_HEARD, heard, type RunState } from './run-state.ts';
import { shownPath } from './shown-path.ts';
import { skippedLines } from './skipped-lines.ts';

/** Wide enough for a log page; only reasons are wrapped at it, nothing is cut. */
const LOG_COLUMNS = 120;
const LOG_LINES = 200;

/** The view for a log or a pipe: one line a check when it ends, its log folded away where the host can fold. */
export function createLogView(port: ConsolePort, options: ConsoleOptions): (event: RunEvent) => void {
  let state: RunState = NOTHING_HEARD;
  const whole: Canvas = { columns: Number.POSITIVE_INFINITY, color: port.color };
  // Every line that holds words of others passes here; only `command` writes lines that the host obeys.
  const say = (lines: readonly string[]): void =>
    port.write(lines.map((line) => `${disarmCommands(line)}\n`).join(''));
  const command = (name: string, data = ''): void =>
    port.write(`::${name}::${workflowData(disarmCommands(data))}\n`);
  const draw = (lines: readonly (readonly Segment[])[], canvas = whole): void =>
    say(lines.map((line) => drawLine(line, canvas)));

  const checkEnded = (result: CheckResult, logs: readonly string[]): void => {
    if (result.conclusion === 'skipped') return;
    const line = checkLine(result, columnsOfPlan(state.plan, LOG_COLUMNS));
    const isFolded = port.ci === 'github';
    // A log that cannot be folded away is shown only where it is needed.
    const isShown = isFolded || (port.ci === 'other' && result.conclusion !== 'success');
    const log = isShown ? logLines(result, logs, { cwd: state.cwd, indent: isFolded ? '' : '    ' }) : [];
    if (!isFolded || log.length === 0) {
      draw([line]);
      say(log);
      return;
    }
    command('group', drawLine(line, { ...whole, color: false }).trimStart());
    say(log);
    command('endgroup');
  };

  return (event) => {
    state = heard(state, event, port.now());
    if (event.type === 'plan-ready') {
      draw(headerLines(event, LOG_COLUMNS));
      say(['']);
    } else if (event.type === 'check-ended') {
      checkEnded(event.result, event.logs);
    } else if (event.type === 'check-slow') {
      draw([[[`  … ${oneLine(event.id)} has been running for ${formatDuration(event.forMs)}`, 'faint']]]);
    } else if (event.type === 'tap-failed' || event.type === 'tap-slow') {
      draw([tapLine(event)]);
    } else if (event.type === 'report-ready') {
      const { report, dir, degraded, evidence } = event;
      if (state.plan !== undefined) {
        draw(skippedLines(report.results));
        say(['']);
      }
      const canvas = { ...whole, columns: LOG_COLUMNS };
      const { cwd, said } = state;
      say(
        drawEnd({ report, dir, cwd, canvas, options: endOptions(report, options), degraded, said, evidence }),
      );
    }
  };
}

/** The end of each attempt's log, and where the rest is. */
function logLines(
  { attempts }: CheckResult,
  logs: readonly string[],
  { cwd, indent }: { readonly cwd: string; readonly indent: string },
): readonly string[] {
  return logs.flatMap((log, index) => {
    const { lines, isCut } = readTail(log, LOG_LINES);
    const attempt = attempts[index];
    const reason = attempt?.retriedBecause ?? attempt?.reason;
    const why = reason === undefined ? '' : `: ${oneLine(reason)}`;
    return [
      ...(logs.length > 1 ? [`${indent}attempt ${index + 1} of ${logs.length}${why}`] : []),
      ...(isCut ? [`${indent}(the last ${lines.length} lines; all of it is in ${shownPath(log, cwd)})`] : []),
      ...lines.flatMap((line) => cleanText(line).split('\n')).map((line) => `${indent}${line}`),
    ];
  });
}
