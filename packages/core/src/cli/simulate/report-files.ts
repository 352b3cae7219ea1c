import type { Dirent } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { ciError } from '../../errors/ci-error.ts';
import { compareText } from '../../model/compare-text.ts';

/** Artifacts come unpacked in folders of folders; deeper than this is somebody else's tree. */
const DEPTH = 5;

/** A file that may be a recorded run. */
export interface ReportFile {
  readonly file: string;
  /** Named as a report, so that one that cannot be read is damage; any other JSON may be anything. */
  readonly isNamed: boolean;
}

/**
 * The reports below a folder, in the order of their paths: `report.json` of every run folder, and any other JSON file
 * that lies where there is no `report.json`. A file given by name is one. Links are not followed. Throws
 * FOLDER_NOT_FOUND.
 */
export async function reportFiles(place: string): Promise<readonly ReportFile[]> {
  const facts = await stat(place).catch(() => undefined);
  if (facts === undefined) throw ciError('FOLDER_NOT_FOUND', { dir: place });
  return facts.isDirectory() ? below(place, DEPTH) : [{ file: place, isNamed: true }];
}

async function below(dir: string, depth: number): Promise<readonly ReportFile[]> {
  const entries = (await readdir(dir, { withFileTypes: true })).toSorted((a, b) =>
    compareText(a.name, b.name),
  );
  if (entries.some((entry) => entry.isFile() && entry.name === 'report.json'))
    return [{ file: join(dir, 'report.json'), isNamed: true }];
  const found = entries.map(async (entry) => filesOf(dir, entry, depth));
  return (await Promise.all(found)).flat();
}

async function filesOf(dir: string, entry: Dirent, depth: number): Promise<readonly ReportFile[]> {
  const path = join(dir, entry.name);
  if (entry.isDirectory()) return depth === 0 ? [] : below(path, depth - 1);
  return entry.isFile() && entry.name.endsWith('.json') ? [{ file: path, isNamed: false }] : [];
}
