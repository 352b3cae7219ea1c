import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFile, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { HistoryEntry } from '../../src/model/check.ts';
import { appendHistory, readHistory } from '../../src/state/history.ts';

let dir = '';
let file = '';
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'sluice-history-'));
  file = join(dir, 'history.jsonl');
});
afterEach(() => rm(dir, { recursive: true, force: true }));

const entry = (id: string, more: Partial<HistoryEntry> = {}): HistoryEntry => ({
  runId: 'r1',
  id,
  startedAt: '2026-01-01T00:00:00.000Z',
  durationMs: 5,
  conclusion: 'success',
  metrics: {},
  ...more,
});
const ids = async (tailBytes?: number) => (await readHistory(file, tailBytes)).map(({ id }) => id);

describe('the history', () => {
  it('comes back as it was written, newest first', async () => {
    const full = entry('b', { metrics: { coverage: 81.5 }, commit: 'abc' });
    await appendHistory(file, [entry('a'), full]);
    await appendHistory(file, [entry('c')]);
    expect(await readHistory(file)).toEqual([entry('c'), full, entry('a')]);
  });

  it('is empty where nothing was recorded, and writes no file for nothing', async () => {
    await appendHistory(file, []);
    expect(existsSync(file)).toBe(false);
    expect(await readHistory(file)).toEqual([]);
    await mkdir(file);
    expect(await readHistory(file)).toEqual([]);
  });

  it('leaves out torn and foreign lines', async () => {
    await writeFile(file, ['', 'null', '[]', '{"id":1}', '{', '{"id":"x","runId":"r"}', ''].join('\n'));
    await appendHistory(file, [entry('a')]);
    expect(await ids()).toEqual(['a']);
  });

  it('drops metrics that are no numbers', async () => {
    await writeFile(file, `${JSON.stringify({ ...entry('a'), metrics: { x: 'y', z: 1, n: null } })}\n`);
    expect((await readHistory(file))[0]?.metrics).toEqual({ z: 1 });
    await writeFile(file, `${JSON.stringify({ ...entry('a'), metrics: 7 })}\n`);
    expect((await readHistory(file))[0]?.metrics).toEqual({});
  });

  it('loses no entry after a line that was cut short', async () => {
    await appendHistory(file, [entry('a')]);
    await appendFile(file, '{"runId":"r2","id":"to');
    await appendHistory(file, [entry('b'), entry('c')]);
    expect(await ids()).toEqual(['c', 'b', 'a']);
  });

  it('reads no more than the end of a long file, from a whole line on', async () => {
    await appendHistory(file, [entry('a'), entry('ä'.repeat(50)), entry('c')]);
    const line = JSON.stringify(entry('c')).length + 1;
    expect(await ids(line + 1)).toEqual(['c']);
    expect(await ids(line + 30)).toEqual(['c']);
    expect(await ids(3)).toEqual([]);
  });

  it('keeps what many writers of several processes add at once', async () => {
    const script = `
      const { appendHistory } = await import(process.argv[1]);
      const entries = (run) => Array.from({ length: 50 }, (_, i) => ({ runId: process.argv[3] + run, id: 'c' + i,
        startedAt: 's', durationMs: 1, conclusion: 'success', metrics: {} }));
      await Promise.all([0, 1, 2, 3].map((run) => appendHistory(process.argv[2], entries(run))));`;
    const module = new URL('../../src/state/history.ts', import.meta.url).href;
    const writers = ['x', 'y', 'z'].map((name) =>
      spawn(process.execPath, ['--input-type=module', '-e', script, module, file, name], {
        stdio: 'inherit',
      }),
    );
    const codes = await Promise.all(
      writers.map(async (writer) => ((await once(writer, 'exit')) as [number])[0]),
    );
    expect(codes).toEqual([0, 0, 0]);
    expect(await readHistory(file)).toHaveLength(3 * 4 * 50);
  });

  it('says that the disk is full, and leaves what was there', async () => {
    if (!existsSync('/dev/full')) return;
    await expect(appendHistory('/dev/full', [entry('a')])).rejects.toThrow(
      /STATE_UNWRITABLE.*no space is left/u,
    );
  });

  it('says that the folder is gone', async () => {
    await expect(appendHistory(join(dir, 'gone', 'h'), [entry('a')])).rejects.toThrow(/STATE_UNWRITABLE/u);
  });

  it('has one line an entry', async () => {
    await appendHistory(file, [entry('with\nnewline')]);
    expect((await readFile(file, 'utf8')).split('\n')).toHaveLength(2);
  });
});
