import { writeFile } from 'node:fs/promises';
import { DatabaseSync } from 'node:sqlite';
import { isCiError } from '@sluice/core';
import { tempWorkspace } from '@sluice/core/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Run } from '../../src/runs/run.ts';
import { exportRuns } from '../../src/store/export-runs.ts';
import type { HealthStore } from '../../src/store/health-store.ts';
import { openStore } from '../../src/store/open-store.ts';
import { tempStore } from './temp-store.ts';

const ALL = { fromMs: 0, recentMs: 0, toMs: Number.MAX_SAFE_INTEGER };

const RUN: Run = {
  id: '1',
  attempt: 1,
  workflow: '7',
  workflowName: 'CI',
  class: 'running',
  createdMs: 1000,
  startedMs: 1000,
  jobs: [],
};
const DONE: Run = { ...RUN, class: 'fail', conclusion: 'failure', endedMs: 5000 };

const dump = (store: HealthStore): string => [...exportRuns(store.runs(ALL))].join('');

async function problemOf(open: Promise<unknown>): Promise<string> {
  return open.then(
    () => 'none',
    (error: unknown) => (isCiError(error) ? error.problems.map(({ code }) => code).join() : String(error)),
  );
}

describe('the store', () => {
  it('gives back what was put in, jobs and steps included', async () => {
    await using temp = await tempStore();
    const run: Run = {
      ...DONE,
      path: '.github/workflows/ci.yml',
      event: 'push',
      branch: 'main',
      sha: 'abc',
      title: '<img onerror=x>',
      url: 'https://github.com/o/r/actions/runs/1',
    };
    const job = {
      id: '5',
      name: 'test',
      class: 'fail' as const,
      labels: ['ubuntu-latest'],
      endedMs: 4000,
      steps: [{ name: 'pytest', class: 'fail' as const }],
    };
    expect(temp.store.saveRuns([run])).toBe(1);
    temp.store.saveJobs([{ id: '5', runId: '1', attempt: 1, job }]);
    // The run ended when its last job did.
    expect(temp.store.runs(ALL)).toEqual([{ ...run, endedMs: 4000, jobs: [job] }]);
  });

  it('changes nothing when the same is put in again', async () => {
    await using temp = await tempStore();
    temp.store.saveRuns([DONE]);
    const before = dump(temp.store);
    expect(temp.store.saveRuns([DONE, RUN])).toBe(0);
    expect(dump(temp.store)).toBe(before);
  });

  it('does not ask in which order records of one attempt come', async () => {
    const record = fc.record({
      id: fc.constantFrom('1', '2'),
      attempt: fc.constantFrom(1, 2),
      workflowName: fc.constantFrom('CI', 'Tests'),
      class: fc.constantFrom('running', 'pass', 'fail', 'other'),
      endedMs: fc.constantFrom(2000, 3000),
    });
    const records = fc
      .array(record, { minLength: 1, maxLength: 8 })
      .chain((list) => fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })));
    await using one = await tempStore();
    await using other = await tempStore();
    let round = 0;
    fc.assert(
      fc.property(records, ([list, shuffled]) => {
        round += 1;
        const runs = (some: typeof list): readonly Run[] =>
          some.map((fields) => ({
            ...RUN,
            ...fields,
            id: `${fields.id}-${round}`,
            conclusion: fields.class,
          })) as readonly Run[];
        one.store.saveRuns(runs(list));
        other.store.saveRuns(runs(shuffled));
        return dump(one.store) === dump(other.store);
      }),
      { numRuns: 50 },
    );
  });

  it('undoes all of several writes when one of them fails', async () => {
    await using temp = await tempStore();
    expect(() =>
      temp.store.together(() => {
        temp.store.saveRuns([DONE]);
        throw new Error('in the middle');
      }),
    ).toThrow('in the middle');
    expect(temp.store.extent()).toEqual({ attempts: 0 });
  });

  it('takes what two write at once', async () => {
    await using temp = await tempStore();
    const second = await openStore(temp.file);
    try {
      temp.store.saveRuns([DONE]);
      second.saveRuns([RUN, { ...DONE, id: '2' }]);
      expect(temp.store.runs(ALL).map(({ id, class: kind }) => [id, kind])).toEqual([
        ['1', 'fail'],
        ['2', 'fail'],
      ]);
    } finally {
      second.close();
    }
  });

  it('says HEALTH_STORE_LOCKED while another process writes for too long', async () => {
    await using temp = await tempStore();
    const other = new DatabaseSync(temp.file);
    other.exec('BEGIN IMMEDIATE');
    const impatient = await openStore(temp.file, 1);
    try {
      expect(() => impatient.saveRuns([DONE])).toThrow(/is locked by another process/u);
      await expect(problemOf(Promise.resolve().then(() => impatient.setFact('alert', 1)))).resolves.toBe(
        'HEALTH_STORE_LOCKED',
      );
    } finally {
      other.close();
      impatient.close();
    }
  });

  it('refuses a database of a newer Sluice and leaves it as it is', async () => {
    await using folder = await tempWorkspace({});
    const file = folder.path('health.db');
    const database = new DatabaseSync(file);
    database.exec('CREATE TABLE later (a); PRAGMA user_version = 99');
    database.close();
    expect(await problemOf(openStore(file))).toBe('HEALTH_STORE_NEWER');
    const after = new DatabaseSync(file);
    expect(after.prepare('SELECT name FROM sqlite_schema').all()).toEqual([{ name: 'later' }]);
    after.close();
  });

  it.each([
    ['text', Buffer.from('no database at all, but long enough to be looked at as one '.repeat(40))],
    ['a database whose pages are overwritten', undefined],
  ])('says HEALTH_STORE_CORRUPTED of %s', async (_, content) => {
    await using folder = await tempWorkspace({});
    const file = folder.path('health.db');
    const damaged = async (): Promise<unknown> => {
      if (content !== undefined) {
        await writeFile(file, content);
        return openStore(file);
      }
      const store = await openStore(file);
      store.saveRuns(Array.from({ length: 500 }, (_unused, index) => ({ ...DONE, id: String(index) })));
      store.close();
      const database = new DatabaseSync(file);
      const pages = Number(database.prepare('PRAGMA page_count').get()?.['page_count']);
      database.close();
      await writeFile(file, Buffer.alloc((pages - 1) * 4096, 7), { flag: 'r+', flush: true });
      return openStore(file);
    };
    expect(await problemOf(damaged())).toBe('HEALTH_STORE_CORRUPTED');
  });

  it('says HEALTH_STORE_UNUSABLE of what is no file', async () => {
    await using folder = await tempWorkspace({ 'health.db/inside': '' });
    expect(await problemOf(openStore(folder.path('health.db')))).toBe('HEALTH_STORE_UNUSABLE');
  });

  it('keeps answers with their addresses, and forgets the oldest', async () => {
    await using temp = await tempStore();
    temp.store.together(() => {
      for (let index = 0; index < 210; index += 1)
        temp.store.setAnswer(`https://api/${index}`, { etag: `"${index}"`, data: { index } });
    });
    expect(temp.store.answer('https://api/209')).toEqual({ etag: '"209"', data: { index: 209 } });
    expect(temp.store.answer('https://api/3')).toBeUndefined();
  });
});
