import { AsyncParallelHook, AsyncSeriesHook } from 'tapable';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AsyncHookFacade } from '../../src/hooks/facade.ts';
import { isolate, type RunTap, type TapMeta } from '../../src/hooks/isolate.ts';
import { checkArguments, hookBench, reportArguments, turns } from './bench.ts';

// What tapable 2.3.4 does by itself stands beside each test as a fact of its own, so that a release in which a trap
// is gone, or the isolation is not needed any more, is noticed.

type Misbehaviour = readonly [name: string, tap: () => unknown, message: RegExp];

const misbehaviours: readonly Misbehaviour[] = [
  [
    'throws before it returns a promise',
    () => {
      throw new Error('boom');
    },
    /^boom$/u,
  ],
  ['rejects', () => Promise.reject(new Error('late boom')), /^late boom$/u],
  ['rejects with undefined', () => Promise.reject(undefined), /undefined/u],
  ['returns undefined, not a promise', () => undefined, /not a promise/u],
  ['returns a number, not a promise', () => 42, /got number .* not a promise/u],
  [
    'returns a thenable whose then throws',
    () => ({
      // oxlint-disable-next-line unicorn/no-thenable -- that is the misbehaviour
      then: () => {
        throw new Error('bad then');
      },
    }),
    /bad then/u,
  ],
  [
    'returns an object whose then cannot be read',
    () => ({
      // oxlint-disable-next-line unicorn/no-thenable -- that is the misbehaviour
      get then() {
        throw new Error('unreadable');
      },
    }),
    /unreadable/u,
  ],
  [
    'throws what cannot be read',
    () => {
      throw new Proxy(new Error('x'), {
        get: () => {
          throw new Error('no');
        },
        getPrototypeOf: () => Error.prototype,
      });
    },
    /cannot be read/u,
  ],
];

const unhandled: unknown[] = [];
const note = (error: unknown): void => void unhandled.push(error);
beforeEach(() => {
  unhandled.length = 0;
  process.on('unhandledRejection', note);
});
afterEach(() => {
  process.off('unhandledRejection', note);
});

function tapAs(hook: AsyncHookFacade<never>, name: string, fn: () => unknown): void {
  hook.tapPromise(name, fn as () => Promise<void>);
}

describe.each(['check', 'report'] as const)('in hook %s', (name) => {
  it.each(misbehaviours)(
    'a second tap that %s is recorded once, by name, and its siblings run',
    async (_, misbehave, message) => {
      const { hooks, failed, timers } = hookBench();
      const ran: string[] = [];
      const facade = (plugin: string) => hooks.forPlugin(plugin)[name] as AsyncHookFacade<never>;
      tapAs(facade('first'), 'a', async () => void ran.push('first'));
      tapAs(facade('culprit'), 'the tap', misbehave);
      tapAs(facade('last'), 'c', async () => void ran.push('last'));
      hooks.seal();

      const failures = await (name === 'check'
        ? hooks.call('check', checkArguments().argument)
        : hooks.call('report', reportArguments().argument));

      expect(failures).toHaveLength(1);
      expect(failures[0]).toMatchObject({ plugin: 'culprit', hook: name, tap: 'the tap', timedOut: false });
      expect(failures[0]?.message).toMatch(message);
      expect(failed).toEqual(failures);
      expect(ran).toEqual(['first', 'last']);
      expect(timers.pending()).toBe(0);
      await new Promise((resolve) => setImmediate(resolve));
      expect(unhandled).toEqual([]);
    },
  );
});

describe('tapable alone', () => {
  it('never settles a series hook whose second tap throws synchronously', async () => {
    const hook = new AsyncSeriesHook<[]>([], 'bare');
    hook.tapPromise('a', async () => {});
    hook.tapPromise('b', () => {
      throw new Error('boom');
    });
    let isSettled = false;
    void hook.promise().finally(() => {
      isSettled = true;
    });
    await new Promise((resolve) => setImmediate(resolve));
    await new Promise((resolve) => setImmediate(resolve));
    expect(isSettled).toBe(false);
    expect(unhandled).toHaveLength(1);
  });

  it('leaves the siblings of a parallel tap that failed unobserved', async () => {
    const hook = new AsyncParallelHook<[]>([], 'bare');
    const ran: string[] = [];
    hook.tapPromise('a', () => Promise.reject(new Error('boom')));
    hook.tapPromise('b', async () => {
      await turns();
      ran.push('b');
    });
    await expect(hook.promise()).rejects.toThrow('boom');
    expect(ran).toEqual([]);
    await turns(40);
    expect(ran).toEqual(['b']);
  });

  it('puts a tap first in silence when the one it names does not exist', () => {
    const hook = new AsyncSeriesHook<[]>([], 'bare');
    hook.tap('a', () => {});
    hook.tap({ name: 'b', before: 'nobody' }, () => {});
    expect(hook.taps.map((tap) => tap.name)).toEqual(['b', 'a']);
  });
});

