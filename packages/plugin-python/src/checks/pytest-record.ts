import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/**
 * What a run of pytest measured, kept in the plugin's own state for the checks that look at tests without running
 * them: those get nothing else of another check's attempt.
 */
export interface PytestRecord {
  /** As pytest takes them: `tests/test_orders.py::test_refund`. */
  readonly tests: readonly { readonly id: string; readonly durationMs: number }[];
  /** Lines, or lines and branches where the project measures both. */
  readonly coverage?: { readonly percent: number; readonly covered: number; readonly total: number };
}

function recordFile(stateDir: string, version: string): string {
  return join(stateDir, 'last-pytest', `${version}.json`);
}

/** Keeps a record in place of the last one, in one step: a reader never sees half of it. */
export async function writePytestRecord(
  stateDir: string,
  version: string,
  record: PytestRecord,
): Promise<void> {
  const file = recordFile(stateDir, version);
  const temporary = `${file}.${process.pid}.tmp`;
  await mkdir(dirname(file), { recursive: true });
  await writeFile(temporary, JSON.stringify(record));
  await rename(temporary, file);
}

/** The last record of a version; undefined when there is none, or none that can be read. */
export async function readPytestRecord(stateDir: string, version: string): Promise<PytestRecord | undefined> {
  try {
    const record = JSON.parse(await readFile(recordFile(stateDir, version), 'utf8')) as PytestRecord;
    return Array.isArray(record.tests) ? record : undefined;
  } catch {
    return undefined;
  }
}
