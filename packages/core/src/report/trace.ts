import type { RunEvent } from '../model/event.ts';
import type { RunReport } from '../model/report.ts';

/** A moment of a run: an event, or a point that the caller marks. Milliseconds since the process began. */
export type Moment =
  | { readonly atMs: number; readonly event: RunEvent }
  | { readonly atMs: number; readonly mark: 'called' | 'config-loaded' | 'ended' };

interface TraceEvent {
  readonly ph: 'X' | 'M' | 'C' | 'i';
  readonly name: string;
  readonly pid: 1;
  readonly tid: number;
  /** Microseconds. */
  readonly ts?: number;
  readonly dur?: number;
  readonly cat?: string;
  readonly s?: 'p';
  readonly args?: Readonly<Record<string, unknown>>;
}

const ENGINE = 0;

/**
 * Where the time of a run went, in the Trace Event Format that the viewers of Chrome (`chrome://tracing`) and Perfetto
 * open: a row for the engine with its phases, a row for each place in which checks ran, with their attempts below
 * them, and how many ran at once. Words come from the report, where secrets are masked. Source: "Trace Event Format", Google, 2016.
 */
export function trace(moments: readonly Moment[], { results }: Pick<RunReport, 'results'>): string {
  const lanes = lanesOf(moments);
  const rows = Math.max(0, ...lanes.map(({ lane }) => lane));
  const traceEvents = [
    name('process_name', ENGINE, 'sluice'),
    name('thread_name', ENGINE, 'engine'),
    ...Array.from({ length: rows }, (_, index) => name('thread_name', index + 1, `place ${index + 1}`)),
    ...phases(moments),
    ...lanes.flatMap((lane) => checkEvents(lane, moments, results)),
    ...runningCounts(lanes),
  ];
  return `${JSON.stringify({ displayTimeUnit: 'ms', traceEvents }, null, 1)}\n`;
}

/** A check while it ran, in the lowest row that was free. */
interface Lane {
  readonly id: string;
  readonly startMs: number;
  readonly endMs: number;
  readonly lane: number;
}

function lanesOf(moments: readonly Moment[]): readonly Lane[] {
  const last = moments.at(-1)?.atMs ?? 0;
  const ends = new Map<string, number>();
  for (const moment of moments)
    if ('event' in moment && moment.event.type === 'check-ended')
      ends.set(moment.event.result.id, moment.atMs);
  const freeAt: number[] = [];
  return moments.flatMap((moment): readonly Lane[] => {
    if (!('event' in moment) || moment.event.type !== 'check-started') return [];
    const { id } = moment.event;
    const endMs = ends.get(id) ?? last;
    const found = freeAt.findIndex((free) => free <= moment.atMs);
    const place = found === -1 ? freeAt.length : found;
    freeAt[place] = endMs;
    return [{ id, startMs: moment.atMs, endMs, lane: place + 1 }];
  });
}

function checkEvents(
  { id, startMs, endMs, lane }: Lane,
  moments: readonly Moment[],
  results: RunReport['results'],
): TraceEvent[] {
  const result = results.find((one) => one.id === id);
  const attempts = moments.flatMap((moment) => {
    if (!('event' in moment) || moment.event.type !== 'attempt-ended' || moment.event.id !== id) return [];
    const { number, status, durationMs } = moment.event.attempt;
    const commands = result?.attempts.find((attempt) => attempt.number === number)?.commands ?? [];
    const lines = commands.map(({ line, durationMs: took }) => `${line} (${took} ms)`);
    const from = Math.max(startMs, moment.atMs - durationMs);
    return [span(`attempt ${number}: ${status}`, lane, [from, moment.atMs], { commands: lines })];
  });
  if (result === undefined) return [span(id, lane, [startMs, endMs]), ...attempts];
  const { conclusion, level, reason } = result;
  const args = { conclusion, level, ...(reason === undefined ? {} : { reason }) };
  return [span(id, lane, [startMs, endMs], args), ...attempts];
}

/** The engine's own phases, each from one moment to the next; one that was never reached is not there. */
function phases(moments: readonly Moment[]): TraceEvent[] {
  const at = (wanted: string): number | undefined =>
    moments.find((moment) => ('event' in moment ? moment.event.type : moment.mark) === wanted)?.atMs;
  const lastCheck = moments.findLast(
    (moment) => 'event' in moment && moment.event.type === 'check-ended',
  )?.atMs;
  const steps: readonly (readonly [phase: string, from: number | undefined, to: number | undefined])[] = [
    ['start Node', 0, at('called')],
    ['load the config', at('called'), at('config-loaded')],
    ['plan', at('config-loaded'), at('plan-ready')],
    ['run the checks', at('plan-ready'), lastCheck],
    ['decide', lastCheck ?? at('plan-ready'), at('verdict')],
    ['report', at('verdict'), at('report-ready')],
    ['end', at('report-ready'), at('ended')],
  ];
  return steps.flatMap(([phase, from, to]) =>
    from === undefined || to === undefined || to < from ? [] : [span(phase, ENGINE, [from, to])],
  );
}

function runningCounts(lanes: readonly Lane[]): TraceEvent[] {
  const steps = lanes
    .flatMap(({ startMs, endMs }) => [
      { atMs: startMs, by: 1 },
      { atMs: endMs, by: -1 },
    ])
    .sort((a, b) => a.atMs - b.atMs || a.by - b.by);
  let running = 0;
  return steps.map(({ atMs, by }) => {
    running += by;
    return {
      ph: 'C',
      name: 'checks at once',
      pid: 1,
      tid: ENGINE,
      ts: microseconds(atMs),
      args: { running },
    };
  });
}

function span(
  label: string,
  tid: number,
  [fromMs, toMs]: readonly [number, number],
  args: Readonly<Record<string, unknown>> = {},
): TraceEvent {
  const ts = microseconds(fromMs);
  return { ph: 'X', name: label, cat: 'sluice', pid: 1, tid, ts, dur: microseconds(toMs) - ts, args };
}

const name = (kind: 'process_name' | 'thread_name', tid: number, text: string): TraceEvent => ({
  ph: 'M',
  name: kind,
  pid: 1,
  tid,
  args: { name: text },
});

const microseconds = (ms: number): number => Math.round(ms * 1000);
