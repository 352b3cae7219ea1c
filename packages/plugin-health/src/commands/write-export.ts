import { open, rename, rm } from 'node:fs/promises';
import { oneLine } from '@sluice/core';
import { healthProblem } from '../runs/health-problem.ts';
import { exportRuns } from '../store/export-runs.ts';
import type { HealthStore } from '../store/health-store.ts';

const MONTH_MS = 30 * 24 * 60 * 60 * 1000;

/** Writes every run of the store as JSONL, whole or not at all. Throws a CiError of code HEALTH_OUT_UNWRITABLE. */
export async function writeExport(store: HealthStore, path: string): Promise<void> {
  const draft = `${path}.${process.pid}.tmp`;
  try {
    const file = await open(draft, 'wx');
    try {
      // A month at a time: a store of years is no more in memory than that.
      const { oldestMs = 0, newestMs = 0 } = store.extent();
      for (let fromMs = oldestMs; fromMs <= newestMs; fromMs += MONTH_MS) {
        const runs = store.runs({ fromMs, recentMs: fromMs, toMs: fromMs + MONTH_MS - 1 });
        await file.writeFile([...exportRuns(runs)].join(''));
      }
    } finally {
      await file.close();
    }
    await rename(draft, path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code?.startsWith('E') !== true) throw error;
    throw healthProblem(
      'HEALTH_OUT_UNWRITABLE',
      `${oneLine(path)} cannot be written: ${code}.`,
      'Name a file that you may write by --export.',
    );
  } finally {
    await rm(draft, { force: true });
  }
}
