import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { Run } from '../runs/run.ts';
import type { HealthStore, StoredAnswer } from './health-store.ts';
import { openDatabase } from './open-database.ts';
import { readRuns } from './read-runs.ts';
import { RUN_COLUMNS, rowOf, runOf } from './run-rows.ts';
import { storeProblem } from './store-problem.ts';

/** Answers that are kept: a page of runs is half a megabyte. */
const MOST_ANSWERS = 200;

/**
 * Opens the store in `file`, whose folder must be there. Throws a CiError, see {@link HealthStore}, and HEALTH_STORE_NEWER
 * for a database of a later Sluice.
 */
export async function openStore(file: string, busyMs?: number): Promise<HealthStore> {
  const database = await openDatabase(file, busyMs);
  const prepare = lazily((sql) => database.prepare(sql));
  const together = transactions(database);
  return guarded(file, {
    saveRuns: (runs) =>
      together(() => {
        let changed = 0;
        for (const run of runs) changed += Number(prepare(SAVE_RUN).run(...rowOf(run)).changes);
        return changed;
      }),
    saveJobs: (jobs) =>
      together(() => {
        for (const { id, runId, attempt, job } of jobs)
          prepare(SAVE_JOB).run(runId, attempt, id, JSON.stringify(job));
      }),
    runs: (reach) => readRuns(prepare, reach),
    isEmpty: () => prepare('SELECT 1 FROM run LIMIT 1').get() === undefined,
    extent: () => {
      const row =
        prepare(
          'SELECT count(*) AS attempts, min(created) AS oldest, max(created) AS newest FROM run',
        ).get() ?? {};
      const attempts = Number(row['attempts']);
      return attempts === 0
        ? { attempts }
        : { attempts, oldestMs: Number(row['oldest']), newestMs: Number(row['newest']) };
    },
    unfinished: (fromMs) => runsOf(prepare(UNFINISHED), fromMs),
    missingAttempts: (fromMs) =>
      prepare(MISSING_ATTEMPTS)
        .all(fromMs)
        .map((row) => ({ id: String(row['id']), attempt: Number(row['attempt']) })),
    withoutJobs: (fromMs, most) => runsOf(prepare(WITHOUT_JOBS), fromMs, most),
    fact: (name) => {
      const row = prepare('SELECT document FROM fact WHERE name = ?').get(name);
      return row === undefined ? undefined : (JSON.parse(String(row['document'])) as unknown);
    },
    setFact: (name, document) => void prepare(SET_FACT).run(name, JSON.stringify(document)),
    answer: (url) => answerOf(prepare, url),
    setAnswer: (url, answer) => setAnswer(prepare, url, answer),
    together,
    close: () => database.close(),
  });
}

type Prepare = (sql: string) => StatementSync;

/** What ended stays ended, and of two that say the same the later one stays: pages overlap and come in any order. */
const SAVE_RUN = `
  INSERT INTO run (${RUN_COLUMNS.join(', ')}) VALUES (${RUN_COLUMNS.map(() => '?').join(', ')})
  ON CONFLICT DO UPDATE SET ${RUN_COLUMNS.map((name) => `${name} = excluded.${name}`).join(', ')}
  WHERE (excluded.class <> 'running' AND run.class = 'running')
     OR ((excluded.class = 'running') = (run.class = 'running')
         AND (coalesce(excluded.ended, 0), coalesce(excluded.conclusion, ''), excluded.name, coalesce(excluded.title, ''))
           > (coalesce(run.ended, 0), coalesce(run.conclusion, ''), run.name, coalesce(run.title, '')))`;

const SAVE_JOB = `
  INSERT INTO job (run, attempt, id, document) VALUES (?, ?, ?, ?)
  ON CONFLICT DO UPDATE SET document = excluded.document
  WHERE document <> excluded.document AND excluded.document ->> 'class' <> 'running'`;

