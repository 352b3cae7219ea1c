import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What a tool really printed. */
export function fixture(name: string): string {
  return readFileSync(join(import.meta.dirname, '../../fixtures', name), 'utf8');
}