describe('a parallel hook', () => {
  it('is not over before its slowest tap, although another one failed at once', async () => {
    const { hooks } = hookBench();
    const ran: string[] = [];
    hooks.forPlugin('one').report.tapPromise('fails', () => Promise.reject(new Error('boom')));
    hooks.forPlugin('two').report.tapPromise('is slow', async () => {
      await turns(50);
      ran.push('two');
    });
    const failures = await hooks.call('report', reportArguments().argument);
    expect(ran).toEqual(['two']);
    expect(failures.map(({ plugin }) => plugin)).toEqual(['one']);
  });

  it('names failures in the order of the taps, whoever failed first', async () => {
    const { hooks, failed } = hookBench();
    hooks.forPlugin('slow').report.tapPromise('t', async () => {
      await turns(30);
      throw new Error('second');
    });
    hooks.forPlugin('fast').report.tapPromise('t', () => Promise.reject(new Error('first')));
    const failures = await hooks.call('report', reportArguments().argument);
    expect(failed.map(({ plugin }) => plugin)).toEqual(['fast', 'slow']);
    expect(failures.map(({ plugin }) => plugin)).toEqual(['slow', 'fast']);
  });
});

describe('what cannot be isolated is refused where it is written', () => {
  it('a tap after the hooks are sealed', () => {
    const { hooks } = hookBench();
    const { check, event } = hooks.forPlugin('late');
    hooks.seal();
    expect(() => check.tap('x', () => {})).toThrow(/^late cannot tap check as "x": .*setup\(\) *.*ended/u);
    expect(() => event.tap('x', () => {})).toThrow(/late cannot tap event/u);
    expect(hooks.taps()).toEqual([]);
  });

  it('a tap before one that does not exist', () => {
    const { hooks } = hookBench();
    const { check } = hooks.forPlugin('python');
    check.tap('a', () => {});
    expect(() => check.tap({ name: 'b', before: 'nobody' }, () => {})).toThrow(
      /python cannot tap check as "b": there is no tap "nobody"/u,
    );
    check.tap({ name: 'c', before: 'a' }, () => {});
    expect(hooks.taps().map(({ tap }) => tap)).toEqual(['c', 'a']);
  });

  it('tapAsync, which a plugin could only reach past its facade', () => {
    const hook = new AsyncSeriesHook<[RunTap], TapMeta>(['run'], 'check');
    isolate(hook, 'check', () => false);
    expect(() => hook.tapAsync({ name: 'x', plugin: 'sly' }, () => {})).toThrow(
      /sly cannot tap check as "x": tapAsync/u,
    );
    expect(hook.taps).toEqual([]);
  });

  it.each([
    ['no function', 'x', 'nothing', /its second argument is a string|not a function/u],
    ['a stage that is no number', { name: 'x', stage: Number.NaN }, () => {}, /stage is not a number/u],
    ['an unknown option', { name: 'x', stgae: 1 }, () => {}, /no option "stgae"; did you mean "stage"/u],
    ['no options at all', null, () => {}, /give the tap a name/u],
    ['an empty name', '  ', () => {}, /Missing name/u],
  ])('%s', (_, options, fn, message) => {
    const { hooks } = hookBench();
    expect(() => hooks.forPlugin('p').check.tap(options as never, fn as never)).toThrow(message);
    expect(hooks.taps()).toEqual([]);
  });
});

describe('a plugin sees a facade', () => {
  it('with tap and tapPromise and nothing else, frozen', () => {
    const { hooks } = hookBench();
    const facade = hooks.forPlugin('p');
    expect(Object.keys(facade)).toEqual(['preflight', 'check', 'gate', 'onFailure', 'report', 'event']);
    for (const [name, side] of Object.entries(facade)) {
      expect(Reflect.ownKeys(side)).toEqual(name === 'event' ? ['tap'] : ['tap', 'tapPromise']);
      expect(Object.isFrozen(side)).toBe(true);
    }
    expect(Object.isFrozen(facade)).toBe(true);
  });

  it('that stamps its name, whatever it writes into the options', async () => {
    const { hooks } = hookBench();
    const forged = { name: 'x' };
    Object.defineProperty(forged, 'plugin', { value: 'somebody-else', enumerable: false });
    hooks.forPlugin('honest').check.tap(forged, () => {
      throw new Error('boom');
    });
    const failures = await hooks.call('check', checkArguments().argument);
    expect(failures[0]?.plugin).toBe('honest');
  });
});
