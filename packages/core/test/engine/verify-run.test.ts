import { execFileSync } from 'node:child_process';
import { appendFileSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { cp, copyFile, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Config } from '../../src/config/config.ts';
import { verifyRun } from '../../src/engine/verify-run.ts';
import type { RunReport } from '../../src/model/report.ts';
import { reportJson } from '../../src/report/json.ts';
import { EVIDENCE_FILE, SEAL_FILE, parseEvidence, sealText } from '../../src/state/seal.ts';
import { sealEvidence, sealRun } from '../../src/state/seal-run.ts';
import { checkOf, openRig, rogue, type Rig } from './rig.ts';

let rig: Rig;
beforeEach(async () => {
  rig = await openRig();
});
afterEach(() => rig[Symbol.asyncDispose]());

/** Everything that a run's folder can hold: logs, artifacts, attachments, what a reporter leaves, a waiver, a doubt. */
function everything(): Config {
  return {
    plugins: [
      rogue(({ hooks }) => {
        hooks.gate.tap('doubt', ({ warn, block }) => {
          warn({ rule: 'rogue/size', message: 'it grew', measured: 3, limit: 2 });
          block({ rule: 'rogue/moon', message: 'the moon is full' });
        });
        hooks.onFailure.tap('keep', ({ attach, note }) => {
          attach('core.txt', 'kept.txt');
          note('looked into it');
        });
        hooks.report.tapPromise('badge', async ({ dir, exec }) => {
          await writeFile(join(dir, 'badge.json'), '{}\n');
          await exec('echo', ['told']);
        });
      }),
    ],
    checks: [
      checkOf('finds', {
        run: (ctx) => {
          ctx.artifact('dist/out.bin', 'kept.txt');
          ctx.finding({ ruleId: 'x/one', message: 'one', severity: 'high', location: { path: 'kept.txt' } });
          return { status: 'completed', findings: [], metrics: { size: 3 } };
        },
      }),
      checkOf('waived', {
        limits: [{ rule: 'repo/size', metric: 'size', max: 2 }],
        run: () => ({ status: 'completed', findings: [], metrics: { size: 3 } }),
      }),
      checkOf('says', { run: async ({ exec }) => (await exec('echo', ['hello']), DONE) }),
      checkOf('crashes', { level: 'optional', run: () => Promise.reject(new Error('no')) }),
    ],
    waivers: [
      {
        limit: 'repo/size',
        reason: 'until the archive is split',
        owner: '@ann',
        expires: new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10),
      },
    ],
  };
}

const DONE = { status: 'completed', findings: [] } as const;

async function runAll(): Promise<{ readonly dir: string; readonly report: RunReport }> {
  await writeFile(rig.path('kept.txt'), 'kept as it is\n');
  const { report } = await rig.run(everything());
  return { dir: rig.path('.sluice/runs', report.runId), report };
}

function filesOf(dir: string): readonly string[] {
  return readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted();
}

