import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { locateStateDir, readHistory, type HistoryEntry } from '@sluice/core';
import { isObject, type JsonObject } from './fields.ts';
import { recordedReport } from './recorded-report.ts';
import type { Run } from './run.ts';
import type { RunReading, RunSource } from './run-source.ts';
import { unreportedRuns } from './unreported-runs.ts';

/** Where Sluice keeps what it ran. */
export interface SluiceState {
  /** The config's folder. */
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** More than a year of a busy repository; what lies further back is in no window. */
const HISTORY_BYTES = 64 * 1024 * 1024;

/**
 * Sluice's own recorded runs, so that there are figures before there is any CI. A run whose folder is still there is
 * what its verdict says; of older ones only the history is left.
 */
export function sluiceRuns(place: SluiceState): RunSource {
  const { runsDir, historyFile } = locateStateDir(place);
  return { name: '.sluice', until: 'now', read: () => read(runsDir, historyFile) };
}

async function read(runsDir: string, historyFile: string): Promise<RunReading> {
  const reports = await readReports(runsDir);
  const runs: Run[] = [];
  const levels = new Map<string, string>();
  for (const report of reports.read) {
    const run = recordedReport(report);
    if (run === undefined) reports.unread += 1;
    else runs.push(run);
    for (const { id, level } of resultsOf(report)) {
      if (typeof id === 'string' && typeof level === 'string') levels.set(id, level);
    }
  }
  const history = await readHistory(historyFile, HISTORY_BYTES);
  const known = new Set(runs.map(({ id }) => id));
  const older: readonly HistoryEntry[] = history.filter(({ runId }) => !known.has(runId));
  return { runs: [...runs, ...unreportedRuns(older, levels)], unread: reports.unread, missing: [] };
}

/** Oldest first, so that the level a check has now is the one that stays. */
async function readReports(dir: string): Promise<{ readonly read: readonly JsonObject[]; unread: number }> {
  const ids = await readdir(dir).catch(() => [] as string[]);
  const found: { read: JsonObject[]; unread: number } = { read: [], unread: 0 };
  for (const id of ids.toSorted()) {
    let text: string;
    try {
      text = await readFile(join(dir, id, 'report.json'), 'utf8');
    } catch {
      // A run that goes on, or was killed, has no report yet.
      continue;
    }
    try {
      const report: unknown = JSON.parse(text);
      if (isObject(report)) found.read.push(report);
      else found.unread += 1;
    } catch {
      found.unread += 1;
    }
  }
  return found;
}

function resultsOf(report: JsonObject): readonly JsonObject[] {
  const results = report['results'];
  return Array.isArray(results) ? results.filter(isObject) : [];
}
