import { relative, sep } from 'node:path';

/** A path as findings have it: relative to the check's folder, with forward slashes. */
export function relativePath(cwd: string, path: string): string {
  const inFolder = path.startsWith(cwd) ? relative(cwd, path) : path;
  return inFolder.replaceAll(sep, '/').replace(/^\.\//u, '');
}
