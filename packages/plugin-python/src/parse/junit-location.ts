import { isAbsolute, join, relative, sep } from 'node:path';
import type { Location } from '@sluice/core';

/** Where pytest ran: traceback lines are relative to `cwd`, the test's own file to `rootDir`. Both absolute. */
export interface Folders {
  readonly cwd: string;
  readonly rootDir: string;
}

interface Frame {
  readonly path: string;
  readonly line: number;
}

/** `tests/test_a.py:12: AssertionError`, `tests/test_a.py:12: in test_a`; never a line of source or of the explanation. */
const FRAME = /^((?:[A-Za-z]:)?[^\s:>][^:\n]*):(\d+):(?:\s|$)/u;
/** Of `--tb=native`, and of a file that does not parse. */
const NATIVE_FRAME = /^(?:E\s+)?\s*File "([^"]+)", line (\d+)/u;

/**
 * Where a test failed: the deepest frame in the test's own file, so that the place stays with the test, and after it
 * the deepest frame within the project, where that is elsewhere. Without any frame: the test's definition.
 */
export function failureLocations(
  problem: { readonly text: string },
  test: { readonly file?: string; readonly line?: number },
  folders: Folders,
): readonly Location[] {
  const own = test.file === undefined ? undefined : within(folders.cwd, join(folders.rootDir, test.file));
  const frames = problem.text
    .split('\n')
    .map((line) => frameOf(line, folders.cwd))
    .filter((frame) => frame !== undefined);
  const inTest = frames.findLast(({ path }) => path === own);
  const deepest = frames.at(-1);
  const defined =
    own === undefined ? undefined : { path: own, ...(test.line !== undefined && { line: test.line + 1 }) };
  const first = inTest ?? (own === undefined ? deepest : defined);
  if (!first) return [];
  const isElsewhere = deepest && deepest.path !== first.path;
  return isElsewhere ? [first, deepest] : [first];
}

function frameOf(line: string, cwd: string): Frame | undefined {
  const match = FRAME.exec(line) ?? NATIVE_FRAME.exec(line);
  if (!match) return undefined;
  const path = within(cwd, match[1] as string);
  return path === undefined ? undefined : { path, line: Number(match[2]) };
}

/** Relative to the config's folder; undefined for what lies outside of it or in an environment. */
export function within(cwd: string, path: string): string | undefined {
  const inside = (isAbsolute(path) ? relative(cwd, path) : path).split(sep).join('/').replace(/^\.\//u, '');
  return inside === '' ||
    inside.startsWith('../') ||
    isAbsolute(inside) ||
    /(?:^|\/)(?:site-packages|\.sluice)\//u.test(inside)
    ? undefined
    : inside;
}