const UNFINISHED = `SELECT ${RUN_COLUMNS.join(', ')} FROM run WHERE class IN ('running', 'waiting') AND created >= ? ORDER BY created, id`;

/** GitHub allows 50 reruns, so no more numbers than that are counted up. */
const MISSING_ATTEMPTS = `
  WITH RECURSIVE number(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM number WHERE n < 50)
  SELECT last.id AS id, n AS attempt FROM (SELECT id, max(attempt) AS most FROM run WHERE created >= ? GROUP BY id) AS last
    JOIN number ON n < last.most
  WHERE NOT EXISTS (SELECT 1 FROM run WHERE run.id = last.id AND run.attempt = n)
  ORDER BY id, n`;

/** Jobs that were read while some of them still ran say nothing of how those ended, and others may have come after them. */
const WITHOUT_JOBS = `
  SELECT ${RUN_COLUMNS.join(', ')} FROM run
  WHERE (class IN ('pass', 'fail') OR conclusion = 'cancelled') AND conclusion <> 'startup_failure' AND created >= ?
    AND (NOT EXISTS (SELECT 1 FROM job WHERE job.run = run.id AND job.attempt = run.attempt)
      OR EXISTS (SELECT 1 FROM job WHERE job.run = run.id AND job.attempt = run.attempt AND document ->> 'class' = 'running'))
  ORDER BY created DESC, id, attempt LIMIT ?`;

function runsOf(statement: StatementSync, ...values: readonly number[]): readonly Run[] {
  statement.setReturnArrays(true);
  return statement.all(...values).map(runOf);
}

const SET_FACT = `
  INSERT INTO fact (name, document) VALUES (?, ?)
  ON CONFLICT DO UPDATE SET document = excluded.document WHERE document <> excluded.document`;

function answerOf(prepare: Prepare, url: string): StoredAnswer | undefined {
  const row = prepare('SELECT etag, document FROM etag WHERE url = ?').get(url);
  if (row === undefined) return undefined;
  return {
    etag: String(row['etag']),
    ...(JSON.parse(String(row['document'])) as { readonly data: unknown }),
  };
}

/** The time is a counter, not the clock's: a clock that was wrong once would keep its answers for ever. */
function setAnswer(prepare: Prepare, url: string, { etag, ...document }: StoredAnswer): void {
  prepare(`
    INSERT INTO etag (url, etag, document, used) VALUES (?, ?, ?, (SELECT coalesce(max(used), 0) + 1 FROM etag))
    ON CONFLICT DO UPDATE SET etag = excluded.etag, document = excluded.document, used = excluded.used
  `).run(url, etag, JSON.stringify(document));
  prepare('DELETE FROM etag WHERE used <= (SELECT max(used) FROM etag) - ?').run(MOST_ANSWERS);
}

function lazily(prepare: Prepare): Prepare {
  const prepared = new Map<string, StatementSync>();
  return (sql) => {
    const known = prepared.get(sql) ?? prepare(sql);
    prepared.set(sql, known);
    return known;
  };
}

/** One level: what is written inside of another write is a part of it. */
function transactions(database: DatabaseSync): HealthStore['together'] {
  return (write) => {
    if (database.isTransaction) return write();
    // At once, not at the first write: a lock that is asked for in the middle is refused without any waiting.
    database.exec('BEGIN IMMEDIATE');
    try {
      const result = write();
      database.exec('COMMIT');
      return result;
    } catch (error) {
      if (database.isTransaction) database.exec('ROLLBACK');
      throw error;
    }
  };
}

/** Every method, with what SQLite throws in core's form. */
function guarded(file: string, store: HealthStore): HealthStore {
  const entries = Object.entries(store).map(([name, method]: [string, (...values: never[]) => unknown]) => [
    name,
    (...values: never[]) => {
      try {
        return method(...values);
      } catch (error) {
        throw storeProblem(file, error);
      }
    },
  ]);
  return Object.fromEntries(entries) as HealthStore;
}
