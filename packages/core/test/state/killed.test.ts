import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { appendHistory, readHistory } from '../../src/state/history.ts';
import { createRunFolder, findRun, pruneRunFolders } from '../../src/state/run-folder.ts';
import { openStateDir } from '../../src/state/state-dir.ts';

let cwd = '';
beforeEach(async () => {
  cwd = await mkdtemp(join(tmpdir(), 'sluice-killed-'));
});
afterEach(() => rm(cwd, { recursive: true, force: true }));

/** Records runs for ever, and prints a line before each thing it does. */
const RECORDER = `
  const [room, cwd] = process.argv.slice(1);
  const { openStateDir } = await import(room + 'state-dir.ts');
  const { createRunFolder, pruneRunFolders } = await import(room + 'run-folder.ts');
  const { writeAtomic } = await import(room + 'write-atomic.ts');
  const { appendHistory } = await import(room + 'history.ts');
  const at = (what) => process.stdout.write(what + '\\n');
  for (;;) {
    at('open');
    const state = await openStateDir({ cwd, env: {} });
    at('folder');
    const { runId, dir } = await createRunFolder(state, Date.now());
    at('report');
    await writeAtomic(dir + '/report.json', JSON.stringify({ runId, filler: 'x'.repeat(200000) }));
    at('history');
    const entry = { runId, id: 'a/one', startedAt: runId, durationMs: 1, conclusion: 'success', metrics: {} };
    await appendHistory(state.historyFile, Array.from({ length: 500 }, () => entry));
    at('prune');
    await pruneRunFolders(state, 3);
  }`;

async function killAfter(lines: number): Promise<void> {
  const room = new URL('../../src/state/', import.meta.url).href;
  const child = spawn(process.execPath, ['--input-type=module', '-e', RECORDER, room, cwd], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit');
  let seen = 0;
  for await (const _line of createInterface({ input: child.stdout })) {
    seen += 1;
    if (seen === lines) child.kill('SIGKILL');
  }
  expect((await ended)[1]).toBe('SIGKILL');
}

describe('a run that is killed', () => {
  it('leaves nothing that the next one trips over, wherever it was', async () => {
    for (let lines = 1; lines <= 12; lines += 1) {
      await killAfter(lines);
      const state = await openStateDir({ cwd, env: {} });
      const { runId } = await createRunFolder(state, Date.now());
      const before = (await readHistory(state.historyFile)).length;
      const entry = { runId, id: 'b/one', startedAt: '', durationMs: 1, conclusion: 'success', metrics: {} };
      await appendHistory(state.historyFile, [entry]);
      const history = await readHistory(state.historyFile);
      expect(history[0]).toEqual(entry);
      expect(history).toHaveLength(before + 1);
      await pruneRunFolders(state, 3);
      for (const id of await readdir(state.runsDir)) {
        const report = await readFile(join(state.runsDir, id, 'report.json'), 'utf8').catch(() => undefined);
        // Whole, or not there at all.
        if (report !== undefined) expect(JSON.parse(report)).toMatchObject({ runId: id });
      }
    }
    const state = await openStateDir({ cwd, env: {} });
    expect((await findRun(state, 'latest')).dir).toContain(state.runsDir);
    expect((await readdir(state.runsDir)).length).toBeLessThan(40);
  });
});
