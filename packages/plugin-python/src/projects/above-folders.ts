import { dirname, resolve } from 'node:path';

/**
 * The folders above a project's, nearest first, up to the config's: where its tools find what is configured for all.
 * `folder` is the project's, absolute; `root` the same, relative to the config's.
 */
export function aboveFolders(folder: string, root: string): readonly string[] {
  const depth = root === '.' ? 0 : root.split('/').filter((part) => part !== '' && part !== '.').length;
  const found: string[] = [];
  for (let above = resolve(folder), height = 0; height < depth; height += 1) {
    above = dirname(above);
    found.push(above);
  }
  return found;
}
