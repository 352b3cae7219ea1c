import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Provides } from '../../src/model/check.ts';
import { createCancellation } from '../../src/run/cancellation.ts';
import { expectedDurations } from '../../src/run/expected-durations.ts';
import { createPool } from '../../src/run/pool.ts';
import { gatherProvided } from '../../src/run/provided.ts';
import { safeNames } from '../../src/run/safe-names.ts';
import { systemTimers } from '../../src/run/timers.ts';

const load = (weight: number, isAlone = false) => ({ weight, isAlone });

describe('the pool', () => {
  it('lets in what fits', () => {
    const pool = createPool(3);
    expect([pool.enter(load(2)), pool.enter(load(2)), pool.enter(load(1)), pool.enter(load(1))]).toEqual([
      true,
      false,
      true,
      false,
    ]);
    pool.leave(load(2));
    expect(pool.enter(load(2))).toBe(true);
  });

  it.each([
    ['heavier than the pool', load(9)],
    ['exclusive', load(1, true)],
  ])('gives all of itself to what is %s', (_name, heavy) => {
    const pool = createPool(2);
    expect(pool.enter(load(1))).toBe(true);
    expect(pool.enter(heavy)).toBe(false);
    pool.leave(load(1));
    expect(pool.enter(heavy)).toBe(true);
    expect(pool.enter(load(1))).toBe(false);
  });

  it.each([0, -1, Number.NaN, 0.4])('counts weight %s, and as many places, as one', (odd) => {
    const pool = createPool(odd);
    expect(pool.enter(load(odd))).toBe(true);
    expect(pool.enter(load(odd))).toBe(false);
  });
});

describe('the usual duration', () => {
  const entry = (durationMs: number, conclusion = 'success') => ({
    runId: 'r',
    id: 'a',
    startedAt: '',
    durationMs,
    conclusion,
    metrics: {},
  });
  it('is the median of the five newest runs that looked', () => {
    const history = [
      entry(5, 'errored'),
      ...[30, 10, 20, 50, 40, 9999].map((ms) => entry(ms)),
      entry(1, 'cancelled'),
    ];
    expect(expectedDurations(history).get('a')).toBe(30);
    expect(expectedDurations([entry(10), entry(20)]).get('a')).toBe(15);
    expect(expectedDurations([entry(10, 'skipped')]).size).toBe(0);
  });
});

describe('names of files', () => {
  it('are readable', () => {
    expect([...safeNames(['python/pytest@3.12', 'repo/docs']).values()]).toEqual([
      'python-pytest-3.12',
      'repo-docs',
    ]);
  });

  it('differ where ids do, stay within the folder, and are short enough', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.string({ maxLength: 300 })), (ids) => {
        const names = [...safeNames(ids).values()];
        expect(new Set(names.map((name) => name.toLowerCase())).size).toBe(ids.length);
        for (const name of names) expect(name).toMatch(/^(?![.-])[\w.,-]{1,128}$/u);
      }),
    );
    const alike = ['a-b/c', 'a/b-c', 'A/B-C', '../../x', ''];
    expect(new Set(safeNames(alike).values()).size).toBe(alike.length);
  });
});

describe('what needs provide', () => {
  const provides = new Map<string, Provides>([
    ['near', { path: ['/near', '/both'], env: { WHO: 'near' } }],
    ['also', { path: ['/also'], env: { WHO: 'also', toString: 'x' } }],
    ['far', { path: ['/both', '/far'], env: { WHO: 'far', FAR: '1' } }],
  ]);
  const graph: Record<string, string[]> = { near: ['far'], also: [], far: ['near'] };
  it('is gathered nearest first, each folder once, also round a circle', () => {
    const provided = gatherProvided({ needs: ['near', 'also'], needsOf: (id) => graph[id] ?? [], provides });
    expect(provided).toEqual({
      path: ['/near', '/both', '/also', '/far'],
      env: { WHO: 'near', toString: 'x', FAR: '1' },
    });
  });
});

describe('a cancellation', () => {
  it('keeps its first reason and calls each listener once', () => {
    const abort = new AbortController();
    const cancellation = createCancellation(abort.signal);
    const heard: string[] = [];
    cancellation.onCancel((reason) => heard.push(`a ${reason}`));
    const forget = cancellation.onCancel((reason) => heard.push(`b ${reason}`));
    forget();
    cancellation.cancel('first');
    abort.abort('second');
    cancellation.onCancel((reason) => heard.push(`late ${reason}`));
    expect(heard).toEqual(['a first', 'late first']);
  });

  it('lets go of the signal at its end', () => {
    const abort = new AbortController();
    const cancellation = createCancellation(abort.signal);
    cancellation.end();
    abort.abort();
    expect(cancellation.reason()).toBeUndefined();
  });

  it('tells the words of what aborted the signal', () => {
    expect(createCancellation(AbortSignal.abort(new Error('machine went away'))).reason()).toBe(
      'the run was cancelled: machine went away',
    );
  });
});

describe('the timers of a run', () => {
  it('fire, and can be taken back', async () => {
    const fired: string[] = [];
    systemTimers.start(0, () => fired.push('taken back'))();
    await new Promise<void>((resolve) => {
      systemTimers.start(-5, () => fired.push('background'), { isBackground: true });
      systemTimers.start(0, resolve);
    });
    expect(fired).toEqual(['background']);
  });

  it('do not fire at once for a delay that Node cannot hold', () => {
    const stop = systemTimers.start(Number.MAX_SAFE_INTEGER, () => undefined);
    stop();
    expect(process.getActiveResourcesInfo().filter((kind) => kind === 'Timeout').length).toBeLessThan(5);
  });
});
