import { existsSync } from 'node:fs';
import { mkdir, readdir, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { ciError } from '../errors/ci-error.ts';
import type { StateDir } from './state-dir.ts';
import { errnoOf, stateUnwritable } from './state-unwritable.ts';

/** A run's id and its folder, absolute. */
export interface RunFolder {
  readonly runId: string;
  readonly dir: string;
}

/** Written last of all into a run's folder; a folder without it belongs to a run that goes on, or was killed. */
const REPORT = 'report.json';
/** Longer than any run takes: an unfinished folder older than this belongs to a run that was killed. */
const ABANDONED_MS = 24 * 60 * 60 * 1000;
/** Milliseconds in base 36: 8 digits until the year 2059, so that text order is time order. */
const RUN_ID = /^[0-9a-z]{8,9}$/u;

/**
 * Makes the folder of a new run. The id is the time; making the folder is what takes it, so two runs that start in
 * the same millisecond get two ids.
 */
export async function createRunFolder(state: StateDir, now: number): Promise<RunFolder> {
  for (let time = Math.max(0, Math.floor(now)); ; time += 1) {
    const runId = time.toString(36).padStart(8, '0');
    const dir = join(state.runsDir, runId);
    try {
      await mkdir(dir);
      return { runId, dir };
    } catch (error) {
      if (errnoOf(error) !== 'EEXIST') throw stateUnwritable(state.dir, error);
    }
  }
}

/**
 * Keeps the newest `keep` folders and the newest `keep` finished ones, so that a series of killed runs does not push
 * the last report out. An unfinished folder of the last day stays: its run may be going on beside this one.
 * Never throws; a folder that cannot be removed now is tried again by the next run.
 */
export async function pruneRunFolders(state: StateDir, keep = 20): Promise<void> {
  const ids = await runIds(state);
  const runs = ids.map((runId) => ({ runId, isFinished: isFinished(state, runId) }));
  const newestMs = Number.parseInt(ids[0] ?? '0', 36);
  let finished = 0;
  const surplus = runs.filter((run, rank) => {
    if (run.isFinished) finished += 1;
    return rank >= keep && (!run.isFinished || finished > keep);
  });
  for (const { runId, isFinished } of surplus) {
    const dir = join(state.runsDir, runId);
    if (!isFinished && newestMs - Number.parseInt(runId, 36) < ABANDONED_MS) continue;
    // The report goes first: a removal that is cut short must not leave half a run that looks complete.
    await rm(join(dir, REPORT), { force: true }).catch(() => undefined);
    await rm(dir, { recursive: true, force: true }).catch(() => undefined);
  }
}

/**
 * A recorded run by `latest`, id, or folder (relative to the config's folder). Throws RUN_NOT_FOUND. `marks` are the
 * files by any of which a folder is a run's: whoever looks for damage must also find one without its report.
 */
export async function findRun(
  state: StateDir,
  idOrDir: string,
  marks: readonly string[] = [REPORT],
): Promise<RunFolder> {
  if (idOrDir === 'latest') {
    const runId = (await runIds(state)).find((id) => isFinished(state, id));
    if (runId !== undefined) return { runId, dir: join(state.runsDir, runId) };
    throw ciError('RUN_NOT_FOUND', { run: idOrDir });
  }
  const known = RUN_ID.test(idOrDir) ? join(state.runsDir, idOrDir) : undefined;
  const dir = known !== undefined && existsSync(known) ? known : resolve(state.cwd, idOrDir);
  if (marks.some((name) => existsSync(join(dir, name))))
    return { runId: dir.split(/[\\/]/u).at(-1) ?? idOrDir, dir };
  if (dir !== known) throw ciError('RUN_NOT_FOUND', { run: idOrDir });
  throw ciError('RUN_UNREADABLE', { file: join(dir, REPORT), detail: 'the run was not finished' });
}

/** Finished runs, newest first, for who looks for an earlier result. */
export async function finishedRuns(state: StateDir): Promise<readonly RunFolder[]> {
  const ids = await runIds(state);
  return ids
    .filter((runId) => isFinished(state, runId))
    .map((runId) => ({ runId, dir: join(state.runsDir, runId) }));
}

/** Newest first. Anything that is not a run's folder is left alone. */
async function runIds(state: StateDir): Promise<string[]> {
  const names = await readdir(state.runsDir).catch(() => []);
  return names
    .filter((name) => RUN_ID.test(name))
    .sort()
    .toReversed();
}

function isFinished(state: StateDir, runId: string): boolean {
  return existsSync(join(state.runsDir, runId, REPORT));
}
