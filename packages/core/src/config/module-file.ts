import { realpathSync, statSync } from 'node:fs';
import { join } from 'node:path';

const ENDINGS = ['', '.ts', '.mts', '.cts', '.js', '.mjs', '.cjs', '.json', '.tsx', '.jsx'];

/**
 * The file that an import of a path means: by its whole name, with an ending left out, as an index, or the `.ts` that
 * TypeScript lets be named by its output. With links resolved; undefined when there is none.
 */
export function moduleFile(target: string): string | undefined {
  const bases = [target, target.replace(/\.([cm]?)js$/u, '.$1ts'), join(target, 'index')];
  for (const path of bases.flatMap((base) => ENDINGS.map((ending) => base + ending))) {
    if (statSync(path, { throwIfNoEntry: false })?.isFile() === true) return realpathSync(path);
  }
  return undefined;
}
