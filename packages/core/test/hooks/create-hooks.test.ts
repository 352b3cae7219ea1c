import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { HookArguments } from '../../src/hooks/arguments.ts';
import { STAGE } from '../../src/hooks/stage.ts';
import type { Check } from '../../src/model/check.ts';
import { checkArguments, hookBench, reportArguments, turns } from './bench.ts';

const checkOf = (id: string): Check => ({
  id,
  title: id,
  run: () => ({ status: 'completed', findings: [] }),
});
const hang = (): Promise<void> => new Promise(() => {});
const event = { type: 'check-started', id: 'python/ruff', at: '2026-01-01T00:00:00.000Z' } as const;

describe('the order of taps', () => {
  it('is by stage, then by registration', async () => {
    const { hooks } = hookBench();
    const ran: string[] = [];
    const { check } = hooks.forPlugin('p');
    check.tap({ name: 'last', stage: STAGE.last }, () => void ran.push('last'));
    check.tap('one', () => void ran.push('one'));
    check.tapPromise('two', async () => void ran.push('two'));
    check.tap({ name: 'first', stage: STAGE.first }, () => void ran.push('first'));
    await hooks.call('check', checkArguments().argument);
    expect(ran).toEqual(['first', 'one', 'two', 'last']);
    expect(hooks.taps()).toEqual([
      { plugin: 'p', hook: 'check', tap: 'first', stage: -100 },
      { plugin: 'p', hook: 'check', tap: 'one', stage: 0 },
      { plugin: 'p', hook: 'check', tap: 'two', stage: 0 },
      { plugin: 'p', hook: 'check', tap: 'last', stage: 100 },
    ]);
  });

  it('in a series hook lets each tap end before the next begins', async () => {
    const { hooks } = hookBench();
    const ran: string[] = [];
    hooks.forPlugin('a').check.tapPromise('t', async () => {
      await turns();
      ran.push('a');
    });
    // An async function fits `tap` too, and is awaited all the same.
    hooks.forPlugin('b').check.tap('t', async () => {
      await turns();
      ran.push('b');
    });
    hooks.forPlugin('c').check.tap('t', () => void ran.push('c'));
    await hooks.call('check', checkArguments().argument);
    expect(ran).toEqual(['a', 'b', 'c']);
  });
});

describe('any mix of taps', () => {
  const kind = fc.constantFrom('fine', 'async', 'throws', 'rejects', 'no promise');
  it('settles, runs every tap once, and reports exactly those that misbehaved, in order', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(kind, { maxLength: 12 }),
        fc.constantFrom('check' as const, 'report' as const),
        async (kinds, name) => {
          const { hooks, timers } = hookBench();
          const ran: number[] = [];
          for (const [index, what] of kinds.entries()) {
            hooks.forPlugin(`p${index}`)[name].tapPromise('t', ((): unknown => {
              ran.push(index);
              if (what === 'throws') throw new Error(what);
              if (what === 'no promise') return 1;
              return what === 'rejects' ? Promise.reject(new Error(what)) : turns(index);
            }) as () => Promise<void>);
          }
          const failures = await (name === 'check'
            ? hooks.call(name, checkArguments().argument)
            : hooks.call(name, reportArguments().argument));
          const guilty = kinds.flatMap((what, index) =>
            what === 'fine' || what === 'async' ? [] : [`p${index}`],
          );
          expect(failures.map(({ plugin }) => plugin)).toEqual(guilty);
          expect(ran.toSorted((a, b) => a - b)).toEqual(kinds.map((_, index) => index));
          expect(timers.pending()).toBe(0);
          expect(hooks.running()).toEqual([]);
        },
      ),
    );
  });
});

