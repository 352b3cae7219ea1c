import { execFileSync } from 'node:child_process';
import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { describe, expect, it } from 'vitest';
import type { Check, CheckOutcome } from '../../src/model/check.ts';
import type { Finding } from '../../src/model/finding.ts';
import type { Limit } from '../../src/model/limit.ts';
import type { RunReport } from '../../src/model/report.ts';
import { checkOf, hostOf, openRig, type Rig } from './rig.ts';

const HOUR = 60 * 60 * 1000;
const maxHigh: Limit = {
  rule: 'repo/max-high',
  count: { severityAtLeast: 'high' },
  max: 1,
  over: ['repo/*'],
};
const high: Finding = { ruleId: 'x/1', tool: 'scan', kind: 'code', severity: 'high', message: 'a hole' };

interface Story extends AsyncDisposable {
  readonly rig: Rig;
  readonly write: (path: string, text: string) => Promise<void>;
  readonly commit: () => void;
  /** How often the scanner ran. */
  readonly scans: () => number;
  readonly run: (given?: Given) => Promise<RunReport>;
}

interface Given {
  readonly env?: Readonly<Record<string, string>>;
  readonly nowMs?: number;
  readonly scan?: Partial<Check>;
  readonly outcome?: CheckOutcome;
  readonly all?: boolean;
}

/** `repo/code` over `src/`, `repo/scan` over `lib/` with a tool; on a branch whose only change is in `src/`. */
async function openStory(): Promise<Story> {
  const rig = await openRig();
  let scans = 0;
  const write: Story['write'] = async (path, text) => {
    await mkdir(rig.path(path, '..'), { recursive: true });
    await writeFile(rig.path(path), text);
  };
  const git = (...argv: readonly string[]): void =>
    void execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@t', ...argv], {
      cwd: rig.dir,
      env: { PATH: process.env['PATH'], GIT_CONFIG_GLOBAL: '/dev/null', GIT_CEILING_DIRECTORIES: tmpdir() },
    });
  const commit = (): void => {
    git('add', '-A');
    git('commit', '-qm', 'change');
  };
  await write('.gitignore', '.sluice\n');
  await write('lib/a.txt', '1');
  await write('bin/scan', '#!/bin/sh\necho scan 1.0.0\n');
  await chmod(rig.path('bin/scan'), 0o755);
  git('init', '-q', '-b', 'main');
  commit();
  const run: Story['run'] = async ({ env = {}, nowMs = 0, scan = {}, outcome, all } = {}) => {
    const found = outcome ?? { status: 'completed', findings: [high, { ...high, message: 'another' }] };
    const checks = [
      checkOf('code', { inputs: ['src/**'], limits: [] }),
      checkOf('scan', {
        inputs: ['lib/**'],
        limits: [],
        tools: [{ name: 'scan', version: '1.0.0', searchIn: ['bin'] }],
        run: () => {
          scans += 1;
          return found;
        },
        ...scan,
      }),
    ];
    const host = hostOf({ env: { ...hostOf().env, ...env }, now: () => Date.now() + nowMs });
    const { report } = await rig.run({ checks, policy: { limits: [maxHigh] } }, { host, all: all ?? false });
    return report;
  };
  await run({ all: true });
  git('checkout', '-qb', 'topic');
  await write('src/a.txt', '1');
  commit();
  return {
    rig,
    write,
    commit,
    scans: () => scans,
    run,
    [Symbol.asyncDispose]: () => rig[Symbol.asyncDispose](),
  };
}

describe('a limit over several checks, one of which is not affected', () => {
  it('counts its newest recorded result where that is of the same inputs', async () => {
    await using story = await openStory();
    const report = await story.run({ outcome: { status: 'completed', findings: [] } });
    expect(story.scans()).toBe(1);
    expect(report.plan.checks.find(({ id }) => id === 'repo/scan')).toMatchObject({
      decision: 'run',
      reasonCode: 'completes-limit',
    });
    expect(report.results.find(({ id }) => id === 'repo/scan')).toMatchObject({
      cached: true,
      conclusion: 'success',
      attempts: [{ log: expect.stringMatching(/^\.\.\/\w+\/logs\/repo-scan/u) }],
    });
    expect(report.verdict.objections).toMatchObject([
      { level: 'block', rule: 'repo/max-high', measured: 2, limit: 1 },
    ]);
    const again = await story.run();
    expect(story.scans()).toBe(1);
    expect(again.verdict.level).toBe('block');
  });

  it.each<[string, (story: Story) => Promise<Given>]>([
    [
      'its inputs are other ones now',
      async ({ write, commit }) => {
        await write('lib/b.txt', '');
        commit();
        await write('lib/b.txt', 'undone');
        return {};
      },
    ],
    ['it names other inputs now', async () => ({ scan: { inputs: ['lib/*.txt'] } })],
    ['it is a day old', async () => ({ nowMs: 25 * HOUR })],
    ['it is older than what it says keeps', async () => ({ nowMs: 2 * HOUR, scan: { freshForMs: HOUR } })],
    ['the clock went back', async () => ({ nowMs: -HOUR })],
    ['its tool is not known', async () => ({ scan: { tools: [] } })],
    ['it takes variables that nobody recorded', async () => ({ scan: { env: ['TOKEN'] } })],
    ['it is of a machine of CI, whose state others may have written', async () => ({ env: { CI: 'true' } })],
    ['a lockfile changed', async ({ write }) => write('uv.lock', '').then(() => ({}))],
  ])('runs it where %s', async (_, change) => {
    await using story = await openStory();
    const given = await change(story);
    const report = await story.run({ ...given, outcome: { status: 'completed', findings: [] } });
    expect(story.scans()).toBe(2);
    expect(report.results.find(({ id }) => id === 'repo/scan')?.cached).toBeUndefined();
    expect(report.verdict.level).toBe('pass');
  });

  it('runs it where there is none, or none of a clean work tree', async () => {
    await using story = await openStory();
    await story.run({ all: true, scan: { inputs: ['lib/**', 'more/**'] } });
    await story.write('src/b.txt', '');
    await story.run({ scan: { inputs: ['other/**'] } });
    expect(story.scans()).toBe(3);
    await story.run({ scan: { inputs: ['other/**'] } });
    expect(story.scans()).toBe(4);
  });

  it('says that it is incomplete where it did not complete, and does not take an older result for it', async () => {
    await using story = await openStory();
    const errored: CheckOutcome = { status: 'errored', reason: 'no network' };
    await story.run({ all: true, outcome: errored });
    const report = await story.run({ outcome: errored });
    expect(story.scans()).toBe(3);
    expect(report.verdict.objections).toContainEqual({
      source: 'gate',
      level: 'block',
      rule: 'repo/max-high',
      message: 'repo/max-high is incomplete: repo/scan (errored)',
    });
  });
});
