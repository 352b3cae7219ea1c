import { tempWorkspace } from '@sluice/core/testing';
import { describe, expect, it } from 'vitest';
import { sluiceRuns } from '../../src/runs/sluice-runs.ts';
import type { RunReading } from '../../src/runs/run-source.ts';

const SHA = 'a'.repeat(40);

const report = (runId: string, fields: object = {}): string =>
  JSON.stringify({
    runId,
    startedAt: '2026-11-28T12:00:00.000Z',
    durationMs: 1000,
    end: 'completed',
    commit: { sha: SHA, branch: 'main', isDirty: false },
    trigger: { event: 'push' },
    verdict: { level: 'pass', objections: [] },
    results: [
      { id: 'python/ruff', level: 'required' },
      { id: 'python/mypy', level: 'informational' },
    ],
    ...fields,
  });

const line = (
  runId: string,
  id: string,
  conclusion: string,
  startedAt = '2026-11-28T11:00:00.000Z',
): string =>
  `${JSON.stringify({ runId, id, startedAt, durationMs: 500, conclusion, metrics: {}, commit: SHA })}\n`;

async function reading(files: Readonly<Record<string, string>>): Promise<RunReading> {
  await using folder = await tempWorkspace(files);
  return await sluiceRuns({ cwd: folder.dir, env: {} }).read();
}

const classOf = async (fields: object): Promise<string | undefined> =>
  (await reading({ '.sluice/runs/a/report.json': report('a', fields) })).runs[0]?.class;

describe("Sluice's own runs", () => {
  it('are none where nothing was recorded', async () => {
    expect(await reading({})).toEqual({ runs: [], unread: 0, missing: [] });
  });

  it('are found where SLUICE_STATE_DIR moves them', async () => {
    await using folder = await tempWorkspace({ 'state/runs/a/report.json': report('a') });
    const source = sluiceRuns({ cwd: folder.dir, env: { SLUICE_STATE_DIR: 'state' } });
    expect((await source.read()).runs.map(({ id }) => id)).toEqual(['a']);
  });

  it('are what the report says', async () => {
    const { runs } = await reading({ '.sluice/runs/a/report.json': report('a') });
    const createdMs = Date.UTC(2026, 10, 28, 12);
    expect(runs).toMatchObject([
      {
        id: 'a',
        event: 'push',
        branch: 'main',
        sha: SHA,
        class: 'pass',
        createdMs,
        endedMs: createdMs + 1000,
      },
    ]);
  });

  it.each([
    [{ verdict: { level: 'warn' } }, 'pass'],
    [{ verdict: { level: 'block' } }, 'fail'],
    [{ end: 'crashed', verdict: { level: 'block' } }, 'fail'],
    [{ end: 'problems', verdict: { level: 'block' } }, 'fail'],
    [{ end: 'cancelled', verdict: { level: 'block' } }, 'other'],
    [{ verdict: { level: 'pass', partial: true } }, 'other'],
    [{ verdict: { level: 'green' } }, undefined],
    [{ startedAt: null }, undefined],
  ])('with %j are %s', async (fields, kind) => {
    expect(await classOf(fields)).toBe(kind);
  });

  it('over uncommitted changes do not tell of their commit', async () => {
    const files = { '.sluice/runs/a/report.json': report('a', { commit: { sha: SHA, isDirty: true } }) };
    expect((await reading(files)).runs[0]).not.toHaveProperty('sha');
  });

  it('are taken from the history where the folder is gone, by the levels of the newest report', async () => {
    const { runs } = await reading({
      '.sluice/runs/a/report.json': report('a'),
      '.sluice/history.jsonl': [
        line('a', 'python/ruff', 'failure'),
        line('b', 'python/ruff', 'success'),
        line('b', 'python/mypy', 'failure', '2026-11-28T11:00:01.000Z'),
        line('c', 'python/ruff', 'errored'),
        line('d', 'python/unheard-of', 'failure'),
        line('e', 'python/mypy', 'success'),
        line('f', 'python/ruff', 'success', 'at noon'),
        'torn\n',
      ].join(''),
    });
    expect(Object.fromEntries(runs.map((run) => [run.id, run.class]))).toEqual({
      a: 'pass',
      b: 'pass',
      c: 'fail',
      d: 'fail',
      e: 'other',
    });
    const b = runs.find(({ id }) => id === 'b');
    expect((b?.endedMs ?? 0) - (b?.startedMs ?? 0)).toBe(1500);
  });

  it('that are damaged are counted, and those that go on are not', async () => {
    const { runs, unread } = await reading({
      '.sluice/runs/a/report.json': '{"runId":',
      '.sluice/runs/b/report.json': '[]',
      '.sluice/runs/c/events.jsonl': '',
      '.sluice/runs/d/report.json': report('d', { durationMs: -1 }),
    });
    expect([runs.map(({ id, endedMs }) => [id, endedMs]), unread]).toEqual([[['d', undefined]], 2]);
  });
});