describe('a tap that hangs', () => {
  it('is given up at the deadline, named, and the next one runs', async () => {
    const { hooks, timers } = hookBench({ timeoutMs: 60_000 });
    const ran: string[] = [];
    hooks.forPlugin('stuck').check.tapPromise('waits', hang);
    hooks.forPlugin('next').check.tap('t', () => void ran.push('next'));
    const called = hooks.call('check', checkArguments().argument);
    await turns();
    expect(hooks.running()).toEqual([{ plugin: 'stuck', hook: 'check', tap: 'waits', stage: 0 }]);
    timers.advance(59_999);
    await turns();
    expect(ran).toEqual([]);
    timers.advance(1);
    const failures = await called;
    expect(failures).toMatchObject([
      { plugin: 'stuck', tap: 'waits', timedOut: true, afterMs: 60_000, message: 'no end within 60 s' },
    ]);
    expect(ran).toEqual(['next']);
    expect(timers.pending()).toBe(0);
  });

  it('that rejects after its deadline is observed and dropped', async () => {
    const { hooks, timers, failed } = hookBench({ timeoutMs: 10 });
    let reject: (error: Error) => void = () => {};
    hooks.forPlugin('p').check.tapPromise('t', () => new Promise((_, no) => void (reject = no)));
    const called = hooks.call('check', checkArguments().argument);
    await turns();
    timers.advance(10);
    expect(await called).toHaveLength(1);
    reject(new Error('too late'));
    await new Promise((resolve) => setImmediate(resolve));
    expect(failed).toHaveLength(1);
  });

  it('is announced by name after 3 s, and again each time the time has doubled', async () => {
    const { hooks, timers, slow } = hookBench({ timeoutMs: 60_000 });
    hooks.forPlugin('slow').report.tapPromise('upload', hang);
    const called = hooks.call('report', reportArguments().argument);
    timers.advance(2999);
    expect(slow).toEqual([]);
    timers.advance(1);
    expect(slow).toEqual([{ plugin: 'slow', hook: 'report', tap: 'upload', forMs: 3000 }]);
    timers.advance(57_000);
    await called;
    expect(slow.map(({ forMs }) => forMs)).toEqual([3000, 6000, 12_000, 24_000, 48_000]);
  });

  it('is not announced once it has ended', async () => {
    const { hooks, timers, slow } = hookBench();
    hooks.forPlugin('p').check.tapPromise('t', async ({ add }) => {
      await turns();
      add(checkOf('p/t'));
    });
    const { argument, added } = checkArguments();
    await hooks.call('check', argument);
    expect(added).toEqual(['p/t']);
    expect(timers.pending()).toBe(0);
    timers.advance(1_000_000);
    expect(slow).toEqual([]);
  });
});

describe('cancellation', () => {
  it('gives up the running tap and starts no other', async () => {
    const { hooks, timers } = hookBench();
    const controller = new AbortController();
    hooks.forPlugin('a').check.tapPromise('t', hang);
    hooks.forPlugin('b').check.tap('t', () => expect.unreachable());
    const called = hooks.call('check', checkArguments().argument, controller.signal);
    await turns();
    controller.abort();
    const failures = await called;
    expect(failures.map(({ plugin, message }) => [plugin, message])).toEqual([
      ['a', 'cancelled while it ran'],
      ['b', 'cancelled before it started'],
    ]);
    expect(timers.pending()).toBe(0);
  });
});

describe('the argument of a tap', () => {
  it('is made for each tap by itself', async () => {
    const { hooks } = hookBench();
    hooks.forPlugin('a').check.tap('one', ({ add }) => add(checkOf('a/one')));
    hooks.forPlugin('a').check.tap('two', ({ add }) => add(checkOf('a/two')));
    hooks.forPlugin('b').check.tap('one', ({ add }) => add(checkOf('b/one')));
    const { argument, added, madeFor } = checkArguments();
    await hooks.call('check', argument);
    expect(madeFor).toEqual(['a/one', 'a/two', 'b/one']);
    expect(added).toEqual(['a/one', 'a/two', 'b/one']);
  });

  it('refuses every call after its tap has ended, naming plugin and tap', async () => {
    const { hooks } = hookBench();
    let late: (check: Check) => void = () => {};
    hooks.forPlugin('greedy').check.tap('keeps it', ({ add }) => {
      add(checkOf('greedy/in-time'));
      late = add;
    });
    const { argument, added } = checkArguments();
    await hooks.call('check', argument);
    expect(() => late(checkOf('greedy/late'))).toThrow(
      /plugin greedy called add\(\) of hook check after its tap "keeps it" had ended/u,
    );
    expect(added).toEqual(['greedy/in-time']);
  });

  it('refuses them after its deadline too, though the tap goes on', async () => {
    const { hooks, timers } = hookBench({ timeoutMs: 10 });
    let goOn = (): void => {};
    let refusal: unknown;
    hooks.forPlugin('p').check.tapPromise('t', async ({ add }) => {
      await new Promise<void>((resolve) => void (goOn = resolve));
      try {
        add(checkOf('p/late'));
      } catch (error) {
        refusal = error;
      }
    });
    const { argument, added } = checkArguments();
    const called = hooks.call('check', argument);
    await turns();
    timers.advance(10);
    await called;
    goOn();
    await turns();
    expect(String(refusal)).toContain('plugin p called add()');
    expect(added).toEqual([]);
  });

  it('cannot be changed, nor what it holds', async () => {
    const { hooks } = hookBench();
    const results = [{ id: 'python/ruff', conclusion: 'failure' }];
    const policy = { required: ['python/*'] };
    hooks.forPlugin('vandal').gate.tap('result', (argument) => {
      (argument.results[0] as { conclusion: string }).conclusion = 'success';
    });
    hooks.forPlugin('vandal').gate.tap('list', (argument) => void (argument.results as unknown[]).pop());
    hooks
      .forPlugin('vandal')
      .gate.tap('field', (argument) => void ((argument as { policy: unknown }).policy = {}));
    const failures = await hooks.call(
      'gate',
      () => ({ results, policy, warn: () => {}, block: () => {} }) as unknown as HookArguments['gate'],
    );
    expect(failures.map(({ tap }) => tap)).toEqual(['result', 'list', 'field']);
    expect(results).toEqual([{ id: 'python/ruff', conclusion: 'failure' }]);
  });

  it('that cannot be made is a failure of that tap and of no other', async () => {
    const { hooks } = hookBench();
    const ran: string[] = [];
    hooks.forPlugin('a').check.tap('t', () => void ran.push('a'));
    hooks.forPlugin('b').check.tap('t', () => void ran.push('b'));
    const failures = await hooks.call('check', (plugin, tap) => {
      if (plugin === 'a') throw new Error('no argument');
      return checkArguments().argument(plugin, tap);
    });
    expect(failures.map(({ plugin }) => plugin)).toEqual(['a']);
    expect(ran).toEqual(['b']);
  });
});

