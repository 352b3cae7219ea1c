import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { OsvRecord } from './osv-record.ts';
import { readRecord } from './read-record.ts';

/** The advisories of a folder. */
export interface OsvFolder {
  readonly records: readonly OsvRecord[];
  /** Files that could not be read as an advisory: a part that was not looked at. */
  readonly unreadable: readonly string[];
}

const AT_ONCE = 32;

/** Reads every JSON and YAML file below a folder; throws when there is no such folder. */
export async function readFolder(folder: string): Promise<OsvFolder> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile() && /\.(?:json|ya?ml)$/u.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted();
  const records: OsvRecord[] = [];
  const unreadable: string[] = [];
  for (let start = 0; start < files.length; start += AT_ONCE) {
    const some = files.slice(start, start + AT_ONCE);
    const found = await Promise.all(some.map(readOne));
    for (const [index, record] of found.entries()) {
      if (record === undefined) unreadable.push(some[index] ?? '');
      else records.push(record);
    }
  }
  return { records, unreadable };
}

async function readOne(file: string): Promise<OsvRecord | undefined> {
  try {
    const text = await readFile(file, 'utf8');
    return readRecord(file.endsWith('.json') ? (JSON.parse(text) as unknown) : await readYaml(text));
  } catch {
    return undefined;
  }
}

// Every scalar stays the text it is: as a number the version 2.10 would become 2.1, and as a date `published` would
// lose the spelling that pip-audit asks for.
async function readYaml(text: string): Promise<unknown> {
  const { FAILSAFE_SCHEMA, load } = await import('js-yaml');
  return load(text, { schema: FAILSAFE_SCHEMA });
}
