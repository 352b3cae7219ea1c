import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PluginHooks } from '../../src/hooks/facade.ts';
import { exitCode } from '../../src/report/exit-code.ts';
import { definePlugin } from '../../src/plugin/define-plugin.ts';
import { checkOf, hostOf, openRig, rogue, type Rig } from './rig.ts';

let rig: Rig;
beforeAll(async () => {
  rig = await openRig();
});
afterAll(() => rig[Symbol.asyncDispose]());

type Hook = Exclude<keyof PluginHooks, 'event'>;
type Tap = (argument: any) => unknown;

/** A run with one tap, which `onFailure` needs a failing check to be called in. */
async function tapped(hook: Hook, tap: Tap, hookTimeoutMs?: number) {
  const plugin = rogue(({ hooks }) =>
    (hooks[hook] as PluginHooks['gate']).tapPromise('misbehave', tap as () => Promise<void>),
  );
  const failing = { run: () => Promise.reject(new Error('no')) };
  const { report, events } = await rig.run(
    { plugins: [plugin], checks: [checkOf('fine', hook === 'onFailure' ? failing : {})] },
    hookTimeoutMs === undefined ? {} : { hookTimeoutMs },
  );
  const degraded = events.flatMap((event) => (event.type === 'report-ready' ? [event.degraded] : []))[0];
  const told = events.flatMap((event) => (event.type === 'tap-failed' ? [event] : []));
  return { report, degraded, told, code: exitCode(report) };
}

const CODE: Readonly<Record<Hook, number>> = { preflight: 2, check: 1, gate: 1, onFailure: 1, report: 0 };
const HOOKS = Object.keys(CODE) as Hook[];

describe.each<[string, Tap, string]>([
  [
    'throws',
    () => {
      throw new Error('boom');
    },
    'boom',
  ],
  ['rejects', () => Promise.reject(new Error('boom')), 'boom'],
  ['rejects with nothing', () => Promise.reject(), 'undefined'],
  [
    'throws a text',
    () => {
      throw 'plain';
    },
    'plain',
  ],
  ['returns no promise', () => 'garbage', 'not a promise'],
])('a tap that %s', (_, tap, words) => {
  it.each(HOOKS)('in %s is named and blocks where the table says so', async (hook) => {
    const { report, degraded, told, code } = await tapped(hook, tap);
    expect(code).toBe(CODE[hook]);
    expect(told).toMatchObject([
      { plugin: 'rogue', hook, tap: 'misbehave', message: expect.stringContaining(words) },
    ]);
    const kept = {
      preflight: report.problems,
      check: report.verdict.objections,
      gate: report.verdict.objections,
      onFailure: report.notes,
      report: [degraded],
    }[hook];
    expect(JSON.stringify(kept)).toContain(words);
    expect(JSON.stringify(kept)).toContain('rogue');
  });
});

describe('a tap that hangs', () => {
  it.each(HOOKS)('in %s is given up after its time', async (hook) => {
    const { report, degraded, code } = await tapped(hook, () => new Promise(() => {}), 100);
    expect(code).toBe(CODE[hook]);
    if (hook === 'preflight')
      expect(report.problems).toMatchObject([
        { code: 'TAP_TIMED_OUT', plugin: 'rogue', message: expect.stringContaining('within 0.1 s') },
      ]);
    if (hook === 'check' || hook === 'gate')
      expect(JSON.stringify(report.verdict)).toContain('plugin rogue did not finish in hook');
    if (hook === 'report') expect(degraded).toContain('no end within 0.1 s');
  });
});

describe('a plugin that declares credentials in `env`', () => {
  const secrets = { GITHUB_TOKEN: 'ghs_0123456789abcdef', OTHER_TOKEN: 'other-0123456789' };
  const script = 'process.stdout.write(`${process.env.GITHUB_TOKEN} ${process.env.OTHER_TOKEN}`)';

  it('gets them, and no others, in report and onFailure alone; its programs and other plugins do not', async () => {
    const seen: string[] = [];
    const plugin = (name: string, env?: readonly string[]) =>
      definePlugin({
        name,
        version: '1.0.0',
        ...(env === undefined ? {} : { env }),
        setup: ({ hooks }) => {
          for (const hook of ['preflight', 'check', 'onFailure', 'report'] as const) {
            hooks[hook].tapPromise('look', async (argument) => {
              const { env: given } = argument;
              const child =
                'exec' in argument ? (await argument.exec(process.execPath, ['-e', script])).stdout : '';
              seen.push(`${name} ${hook}: ${given['GITHUB_TOKEN']} ${given['OTHER_TOKEN']}; ${child}`);
            });
          }
        },
      })();
    const host = hostOf();
    await rig.run(
      {
        plugins: [plugin('open', ['GITHUB_TOKEN', 'NOT_SET']), plugin('plain')],
        checks: [checkOf('red', { run: () => Promise.reject(new Error('no')) })],
      },
      { host: { ...host, env: { ...host.env, ...secrets } } },
    );
    const nothing = 'undefined undefined';
    const token = secrets.GITHUB_TOKEN;
    expect(seen.toSorted()).toEqual([
      `open check: ${nothing}; `,
      `open onFailure: ${token} undefined; ${nothing}`,
      `open preflight: ${nothing}; ${nothing}`,
      `open report: ${token} undefined; ${nothing}`,
      `plain check: ${nothing}; `,
      `plain onFailure: ${nothing}; ${nothing}`,
      `plain preflight: ${nothing}; ${nothing}`,
      `plain report: ${nothing}; ${nothing}`,
    ]);
  });
});

