import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { githubRuns } from '../../src/runs/github-runs.ts';
import { before, NOON_MS, page, record } from '../github.ts';

const a = record({ id: 1, ago: 60 });
const b = record({ id: 2, ago: 30, conclusion: 'failure' });
const ids = (text: string): readonly string[] | undefined => githubRuns(text)?.runs.map(({ id }) => id);

describe("GitHub's answers", () => {
  it.each([
    ['a page', JSON.stringify(page(a, b))],
    ['a page on many lines', JSON.stringify(page(a, b), null, 2)],
    ['a list of pages', JSON.stringify([page(a), page(b)])],
    ['pages in a list of lists', JSON.stringify([[page(a)], [page(b)]])],
    ['a list of runs', JSON.stringify([a, b])],
    ['a run a line', `${JSON.stringify(a)}\n${JSON.stringify(b)}\n`],
    ['a run a line, with the line ends of Windows', `${JSON.stringify(a)}\r\n\r\n${JSON.stringify(b)}\r\n`],
    ['a page a line', `${JSON.stringify(page(a))}\n${JSON.stringify(page(b))}`],
    ['what `gh api --paginate` prints', `${JSON.stringify(page(a))}${JSON.stringify(page(b))}`],
    ['the same on many lines', `${JSON.stringify(page(a), null, 2)}${JSON.stringify(page(b), null, 2)}\n`],
    ['brackets and quotes in a name', JSON.stringify([{ ...a, name: '}{"][\\' }, b])],
  ])('are read from %s', (_, text) => {
    expect(ids(text)).toEqual(['1', '2']);
  });

  it('are read as what they say', () => {
    expect(githubRuns(JSON.stringify(a))?.runs).toEqual([
      {
        id: '1',
        attempt: 1,
        workflow: String(a['workflow_id']),
        workflowName: 'CI',
        path: '.github/workflows/ci.yml',
        event: 'push',
        branch: 'main',
        sha: 'sha-1',
        class: 'pass',
        conclusion: 'success',
        createdMs: NOON_MS - 60 * 60_000,
        startedMs: NOON_MS - 60 * 60_000,
        endedMs: NOON_MS - 55 * 60_000,
        jobs: [],
      },
    ]);
  });

  it.each(['[]', '[[]]', '{"total_count":0,"workflow_runs":[]}'])('may be of no run: %s', (text) => {
    expect(githubRuns(text)).toEqual({ runs: [], unread: 0, missing: [] });
  });

  it.each([
    '{"message":"Not Found","status":"404"}',
    'null',
    '3',
    '"x"',
    '[1,2]',
    '{"workflow_runs":[null]}',
    '{}',
  ])('without a run in them are none: %s', (text) => {
    expect(githubRuns(text)).toBeUndefined();
  });

  it.each(['{"workflow_runs":[', 'not json', `${JSON.stringify(a)}\n{"id":`, '}{', '[1', '"'])(
    'that cannot be parsed throw: %s',
    (text) => {
      expect(() => githubRuns(text)).toThrow(SyntaxError);
    },
  );

  it.each([
    ['no id', { id: undefined }],
    ['an id that JSON cannot hold', { id: 2 ** 60 }],
    ['an id below zero', { id: -1 }],
    ['no moment', { created_at: null }],
    ['a moment without a zone', { created_at: '2026-11-28T12:00:00' }],
    ['a moment that is a number', { created_at: 1_790_000_000 }],
    ['a month that is none', { created_at: '2026-13-01T00:00:00Z' }],
    ['no attempt', { run_attempt: 0 }],
    ['half an attempt', { run_attempt: 1.5 }],
    ['a million attempts', { run_attempt: 1e6 }],
  ])('count a record with %s as unread', (_, fields) => {
    expect(githubRuns(JSON.stringify(page(b, { ...a, ...fields })))).toMatchObject({
      runs: [{ id: '2' }],
      unread: 1,
    });
  });

  it('do without every date but the first', () => {
    const text = JSON.stringify({ ...a, run_started_at: null, updated_at: 'yesterday' });
    const run = githubRuns(text)?.runs[0];
    expect([run?.startedMs, run?.endedMs]).toEqual([run?.createdMs, undefined]);
  });

  it('say when a search has more than they hold', () => {
    const text = JSON.stringify({ ...page(a, b), total_count: 1400 });
    expect(githubRuns(text)?.missing).toEqual([
      'GitHub has 1400 runs for this search, and 2 of them are here',
    ]);
  });

  it('may have pages of jobs among them, each job at its attempt', () => {
    const job = (id: number, runId: number, fields: object): object => ({
      id,
      run_id: runId,
      run_attempt: 1,
      status: 'completed',
      conclusion: 'success',
      labels: ['ubuntu-latest', 7],
      created_at: before(60),
      started_at: before(59),
      completed_at: before(50),
      ...fields,
    });
    const jobs = [job(1, 1, {}), job(1, 1, {}), job(2, 2, { run_attempt: 2 }), job(3, 1, { run_id: null })];
    const reading = githubRuns(`${JSON.stringify(page(a, b))}\n${JSON.stringify({ total_count: 4, jobs })}`);
    expect(reading?.unread).toBe(1);
    expect(reading?.runs.map((run) => run.jobs.length)).toEqual([1, 0]);
    expect(reading?.runs[0]?.endedMs).toBe(NOON_MS - 50 * 60_000);
    expect(reading?.runs[0]?.jobs[0]?.labels).toEqual(['ubuntu-latest']);
  });

  it('make a failure of a run that was cancelled because a job had failed', () => {
    const job = { id: 1, run_id: 1, status: 'completed', conclusion: 'failure' };
    const text = JSON.stringify([page({ ...a, conclusion: 'cancelled' }), { jobs: [job] }]);
    expect(githubRuns(text)?.runs[0]?.class).toBe('fail');
  });

  it('of any shape are read or refused, and never a crash', () => {
    const field = fc.oneof(fc.jsonValue(), fc.constantFrom(...Object.values(a)));
    const fuzzy = fc.record(Object.fromEntries(Object.keys(a).map((key) => [key, field])), {
      requiredKeys: [],
    });
    fc.assert(
      fc.property(fc.array(fc.oneof(fuzzy, fc.jsonValue())), (records) => {
        const reading = githubRuns(JSON.stringify({ workflow_runs: records }));
        expect((reading?.runs.length ?? 0) + (reading?.unread ?? records.length)).toBe(records.length);
      }),
    );
  });
});