describe('a run that nobody touched', () => {
  it('agrees: every file, every conclusion and the verdict, whatever came of it', async () => {
    const { dir, report } = await runAll();
    expect(report.verdict.level).toBe('block');
    const found = await verifyRun({ dir });
    expect(found.faults).toEqual([]);
    expect(found).toMatchObject({ agrees: true, absentArtifacts: 0, recomputed: report.verdict });
    // All but the two files of the seal itself, which hold each other.
    expect(found.files).toBe(filesOf(dir).length - 2);
  });

  it('agrees also after a problem, a cancellation and a crash of a tap', async () => {
    const controller = new AbortController();
    const hangs = checkOf('hangs', {
      run: async ({ signal }) => {
        controller.abort('SIGINT');
        await new Promise((done) => signal.addEventListener('abort', done));
        return DONE;
      },
    });
    const runs = [
      await rig.run({
        plugins: [rogue(({ hooks }) => hooks.preflight.tap('x', boom))],
        checks: [checkOf('a')],
      }),
      await rig.run(
        { checks: [hangs, checkOf('b', { needs: ['repo/hangs'] })] },
        { signal: controller.signal },
      ),
      await rig.run({ plugins: [rogue(({ hooks }) => hooks.gate.tap('x', boom))], checks: [checkOf('a')] }),
      await rig.run({ checks: [checkOf('a'), checkOf('b')] }, { ids: ['repo/a'] }),
    ];
    expect(runs.map(({ report }) => report.end)).toEqual(['problems', 'cancelled', 'completed', 'completed']);
    for (const { report } of runs) {
      const found = await verifyRun({ dir: rig.path('.sluice/runs', report.runId) });
      expect(found.faults).toEqual([]);
    }
  });

  it('agrees as a copy in another place, and with the digest that its run was told', async () => {
    const { dir } = await runAll();
    await cp(dir, rig.path('copy'), { recursive: true });
    const { evidence = '' } = await verifyRun({ dir });
    expect((await verifyRun({ dir: rig.path('copy'), expected: evidence.toUpperCase() })).faults).toEqual([]);
    const other = await verifyRun({ dir, expected: 'f'.repeat(64) });
    expect(other.faults).toEqual([
      expect.objectContaining({ kind: 'digest', detail: expect.stringContaining('was to be found') }),
    ]);
  });
});

const boom = (): never => {
  throw new Error('boom');
};

