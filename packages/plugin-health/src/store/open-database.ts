import type { DatabaseSync } from 'node:sqlite';
import { oneLine } from '@sluice/core';
import { healthProblem } from '../runs/health-problem.ts';
import { loadSqlite } from './load-sqlite.ts';
import { MIGRATIONS } from './migrations.ts';
import { storeProblem } from './store-problem.ts';

/** How long a write waits for that of another process. Ours take milliseconds; an import of 100,000 runs takes a second. */
const BUSY_MS = 10_000;

/**
 * Opens a database and brings its schema up to date. Throws a CiError: HEALTH_STORE_NEWER for one of a later Sluice,
 * HEALTH_STORE_CORRUPTED, HEALTH_STORE_LOCKED or HEALTH_STORE_UNUSABLE.
 */
export async function openDatabase(file: string, busyMs = BUSY_MS): Promise<DatabaseSync> {
  const { DatabaseSync: Database } = await loadSqlite();
  let database: DatabaseSync | undefined;
  try {
    database = new Database(file, { timeout: busyMs });
    // WAL: who reads the figures does not wait for who collects. It is kept in the file, so asking is no write.
    database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;');
    migrate(database, file);
    return database;
  } catch (error) {
    database?.close();
    throw storeProblem(file, error);
  }
}

function migrate(database: DatabaseSync, file: string): void {
  if (versionOf(database) === MIGRATIONS.length) return;
  database.exec('BEGIN IMMEDIATE');
  try {
    // Read again: another process may have done it while this one waited for the lock.
    const version = versionOf(database);
    if (version > MIGRATIONS.length) throw newer(file, version);
    for (const step of MIGRATIONS.slice(version)) database.exec(step);
    database.exec(`PRAGMA user_version = ${MIGRATIONS.length}; COMMIT`);
  } catch (error) {
    if (database.isTransaction) database.exec('ROLLBACK');
    throw error;
  }
}

function versionOf(database: DatabaseSync): number {
  return Number(database.prepare('PRAGMA user_version').get()?.['user_version']);
}

function newer(file: string, version: number): Error {
  return healthProblem(
    'HEALTH_STORE_NEWER',
    `${oneLine(file)} is of a newer Sluice: its schema is ${version}, and this one knows ${MIGRATIONS.length}.`,
    'Use the same version of @sluice/plugin-health as the others that write it, or move the file away.',
  );
}
