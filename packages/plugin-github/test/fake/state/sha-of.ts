import { createHash } from 'node:crypto';

/** A commit id for whatever tells two commits apart. */
export function shaOf(...parts: readonly string[]): string {
  return createHash('sha1').update(parts.join('\0')).digest('hex');
}
