import type { RunEvent } from '../../model/event.ts';
import { checkLine, columnsOfPlan } from './check-line.ts';
import { endOptions, type ConsoleOptions } from './console-options.ts';
import { drawEnd } from './draw-end.ts';
import { drawLine, type Canvas } from './draw-line.ts';
import { tapLine } from './event-line.ts';
import { headerLines } from './header.ts';
import type { Segment } from './ink.ts';
import { createLiveArea } from './live-area.ts';
import { liveLines } from './live-lines.ts';
import type { ConsolePort } from './port.ts';
import { NOTHING_HEARD, heard, type RunState } from './run-state.ts';
import { skippedLines } from './skipped-lines.ts';

const TICK_MS = 250;
const MOST_ROWS = 12;

/** The live view of a terminal: finished lines scroll up, what runs stays at the bottom. */
export function createTtyView(port: ConsolePort, options: ConsoleOptions): (event: RunEvent) => void {
  const area = createLiveArea(port);
  let state: RunState = NOTHING_HEARD;
  let stop: (() => void) | undefined;
  const canvas = (): Canvas => ({ columns: port.columns, color: port.color });
  const columns = () => columnsOfPlan(state.plan, port.columns);
  const drawn = (lines: readonly (readonly Segment[])[]): readonly string[] =>
    lines.map((line) => drawLine(line, canvas()));
  const live = (): readonly string[] => {
    if (stop === undefined) return [];
    const rows = Math.min(MOST_ROWS, port.rows ?? MOST_ROWS);
    return liveLines({ state, nowMs: port.now(), columns: columns(), canvas: canvas(), rows });
  };
  const end = (event: Extract<RunEvent, { type: 'report-ready' }>): void => {
    stop?.();
    stop = undefined;
    // Without the digest of the evidence: nothing keeps what a terminal showed, and `sluice verify` says it.
    const { report, dir, degraded } = event;
    const view = {
      report,
      dir,
      cwd: state.cwd,
      canvas: canvas(),
      options: endOptions(report, options),
      degraded,
      said: state.said,
    };
    const above = state.plan === undefined ? [] : [...drawn(skippedLines(report.results)), ''];
    area.print([...above, ...drawEnd(view)], []);
  };
  return (event) => {
    state = heard(state, event, port.now());
    if (event.type === 'plan-ready') {
      stop ??= (port.every ?? everyInterval)(TICK_MS, () => area.draw(live()));
      area.print([...drawn(headerLines(event, port.columns)), ''], live());
    } else if (event.type === 'check-ended' && event.result.conclusion !== 'skipped') {
      area.print(drawn([checkLine(event.result, columns())]), live());
    } else if (event.type === 'tap-failed' || event.type === 'tap-slow') {
      area.print(drawn([tapLine(event)]), live());
    } else if (event.type === 'report-ready') {
      end(event);
    } else {
      area.draw(live());
    }
  };
}

/** A timer that keeps no process alive: a run that has drained must end, whatever its view thinks. */
function everyInterval(intervalMs: number, tick: () => void): () => void {
  const timer = setInterval(tick, intervalMs);
  timer.unref();
  return () => clearInterval(timer);
}
