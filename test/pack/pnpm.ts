import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const scripts = readFileSync(join(import.meta.dirname, '../../scripts/repository.mjs'), 'utf8');
const version = /pnpmVersion = '([^']+)'/u.exec(scripts)?.[1] ?? '';

/** The arguments by which npx runs this repository's pnpm. */
export function pnpm(...args: readonly string[]): readonly string[] {
  return ['-y', `pnpm@${version}`, ...args];
}
