import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const folder = join(import.meta.dirname, '../fixtures');

/** What a tool printed, as it was recorded. */
export function fixture(...path: readonly string[]): string {
  return readFileSync(join(folder, ...path), 'utf8');
}

/** The recordings of one case, by file name. */
export function recordings(...path: readonly string[]): readonly string[] {
  return readdirSync(join(folder, ...path)).toSorted();
}
