import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createRunFolder, findRun, pruneRunFolders } from '../../src/state/run-folder.ts';
import { openStateDir, type StateDir } from '../../src/state/state-dir.ts';

const NOW = Date.parse('2026-06-01T12:00:00Z');
const DAY = 24 * 60 * 60 * 1000;
let cwd = '';
let state: StateDir;
beforeEach(async () => {
  cwd = await mkdtemp(join(tmpdir(), 'sluice-runs-'));
  state = await openStateDir({ cwd, env: {} });
});
afterEach(() => rm(cwd, { recursive: true, force: true }));

async function recordRun(now: number, isFinished = true): Promise<string> {
  const { runId, dir } = await createRunFolder(state, now);
  await mkdir(join(dir, 'logs'));
  if (isFinished) await writeFile(join(dir, 'report.json'), '{}');
  return runId;
}
const remaining = async () => (await readdir(state.runsDir)).sort();

describe('the folder of a run', () => {
  it('has a short id whose order is the order of time', async () => {
    const { runId } = await createRunFolder(state, NOW);
    const later = await createRunFolder(state, NOW + 1);
    expect(runId).toMatch(/^[0-9a-z]{8}$/u);
    expect(later.runId > runId).toBe(true);
    expect(later.dir).toBe(join(state.runsDir, later.runId));
  });

  it('is its own, when many runs start in one millisecond', async () => {
    const runs = await Promise.all(Array.from({ length: 20 }, () => createRunFolder(state, NOW)));
    expect(new Set(runs.map(({ runId }) => runId)).size).toBe(20);
  });

  it('cannot be made in a state folder that is gone', async () => {
    await rm(state.dir, { recursive: true });
    await expect(createRunFolder(state, NOW)).rejects.toThrow(/STATE_UNWRITABLE/u);
  });
});

describe('pruning', () => {
  it('keeps the newest and leaves foreign files alone', async () => {
    const ids: string[] = [];
    for (let run = 0; run < 6; run += 1) ids.push(await recordRun(NOW + run));
    await writeFile(join(state.runsDir, 'NOTES'), '');
    await pruneRunFolders(state, 3);
    expect(await remaining()).toEqual(['NOTES', ...ids.slice(3)]);
  });

  it('keeps the last reports through a series of killed runs', async () => {
    const finished = await recordRun(NOW);
    const killed: string[] = [];
    for (let run = 1; run <= 4; run += 1) killed.push(await recordRun(NOW + run, false));
    await pruneRunFolders(state, 2);
    expect(await remaining()).toEqual([finished, ...killed]);
    expect((await findRun(state, 'latest')).runId).toBe(finished);
  });

  it('removes what was killed a day ago', async () => {
    const old = await recordRun(NOW, false);
    const newer = [await recordRun(NOW + DAY, false), await recordRun(NOW + DAY + 1)];
    await pruneRunFolders(state, 2);
    expect(await remaining()).toEqual(newer);
    expect(await remaining()).not.toContain(old);
  });

  it('does nothing where there are no runs', async () => {
    await rm(state.runsDir, { recursive: true });
    await expect(pruneRunFolders(state)).resolves.toBeUndefined();
  });
});

describe('finding a run', () => {
  it('takes the newest that was finished, an id, or a folder', async () => {
    const older = await recordRun(NOW);
    const newer = await recordRun(NOW + 1);
    await recordRun(NOW + 2, false);
    expect((await findRun(state, 'latest')).runId).toBe(newer);
    expect((await findRun(state, older)).dir).toBe(join(state.runsDir, older));
    expect(await findRun(state, `.sluice/runs/${older}`)).toEqual(await findRun(state, older));
    expect((await findRun(state, `.sluice/runs/${older}/`)).runId).toBe(older);
  });

  it.each(['latest', '0zzzzzzz', 'nowhere'])('has no %s where nothing was recorded', async (name) => {
    await expect(findRun(state, name)).rejects.toThrow(/RUN_NOT_FOUND/u);
  });

  it('says that a run was not finished', async () => {
    const killed = await recordRun(NOW, false);
    await expect(findRun(state, killed)).rejects.toThrow(/RUN_UNREADABLE.*not finished/u);
  });
});
