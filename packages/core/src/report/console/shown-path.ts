import { isAbsolute, relative } from 'node:path';
import { oneLine } from '../escape.ts';

/** A path as it is typed from the config's folder; whole where it lies outside. */
export function shownPath(path: string, cwd: string): string {
  const near = relative(cwd, path);
  return oneLine(near === '' || near.startsWith('..') || isAbsolute(near) ? path : near);
}
