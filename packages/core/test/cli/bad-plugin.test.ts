import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDoor, reportOf, resultOf, tapping, type Door } from './door.ts';

// One folder for all: each case writes the config anew, and a config is loaded by every process anew.
let door: Door;
beforeAll(async () => {
  door = await openDoor({});
});
afterAll(() => door[Symbol.asyncDispose]());

const HOOKS = ['preflight', 'check', 'gate', 'onFailure', 'report', 'event'] as const;
type Hook = (typeof HOOKS)[number];

/** What the table of hooks says of a tap that throws. `onFailure` is called for a blocked run only. */
const CODE: Readonly<Record<Hook, number>> = {
  preflight: 2,
  check: 1,
  gate: 1,
  onFailure: 1,
  report: 0,
  event: 0,
};

async function tapped(hook: Hook, body: string) {
  const text = tapping(hook, body, hook === 'event' ? 'tap' : 'tapPromise');
  await door.write({ 'ci.config.mjs': hook === 'onFailure' ? text.replace("['true']", "['false']") : text });
  const ended = await door.sluice(['run', '--json']);
  expect(ended.stderr).not.toMatch(/\n +at .*:\d+:\d+\)?\n/u);
  return { ...ended, report: reportOf(ended) };
}

describe('a plugin that exits the process', () => {
  it.each(HOOKS)('in %s is named, contained, and blocks where the table says so', async (hook) => {
    const { code, stderr } = await tapped(hook, 'process.exit(0)');
    expect(code).toBe(CODE[hook]);
    expect(stderr).toContain(`plugin rogue, hook ${hook}, tap misbehave failed: process.exit(0) was called`);
  });

  it('in a check is that check errored', async () => {
    const body = "argument.add({ id: 'rogue/x', title: 'x', run: () => { process.exit(0) } })";
    const { code, report } = await tapped('check', body);
    expect(code).toBe(1);
    expect(resultOf(report, 'rogue/x')).toMatchObject({
      conclusion: 'errored',
      reason: expect.stringContaining('only Sluice ends this process'),
    });
  });
});

describe('a plugin that prints', () => {
  it('in any hook, while it is loaded and in its checks leaves stdout to the document', async () => {
    const taps = HOOKS.map((hook) => `hooks.${hook}.tap('prints', () => console.log('in ${hook}'));`);
    await door.write({
      'ci.config.mjs': `import { command, defineConfig, definePlugin } from '@sluice/core';
console.log('in config');
const loud = definePlugin({ name: 'loud', version: '1.0.0', setup({ hooks }) {
  console.log('in setup');
  ${taps.join('\n  ')}
  hooks.check.tap('adds', ({ add }) => add({ id: 'loud/x', title: 'x', run: () => {
    process.stdout.write('in run\\n');
    return { status: 'completed', findings: [] };
  } }));
} });
export default defineConfig({ plugins: [loud()], checks: [command('bad', ['false'])] });`,
    });
    const ended = await door.sluice(['run', '--json']);
    expect(ended.code).toBe(1);
    expect(resultOf(reportOf(ended), 'loud/x').conclusion).toBe('success');
    for (const place of ['config', 'setup', 'run', ...HOOKS]) expect(ended.stderr).toContain(`in ${place}\n`);
  });
});

describe('a plugin that hangs', () => {
  it.each([
    ['preflight', 143],
    ['check', 143],
    ['gate', 143],
    ['onFailure', 1],
  ] as const)('in %s is given up at a signal, and is never a pass', async (hook, expected) => {
    const hang = "process.stderr.write('hanging\\n'); await new Promise(() => {})";
    const text = tapping(hook, hang);
    await door.write({
      'ci.config.mjs': hook === 'onFailure' ? text.replace("['true']", "['false']") : text,
    });
    const { child, ended } = door.start(['run', '--json']);
    let seen = '';
    child.stderr?.on('data', (more: string) => {
      const before = seen.includes('hanging\n');
      seen += more;
      if (!before && seen.includes('hanging\n')) child.kill('SIGTERM');
    });
    const { code, stdout } = await ended;
    expect(code).toBe(expected);
    const report = reportOf({ stdout });
    expect(report.end).toBe(expected === 143 ? 'cancelled' : 'completed');
    expect(report.verdict.level).toBe('block');
  });
});

describe('a plugin that leaves something behind', () => {
  it('cannot keep a finished run alive', async () => {
    const { code } = await tapped('preflight', 'setInterval(() => {}, 1000)');
    expect(code).toBe(0);
  });

  it('cannot make a block a pass after the verdict', async () => {
    // However long the rest of the run takes, one of these calls comes after it, or as it ends.
    const late = 'setInterval(() => { try { process.exit(0) } catch {} }, 1)';
    expect((await tapped('onFailure', late)).code).toBe(1);
  });

  it.each([
    [
      'a timer',
      "setTimeout(() => { throw new Error('late') }, 1); await new Promise((done) => setTimeout(done, 50))",
    ],
    [
      'a promise that nobody awaits',
      "Promise.reject(new Error('late')); await new Promise((done) => setTimeout(done, 50))",
    ],
  ])('is reported with its place when %s throws during the run, and nothing passed', async (_, body) => {
    const { code, report } = await tapped('preflight', body);
    expect(code).toBe(2);
    expect(report.end).toBe('crashed');
    expect(report.problems).toContainEqual(
      expect.objectContaining({
        code: 'UNCAUGHT_ERROR',
        message: expect.stringMatching(/: late \(.*ci\.config\.mjs:3\)$/u),
      }),
    );
  });
});

describe('a plugin that is wrong from the start', () => {
  it.each([
    ['throws in setup', "setup() { throw new Error('boom') }", 'PLUGIN_SETUP_FAILED'],
    ['exits in setup', 'setup() { process.exit(0) }', 'PLUGIN_SETUP_FAILED'],
    ['returns a promise from setup', 'async setup() {}', 'PLUGIN_SETUP_FAILED'],
  ])('because it %s', async (_, body, code) => {
    await door.write({
      'ci.config.mjs': `import { command, defineConfig, definePlugin } from '@sluice/core';
const rogue = definePlugin({ name: 'rogue', version: '1.2.3', ${body} });
export default defineConfig({ plugins: [rogue()], checks: [command('fine', ['true'])] });`,
    });
    const ended = await door.sluice(['run', '--json']);
    expect(ended.code).toBe(2);
    expect(reportOf(ended).problems[0]?.code).toContain(code);
    expect(ended.stderr).toContain('rogue');
  });
});
