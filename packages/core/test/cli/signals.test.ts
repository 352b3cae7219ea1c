import { existsSync, readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseRunReport } from '../../src/report/run-report-schema.ts';
import { appears, commands, isAlive, openDoor, reportOf, resultOf, type Door } from './door.ts';

/** A check that says who it is and what it started, and goes on until it is ended. */
const family = [
  'sleep 600 &',
  'echo $! > child.tmp; mv child.tmp child.pid',
  'echo $$ > parent.tmp; mv parent.tmp parent.pid',
  'wait; sleep 600',
].join('\n');

/** The same, and neither of the two listens to SIGTERM. */
const deaf = `trap "" TERM\n${family}`;

const longRun = (script: string): string =>
  commands({ slow: ['sh', '-c', script], fine: ['true'], next: `['true'], { needs: ['repo/slow'] }` });

async function pidsOf(door: Door): Promise<readonly number[]> {
  await appears(door.path('parent.pid'));
  return Promise.all(['parent.pid', 'child.pid'].map(async (file) => Number(await door.read(file))));
}

describe('a signal in the middle of a run', () => {
  it.each([
    ['SIGINT', 130, family],
    ['SIGTERM', 143, deaf],
  ] as const)(
    '%s ends all that runs, even what ignores it, and still reports (exit %i)',
    async (signal, expected, script) => {
      await using door = await openDoor({ 'ci.config.mjs': longRun(script) });
      const { child, ended } = door.start(['run', '--json', '-j', '2', '--format', 'junit=junit.xml']);
      const pids = await pidsOf(door);
      expect(await Promise.all(pids.map(isAlive))).toEqual([true, true]);
      child.kill(signal);
      const { code, stdout, stderr } = await ended;
      expect(await Promise.all(pids.map(isAlive))).toEqual([false, false]);
      const report = reportOf({ stdout });
      expect(code).toBe(expected);
      expect(report).toMatchObject({ end: 'cancelled', signal, verdict: { level: 'block' } });
      expect(resultOf(report, 'repo/slow').conclusion).toBe('cancelled');
      expect(stderr).toContain(`CANCELLED by ${signal}`);
      const file = door.path('.sluice/runs', report.runId, 'report.json');
      expect(parseRunReport(await door.read(file.slice(door.dir.length + 1)), file)).toEqual(report);
      expect(await door.read('junit.xml')).toContain('repo/slow');
    },
  );

  it('twice leaves at once, and takes the children along', async () => {
    await using door = await openDoor({ 'ci.config.mjs': longRun(deaf) });
    const { child, ended } = door.start(['run']);
    const pids = await pidsOf(door);
    child.kill('SIGINT');
    let said = '';
    child.stdout?.on('data', (text: string) => (said += text));
    child.kill('SIGTERM');
    const { code } = await ended;
    expect([130, 143]).toContain(code);
    expect(await Promise.all(pids.map(isAlive))).toEqual([false, false]);
    expect(said).not.toContain('PASS');
  });

  it('cancels a fixer as well', async () => {
    await using door = await openDoor({
      'ci.config.mjs': commands({ slow: `['true'], { fix: ['sh', '-c', ${JSON.stringify(family)}] }` }),
    });
    const { child, ended } = door.start(['fix']);
    const pids = await pidsOf(door);
    child.kill('SIGINT');
    const { code } = await ended;
    expect(code).toBe(130);
    expect(await Promise.all(pids.map(isAlive))).toEqual([false, false]);
  });
});

describe('a check that forks and ignores SIGTERM', () => {
  it('leaves no orphan when it ends, nor when its time is over', async () => {
    const fork = '( trap "" TERM; exec sleep 600 ) & echo $! > $0.tmp; mv $0.tmp $0';
    await using door = await openDoor({
      'ci.config.mjs': commands({
        ends: ['sh', '-c', fork, 'ends.pid'],
        late: `['sh', '-c', ${JSON.stringify(`trap "" TERM; ${fork}; sleep 600`)}, 'late.pid'], { timeoutMs: 1000 }`,
      }),
    });
    const ended = await door.sluice(['run', '--json']);
    expect(ended.code).toBe(1);
    expect(resultOf(reportOf(ended), 'repo/late').conclusion).toBe('timed_out');
    for (const file of ['ends.pid', 'late.pid'])
      expect(await isAlive(Number(await door.read(file)))).toBe(false);
  });
});

describe('SIGKILL at any moment', () => {
  it('ten times leaves nothing that the next run trips over', async () => {
    await using door = await openDoor({
      'ci.config.mjs': commands({
        a: ['sh', '-c', 'echo a > a.txt'],
        b: ['sh', '-c', 'for i in 1 2 3; do echo $i; done'],
        c: `['true'], { needs: ['repo/a', 'repo/b'] }`,
        bad: `['false'], { level: 'informational' }`,
      }),
    });
    const whole = await measured(() => door.sluice(['run', '--json']));
    for (let round = 0; round < 10; round += 1) {
      const { child, ended } = door.start(['run', '--json']);
      // Random moments are the point here: from the start of node to beyond the end of the run.
      const timer = setTimeout(() => child.kill('SIGKILL'), Math.random() * whole * 1.1);
      const { code, signal, stdout } = await ended;
      clearTimeout(timer);
      if (signal === null)
        expect({ code, end: reportOf({ stdout }).end }).toEqual({ code: 0, end: 'completed' });
    }
    const after = await door.sluice(['run', '--json']);
    expect(after.code).toBe(0);
    expect(
      reportOf(after)
        .results.map(({ id, conclusion }) => [id, conclusion])
        .toSorted(),
    ).toEqual([
      ['repo/a', 'success'],
      ['repo/b', 'success'],
      ['repo/bad', 'failure'],
      ['repo/c', 'success'],
    ]);
    for (const runId of readdirSync(door.path('.sluice/runs'))) {
      const file = `.sluice/runs/${runId}/report.json`;
      if (existsSync(door.path(file))) expect(parseRunReport(await door.read(file), file).runId).toBe(runId);
    }
    expect((await door.sluice(['explain'])).code).toBe(0);
  });
});

async function measured(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}