describe('event', () => {
  it('swallows what taps throw and reports the first failure of each plugin', () => {
    const { hooks, failed } = hookBench();
    const seen: string[] = [];
    hooks.forPlugin('bad').event.tap('t', () => {
      throw new Error('boom');
    });
    hooks.forPlugin('worse').event.tap('t', () => {
      throw undefined;
    });
    hooks.forPlugin('good').event.tap('t', ({ type }) => void seen.push(type));
    for (let count = 0; count < 3; count += 1) hooks.emit(event);
    expect(seen).toEqual(['check-started', 'check-started', 'check-started']);
    expect(failed.map(({ plugin, hook, message }) => [plugin, hook, message])).toEqual([
      ['bad', 'event', 'boom'],
      ['worse', 'event', 'a rejection with undefined'],
    ]);
  });

  it('observes the promise of an async tap', async () => {
    const { hooks, failed } = hookBench();
    hooks.forPlugin('p').event.tap('t', async () => {
      await turns();
      throw new Error('late');
    });
    hooks.emit(event);
    hooks.emit(event);
    await turns(60);
    expect(failed.map(({ message }) => message)).toEqual(['late']);
  });

  it('ends although its failure is announced by another event', () => {
    const seen: string[] = [];
    const { hooks, failed } = hookBench();
    hooks.forPlugin('bad').event.tap('t', () => {
      throw new Error('boom');
    });
    hooks.forPlugin('echo').event.tap('t', ({ type }) => {
      seen.push(type);
      if (type === 'check-started')
        hooks.emit({ type: 'tap-failed', plugin: 'bad', hook: 'event', tap: 't', message: 'boom' });
    });
    hooks.emit(event);
    expect(seen).toEqual(['check-started', 'tap-failed']);
    expect(failed).toHaveLength(1);
    expect(hooks.running()).toEqual([]);
  });

  it('cannot be changed by one tap under the eyes of the next', () => {
    const { hooks, failed } = hookBench();
    const seen: string[] = [];
    hooks.forPlugin('vandal').event.tap('t', (given) => void ((given as { id: string }).id = 'forged'));
    hooks
      .forPlugin('p')
      .event.tap('t', (given) => void seen.push(given.type === 'check-started' ? given.id : ''));
    hooks.emit({ ...event });
    expect(seen).toEqual(['python/ruff']);
    expect(failed.map(({ plugin }) => plugin)).toEqual(['vandal']);
  });
});

describe('an announcement that fails', () => {
  it('keeps neither the siblings from running nor the failure from being returned', async () => {
    const { createHooks } = await import('../../src/hooks/create-hooks.ts');
    const hooks = createHooks({
      onTapFailed: () => {
        throw new Error('listener');
      },
      onTapSlow: () => {},
      timeoutMs: 1000,
    });
    const ran: string[] = [];
    hooks.forPlugin('a').check.tapPromise('t', () => Promise.reject(new Error('boom')));
    hooks.forPlugin('b').check.tap('t', () => void ran.push('b'));
    expect(await hooks.call('check', checkArguments().argument)).toHaveLength(1);
    expect(ran).toEqual(['b']);
  });
});
