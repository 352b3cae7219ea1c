import { describe, expect, expectTypeOf, it } from 'vitest';
import * as z from 'zod';
import { defineConfig } from '../../src/config/define-config.ts';
import type { Changes } from '../../src/model/changes.ts';
import type { Check, CheckContext } from '../../src/model/check.ts';
import type { RunEvent } from '../../src/model/event.ts';
import type { Exec } from '../../src/model/exec.ts';
import type { ResolvedPolicy } from '../../src/model/policy.ts';
import type { RunReport } from '../../src/model/report.ts';
import type { CheckResult } from '../../src/model/result.ts';
import { command } from '../../src/plugin/command.ts';
import { definePlugin } from '../../src/plugin/define-plugin.ts';
import type { Plugin } from '../../src/plugin/plugin.ts';

// What a compiler must say; `npm run typecheck` reads this file. A factory only stores, so wrong calls are harmless here.

const check: Check = { id: 'p/a', title: 'a', run: () => ({ status: 'completed', findings: [] }) };

describe('definePlugin', () => {
  it('infers the options of setup from the schema, with defaults applied', () => {
    definePlugin({
      name: 'p',
      version: '1',
      options: z.strictObject({
        versions: z.array(z.string()).default(['3.12']),
        strict: z.boolean().optional(),
      }),
      setup: (_, options) => {
        expectTypeOf(options).toEqualTypeOf<{ versions: string[]; strict?: boolean | undefined }>();
      },
    });
  });

  it('makes a factory that may be called without argument when every option is optional', () => {
    const factory = definePlugin({
      name: 'p',
      version: '1',
      options: z.strictObject({ strict: z.boolean().optional() }),
      setup: () => {},
    });
    expectTypeOf(factory()).toEqualTypeOf<Plugin>();
    factory({});
    factory({ strict: true });
    // @ts-expect-error an option of the wrong type
    factory({ strict: 'yes' });
    // @ts-expect-error an option that does not exist
    factory({ stirct: true });
    expect(factory().rawOptions).toEqual({});
  });

  it('makes one that needs its argument when an option is required', () => {
    const factory = definePlugin({
      name: 'p',
      version: '1',
      options: z.strictObject({ image: z.string() }),
      setup: () => {},
    });
    factory({ image: 'orders' });
    // @ts-expect-error the argument is missing
    factory();
    // @ts-expect-error the option is missing
    factory({});
  });

  it('makes one that takes nothing when there is no schema', () => {
    const factory = definePlugin({ name: 'p', version: '1', setup: () => {} });
    factory();
    factory({});
    // @ts-expect-error there are no options
    factory({ strict: true });
  });

  it('gives a frozen plain object with an integer version of the API', () => {
    const plugin = definePlugin({ name: 'p', version: '1', setup: () => {} })();
    expectTypeOf(plugin.apiVersion).toEqualTypeOf<1>();
    expect(plugin.apiVersion).toBe(1);
    expect(Object.getPrototypeOf(plugin)).toBe(Object.prototype);
    expect(Object.isFrozen(plugin) && Object.isFrozen(plugin.definition)).toBe(true);
    // @ts-expect-error a plugin does not change
    expect(() => void (plugin.name = 'q')).toThrow(TypeError);
  });

  it('gives each hook its argument', () => {
    definePlugin({
      name: 'p',
      version: '1',
      setup: ({ hooks }) => {
        hooks.preflight.tapPromise('t', async (argument) => {
          expectTypeOf(argument.exec).toEqualTypeOf<Exec>();
          expectTypeOf(argument.changes).toEqualTypeOf<Changes>();
          argument.problem({ message: 'no git', hint: 'install it' });
          // @ts-expect-error a problem says what to do
          argument.problem({ message: 'no git' });
        });
        hooks.check.tap({ name: 't', stage: 10, before: 'other' }, (checks) => {
          checks.add(check);
          // @ts-expect-error a check is collected, not run
          checks.run(check);
        });
        hooks.gate.tap('t', ({ results, policy, warn, block }) => {
          expectTypeOf(results).toEqualTypeOf<readonly CheckResult[]>();
          expectTypeOf(policy).toEqualTypeOf<ResolvedPolicy>();
          warn({ rule: 'p/r', message: 'm' });
          block({ rule: 'p/r', message: 'm', measured: 2, limit: 1, checkId: 'p/a' });
        });
        hooks.gate.tap('t', (argument) => {
          // @ts-expect-error a gate has no way to execute anything
          argument.exec('true', []);
          // @ts-expect-error results are for reading
          argument.results.push();
        });
        hooks.onFailure.tapPromise('t', async ({ verdict, attach, note }) => {
          expectTypeOf(verdict.level).toEqualTypeOf<'pass' | 'warn' | 'block'>();
          attach('log', 'a.log');
          note('seen');
        });
        hooks.report.tapPromise('t', async ({ report, dir }) => {
          expectTypeOf(report).toEqualTypeOf<RunReport>();
          expectTypeOf(dir).toEqualTypeOf<string>();
        });
        hooks.event.tap('t', (event) => expectTypeOf(event).toEqualTypeOf<RunEvent>());
        // @ts-expect-error events are synchronous
        hooks.event.tapPromise('t', async () => {});
        // @ts-expect-error callbacks are not supported
        hooks.check.tapAsync('t', () => {});
        // @ts-expect-error interceptors are the engine's
        hooks.check.intercept({});
        // @ts-expect-error a tap of tapPromise returns a promise
        hooks.check.tapPromise('t', () => {});
        // @ts-expect-error what a tap returns is dropped, so it returns nothing
        hooks.check.tapPromise('t', async () => 1);
      },
    });
  });
});

describe('defineConfig', () => {
  it('gives back what it got', () => {
    const config = { checks: [command('docs', ['mkdocs', 'build'])], policy: { required: ['repo/*'] } };
    expect(defineConfig(config)).toBe(config);
    // @ts-expect-error a key that does not exist
    defineConfig({ plugin: [] });
    // @ts-expect-error a level that does not exist
    defineConfig({ policy: { requird: [] } });
    // @ts-expect-error plugins are imported by value
    defineConfig({ plugins: ['python'] });
    const factory = definePlugin({ name: 'p', version: '1', setup: () => {} });
    // @ts-expect-error the plugin was not called
    defineConfig({ plugins: [factory] });
  });
});

describe('command', () => {
  it('gives a check', () => {
    expectTypeOf(command).returns.toEqualTypeOf<Check>();
    expectTypeOf<Check['run']>().parameter(0).toEqualTypeOf<CheckContext>();
    command('a', ['x'], {
      report: { junit: 'a.xml' },
      retry: { max: 2, on: ['failure'] },
      env: { A: true, B: 'b' },
    });
    command('a', ['x'], { env: ['A'] });
    // @ts-expect-error no shell is involved
    command('a', 'x --y');
    // @ts-expect-error an option that does not exist
    command('a', ['x'], { inptus: [] });
    // @ts-expect-error a report of an unknown format
    command('a', ['x'], { report: { tap: 'a.tap' } });
  });
});
