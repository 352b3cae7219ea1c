import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../fixtures');

/** The text of a recorded output. */
export function fixture(path: string): string {
  return readFileSync(join(root, path), 'utf8');
}

/** Names of the recorded outputs of a case. */
export function fixturesIn(folder: string, pattern: RegExp): string[] {
  return readdirSync(join(root, folder))
    .filter((name) => pattern.test(name))
    .sort();
}
