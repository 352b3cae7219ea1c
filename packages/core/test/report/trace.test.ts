import { describe, expect, it } from 'vitest';
import type { RunEvent } from '../../src/model/event.ts';
import { trace, type Moment } from '../../src/report/trace.ts';
import { report, result } from './builders.ts';

interface Shown {
  readonly ph: string;
  readonly name: string;
  readonly tid: number;
  readonly ts: number;
  readonly dur: number;
  readonly args: Readonly<Record<string, unknown>>;
}

const started = (id: string, atMs: number): Moment => ({
  atMs,
  event: { type: 'check-started', id, at: '' },
});
const ended = (id: string, atMs: number): Moment => ({
  atMs,
  event: { type: 'check-ended', result: result(id), logs: [] },
});
const other = (type: 'plan-ready' | 'verdict' | 'report-ready', atMs: number): Moment => ({
  atMs,
  event: { type } as unknown as RunEvent,
});

function shown(moments: readonly Moment[], ids: readonly string[]): readonly Shown[] {
  const results = ids.map((id) => result(id, { conclusion: 'failure', reason: 'too much' }));
  return (JSON.parse(trace(moments, report({ results }))) as { traceEvents: readonly Shown[] }).traceEvents;
}

const spans = (events: readonly Shown[], tid: number): readonly (readonly [string, number, number])[] =>
  events.filter((one) => one.ph === 'X' && one.tid === tid).map(({ name, ts, dur }) => [name, ts, dur]);

describe('the profile of a run', () => {
  const moments: readonly Moment[] = [
    { atMs: 30, mark: 'called' },
    { atMs: 80.5, mark: 'config-loaded' },
    other('plan-ready', 100),
    started('a/one', 101),
    started('a/two', 102),
    ended('a/one', 150),
    started('a/three', 151),
    ended('a/three', 200),
    ended('a/two', 300),
    other('verdict', 301),
    other('report-ready', 320),
    { atMs: 321, mark: 'ended' },
  ];
  const events = shown(moments, ['a/one', 'a/two', 'a/three']);

  it('has the phases of the engine one after another, in microseconds, without a gap', () => {
    expect(spans(events, 0)).toEqual([
      ['start Node', 0, 30_000],
      ['load the config', 30_000, 50_500],
      ['plan', 80_500, 19_500],
      ['run the checks', 100_000, 200_000],
      ['decide', 300_000, 1000],
      ['report', 301_000, 19_000],
      ['end', 320_000, 1000],
    ]);
  });

  it('has a row for each place, in which a check takes the lowest that is free', () => {
    expect(spans(events, 1)).toEqual([
      ['a/one', 101_000, 49_000],
      ['a/three', 151_000, 49_000],
    ]);
    expect(spans(events, 2)).toEqual([['a/two', 102_000, 198_000]]);
    const names = events.filter(({ ph }) => ph === 'M').map(({ args }) => args['name']);
    expect(names).toEqual(['sluice', 'engine', 'place 1', 'place 2']);
  });

  it('counts how many checks ran at once', () => {
    const counts = events.filter(({ ph }) => ph === 'C').map(({ args }) => args['running']);
    expect(counts).toEqual([1, 2, 1, 2, 1, 0]);
  });

  it('says of a check how it ended', () => {
    expect(events.find(({ name }) => name === 'a/one')?.args).toEqual({
      conclusion: 'failure',
      level: 'required',
      reason: 'too much',
    });
  });

  it('shows a check that never ended up to the last moment, and no phase that was not reached', () => {
    const cut = shown(
      [{ atMs: 30, mark: 'called' }, started('a/one', 101), { atMs: 500, mark: 'ended' }],
      [],
    );
    expect(spans(cut, 1)).toEqual([['a/one', 101_000, 399_000]]);
    expect(spans(cut, 0).map(([phase]) => phase)).toEqual(['start Node']);
  });
});