describe('a tap that says garbage', () => {
  it.each<[Hook, string, Tap, number, string]>([
    [
      'preflight',
      'problem(null)',
      async ({ problem }) => problem(null),
      2,
      'problem() takes an object with message and hint, not null',
    ],
    [
      'preflight',
      'a problem with a number',
      async ({ problem }) => problem({ message: 7, hint: 'x' }),
      2,
      'problem() needs `message`',
    ],
    [
      'gate',
      "block('no')",
      async ({ block }) => block('no'),
      1,
      'block() takes an object with rule and message, not a string',
    ],
    [
      'gate',
      'warn() of a list',
      async ({ warn }) => warn([]),
      1,
      'warn() takes an object with rule and message, not an array',
    ],
    [
      'gate',
      'warn() without a message',
      async ({ warn }) => warn({ rule: 'r' }),
      1,
      'warn() needs `message`',
    ],
    ['onFailure', 'note() of a symbol', async ({ note }) => note(Symbol('x')), 1, 'note() needs `message`'],
    ['onFailure', 'attach() of a number', async ({ attach }) => attach(7, null), 1, 'attach() needs `name`'],
    [
      'onFailure',
      'attach() of no file',
      async ({ attach }) => attach('x', 'not-there'),
      1,
      'could not attach x',
    ],
    ['report', 'log() of an object', async ({ log }) => log({}), 0, 'log() needs `line`'],
    [
      'report',
      'a write to the report',
      async ({ report }) => {
        report.verdict.level = 'block';
      },
      0,
      'read only',
    ],
  ])('in %s: %s', async (hook, _, tap, expected, words) => {
    const { report, degraded, code } = await tapped(hook, tap);
    expect(code).toBe(expected);
    expect(JSON.stringify([report.problems, report.verdict, report.notes, degraded])).toContain(words);
  });

  it.each<[string, unknown, number, string]>([
    ['nothing', null, 2, 'is not an object'],
    ["another plugin's check", { id: 'other/x', title: 'x', run() {} }, 2, 'must begin with `rogue/`'],
    ['a check without run', { id: 'rogue/x', title: 'x' }, 2, 'no function `run`'],
    [
      'a check that returns a text',
      { id: 'rogue/x', title: 'x', run: () => 'garbage' },
      1,
      'no valid outcome',
    ],
    ['a check that returns nothing', { id: 'rogue/x', title: 'x', run() {} }, 1, 'no valid outcome'],
    ['a check that throws', { id: 'rogue/x', title: 'x', run: () => Promise.reject(7) }, 1, 'errored'],
  ])('in check: adds %s', async (_, check, expected, words) => {
    const { report, code } = await tapped('check', async ({ add }) => add(check));
    expect(code).toBe(expected);
    expect(JSON.stringify([report.problems, report.results])).toContain(words);
  });
});

describe('what a tap may say', () => {
  it('a problem: no check starts, and it names the plugin, the hook and the tap', async () => {
    const hint = 'Open the vault.';
    const { report, code } = await tapped('preflight', async ({ problem }) =>
      problem({ message: 'Sealed.', hint, extra: 1 }),
    );
    expect(code).toBe(2);
    expect(report.results).toEqual([]);
    expect(report.problems).toEqual([
      {
        code: 'PREFLIGHT_PROBLEM',
        message: 'Sealed.',
        hint,
        plugin: 'rogue',
        hook: 'preflight',
        tap: 'misbehave',
      },
    ]);
  });

  it('an objection with what was measured; a warning leaves the exit code 0', async () => {
    const words = { rule: 'rogue/size', message: 'too big', measured: 3, limit: 2, checkId: 'repo/fine' };
    const blocked = await tapped('gate', async ({ block }) => block(words));
    expect(blocked.code).toBe(1);
    expect(blocked.report.verdict.objections).toContainEqual({ ...words, source: 'rogue', level: 'block' });
    const warned = await tapped('gate', async ({ warn }) => warn(words));
    expect([warned.code, warned.report.verdict.level]).toEqual([0, 'warn']);
  });

  it('a note and an attachment, kept with the run', async () => {
    const { report } = await tapped('onFailure', async ({ note, attach, exec }) => {
      note('look at the tail');
      const { logPath } = await exec('true', []);
      attach('../../tail.log', logPath);
    });
    expect(report.notes).toEqual([
      { source: 'rogue', message: 'look at the tail' },
      { source: 'rogue', message: 'attached tail.log', path: 'attachments/rogue/tail.log' },
    ]);
  });

  it('a line about where it delivered', async () => {
    const { told, degraded, code } = await tapped('report', async ({ log }) => log('sent to the board'));
    expect({ told, degraded, code }).toEqual({ told: [], degraded: undefined, code: 0 });
  });

  it('throws at every event, and is told of once', async () => {
    const plugin = rogue(({ hooks }) =>
      hooks.event.tap('misbehave', () => {
        throw new Error('boom');
      }),
    );
    const { report, events } = await rig.run({ plugins: [plugin], checks: [checkOf('fine')] });
    expect(exitCode(report)).toBe(0);
    expect(events.filter(({ type }) => type === 'tap-failed')).toHaveLength(1);
  });
});
