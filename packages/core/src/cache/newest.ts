import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeAtomic } from '../state/write-atomic.ts';
import { isParts } from './entry.ts';
import type { KeyParts } from './key.ts';
import { isFields, seal, unseal } from './sealed.ts';

/** With more, that some file changed is all that is told. */
const MOST_FILES = 5000;

/** What the newest result of a check was made from: nothing is reused by it, it only explains. */
export interface Newest {
  readonly key: string;
  readonly parts: KeyParts;
  /** Input files with what names their content, where there are not too many. */
  readonly files?: Readonly<Record<string, string>>;
}

/** Undefined where none is recorded, or where it cannot be read. */
export function readNewest(cacheDir: string, id: string): Newest | undefined {
  try {
    const value = unseal(readFileSync(placeOf(cacheDir, id)));
    if (!isFields(value) || typeof value['key'] !== 'string' || !isParts(value['parts'])) return undefined;
    return isFields(value['files'])
      ? (value as unknown as Newest)
      : { key: value['key'], parts: value['parts'] };
  } catch {
    return undefined;
  }
}

/** Throws when it cannot be written. */
export async function writeNewest(
  cacheDir: string,
  id: string,
  {
    key,
    parts,
    files,
  }: { readonly key: string; readonly parts: KeyParts; readonly files: ReadonlyMap<string, string> },
): Promise<void> {
  mkdirSync(join(cacheDir, 'newest'), { recursive: true });
  const listed = files.size > MOST_FILES ? {} : { files: Object.fromEntries(files) };
  await writeAtomic(placeOf(cacheDir, id), seal({ key, parts, ...listed } satisfies Newest));
}

function placeOf(cacheDir: string, id: string): string {
  return join(cacheDir, 'newest', createHash('sha256').update(id).digest('hex').slice(0, 32));
}
