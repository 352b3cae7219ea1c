import { copyFile, lstat, mkdir, readdir, realpath } from 'node:fs/promises';
import { join, resolve, sep } from 'node:path';
import { readRecord } from './read-record.ts';

/** What coverage tools write that Codecov reads: Cobertura, LCOV, and its own JSON. */
const NAMES = new Set(['coverage.xml', 'lcov.info', 'codecov.json']);
const MOST_BYTES = 256 * 1024 * 1024;
/** Artifacts come unpacked in a folder of folders. */
const DEPTH = 3;

/** What was gathered, and what could not be. */
export interface GatheredCoverage {
  readonly files: readonly string[];
  readonly faults: readonly string[];
}

/**
 * Copies the coverage reports that recorded runs name into one folder. A record may say any path: only a file within its
 * own folder is taken, never through a link.
 */
export async function gatherCoverage(from: string, out: string): Promise<GatheredCoverage> {
  const files = new Set<string>();
  const faults: string[] = [];
  await mkdir(out, { recursive: true });
  for (const dir of await recordFolders(from, DEPTH)) {
    const { run, fault } = await readRecord(dir);
    if (fault !== undefined) faults.push(fault);
    for (const { id, artifacts } of run.report?.results ?? [])
      for (const { name, path } of artifacts) {
        if (!NAMES.has(name)) continue;
        const file = await fileWithin(dir, path);
        const target = `${id.replaceAll(/[^A-Za-z0-9.]+/gu, '-').slice(0, 100)}-${name}`;
        if (file === undefined) faults.push(`${name} of ${id} is not in the folder of its run`);
        else {
          await copyFile(file, join(out, target));
          files.add(target);
        }
      }
  }
  return { files: [...files].toSorted(), faults };
}

async function recordFolders(dir: string, depth: number): Promise<readonly string[]> {
  const entries = await readdir(dir, { withFileTypes: true }).catch(() => []);
  if (entries.some(({ name }) => name === 'report.json')) return [dir];
  if (depth === 0) return [];
  const inner = entries.filter((entry) => entry.isDirectory()).map(({ name }) => join(dir, name));
  const found = await Promise.all(inner.toSorted().map((folder) => recordFolders(folder, depth - 1)));
  return found.flat();
}

async function fileWithin(dir: string, path: string): Promise<string | undefined> {
  const file = resolve(dir, path);
  try {
    const facts = await lstat(file);
    const root = await realpath(dir);
    const isWithin = (await realpath(file)).startsWith(root + sep);
    return facts.isFile() && facts.size <= MOST_BYTES && isWithin ? file : undefined;
  } catch {
    return undefined;
  }
}