/** Numbers that are the same in every run, so that a failure can be looked at again. */
function numbers(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

describe('a run in which something was changed', () => {
  it('is found by each of a thousand single bytes, whichever of its files they are in', async () => {
    const { dir } = await runAll();
    const files = filesOf(dir).filter((file) => statSync(file).size > 0);
    const draw = numbers(20261129);
    const missed: string[] = [];
    const hit = new Set<string>();
    for (let round = 0; round < 1000; round += 1) {
      const file = files[round < files.length ? round : draw(files.length)] ?? '';
      const bytes = await readFile(file);
      const at = draw(bytes.length);
      const before = bytes[at] ?? 0;
      bytes[at] = before ^ (1 + draw(255));
      await writeFile(file, bytes);
      const { agrees, faults } = await verifyRun({ dir });
      if (agrees || faults.length === 0) missed.push(`${file} at ${at}: ${before} became ${bytes[at]}`);
      hit.add(file);
      bytes[at] = before;
      await writeFile(file, bytes);
    }
    expect(missed).toEqual([]);
    expect([...hit].toSorted()).toEqual(files);
    expect((await verifyRun({ dir })).faults).toEqual([]);
  }, 120_000);

  it('is found by a file less, a file more, and a file cut short, each by its name', async () => {
    const { dir } = await runAll();
    for (const file of filesOf(dir)) {
      const name = file.slice(dir.length + 1);
      const bytes = readFileSync(file);
      rmSync(file);
      const without = await verifyRun({ dir });
      expect(without.faults.map(({ subject }) => subject)).toContain(name);
      if (bytes.length > 0) {
        await writeFile(file, bytes.subarray(0, bytes.length - 1));
        expect((await verifyRun({ dir })).faults.map(({ subject }) => subject)).toContain(name);
      }
      await writeFile(file, bytes);
    }
    mkdirSync(join(dir, 'artifacts/new'));
    await writeFile(join(dir, 'artifacts/new/a\nb'), '');
    expect((await verifyRun({ dir })).faults).toEqual([
      expect.objectContaining({ kind: 'added', subject: 'artifacts/new/a\nb' }),
    ]);
  });

  it('is found where two files were swapped, and where one became a link to its own copy', async () => {
    const { dir } = await runAll();
    const [first = '', second = ''] = filesOf(join(dir, 'logs'));
    await copyFile(first, join(rig.dir, 'first'));
    await copyFile(second, first);
    await copyFile(join(rig.dir, 'first'), second);
    expect((await verifyRun({ dir })).faults.map(({ kind }) => kind)).toEqual(['changed', 'changed']);
    rmSync(first);
    symlinkSync(join(rig.dir, 'first'), first);
    expect((await verifyRun({ dir })).faults).toContainEqual(
      expect.objectContaining({ kind: 'changed', detail: 'it is a link now' }),
    );
  });

  it('is found where its report leads elsewhere, or is a pipe, and neither is followed or waited for', async () => {
    const { dir } = await runAll();
    const file = join(dir, 'report.json');
    await writeFile(rig.path('secret.txt'), 'root:x:0:0');
    rmSync(file);
    symlinkSync(rig.path('secret.txt'), file);
    const linked = await verifyRun({ dir });
    expect(linked.faults).toContainEqual(
      expect.objectContaining({ subject: 'report.json', kind: 'changed' }),
    );
    expect(JSON.stringify(linked)).not.toContain('root:x');
    rmSync(file);
    execFileSync('sh', ['-c', 'mkfifo "$1"', 'sh', file]);
    expect((await verifyRun({ dir })).faults).toContainEqual({
      kind: 'unreadable',
      subject: 'report.json',
      detail: 'it is no file',
    });
  });

  it('is found by its artifacts, when somebody sealed others in their place', async () => {
    const { dir, report } = await runAll();
    appendFileSync(
      join(dir, report.results.find(({ id }) => id === 'repo/finds')?.artifacts[0]?.path ?? ''),
      '!',
    );
    await sealAnew(dir, report.runId);
    expect((await verifyRun({ dir })).faults).toEqual([expect.objectContaining({ kind: 'artifact' })]);
  });

  it('is found by its conclusions and its verdict, when somebody sealed a better one', async () => {
    const { dir, report } = await runAll();
    const results = report.results.map((result) => ({
      ...result,
      conclusion: 'success' as const,
      limits: [],
    }));
    await writeFile(
      join(dir, 'report.json'),
      reportJson({ ...report, results, verdict: { level: 'pass', objections: [] } }),
    );
    await sealAnew(dir, report.runId);
    const found = await verifyRun({ dir });
    expect(found.faults.map(({ kind, subject }) => [kind, subject])).toEqual(
      expect.arrayContaining([
        ['conclusion', 'repo/finds'],
        ['conclusion', 'repo/crashes'],
        ['verdict', 'verdict'],
      ]),
    );
  });

  it('is found where the seal is of another run, or has no order', async () => {
    const { dir, report } = await runAll();
    await sealAnew(dir, 'another1');
    expect((await verifyRun({ dir })).faults).toEqual([
      expect.objectContaining({ subject: 'report.json', detail: expect.stringContaining(report.runId) }),
    ]);
    const { files } = parseEvidence(await readFile(join(dir, EVIDENCE_FILE)));
    const seal = { runId: report.runId, evidence: '', files: files.toReversed() };
    await writeFile(join(dir, SEAL_FILE), sealText(seal));
    expect((await verifyRun({ dir })).faults.map(({ detail }) => detail)).toContain(
      'its files are not in order',
    );
  });

  it('is not taken for verified when it never was sealed', async () => {
    const { dir } = await runAll();
    rmSync(join(dir, EVIDENCE_FILE));
    rmSync(join(dir, SEAL_FILE));
    expect((await verifyRun({ dir })).faults.map(({ kind, subject }) => [kind, subject])).toEqual([
      ['unsealed', EVIDENCE_FILE],
      ['unsealed', SEAL_FILE],
    ]);
  });
});

/** What somebody does who can write the folder and knows how: only a digest kept elsewhere finds that. */
async function sealAnew(dir: string, runId: string): Promise<void> {
  rmSync(join(dir, EVIDENCE_FILE));
  rmSync(join(dir, SEAL_FILE));
  await sealRun(dir, await sealEvidence(dir, runId));
}
