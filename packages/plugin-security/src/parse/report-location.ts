import { isAbsolute, posix, relative, sep, win32 } from 'node:path';
import type { Location } from '@sluice/core';
import { integerOf } from './json-value.ts';
import { plainPath } from './plain-text.ts';

/**
 * A path that a scanner wrote, with forward slashes, relative to `cwd` where it lies inside. Scanners repeat the target
 * they were given: `./app/a.py`, `app/a.py` and `/repo/app/a.py` are one file.
 */
export function reportPath(written: string, cwd?: string): string {
  const path = plainPath(written);
  if (cwd !== undefined && isAbsolute(path)) {
    const inner = relative(cwd, path);
    if (inner !== '' && !inner.startsWith('..') && !isAbsolute(inner)) return inner.split(sep).join('/');
  }
  const isWindows = /^(?:[a-z]:)?[^/]*\\/iu.test(path) || win32.isAbsolute(path);
  return posix.normalize(isWindows ? path.replaceAll('\\', '/') : path).replace(/^\.\/(?=.)/u, '');
}

/** A location with those of the numbers that are lines and columns, which count from 1. */
export function locationOf(
  path: string,
  places: Readonly<Record<'line' | 'column' | 'endLine' | 'endColumn', unknown>>,
): Location {
  const line = integerOf(places.line, 1);
  if (line === undefined) return { path };
  const column = integerOf(places.column, 1);
  const endLine = integerOf(places.endLine, line);
  const endColumn = integerOf(places.endColumn, 1);
  return {
    path,
    line,
    ...(column === undefined ? {} : { column }),
    ...(endLine === undefined ? {} : { endLine }),
    ...(endColumn === undefined ? {} : { endColumn }),
  };
}
