import { realpathSync } from 'node:fs';
import { isAbsolute, relative, sep } from 'node:path';

/** A path as a tool printed it, relative to the config's folder and with forward slashes. */
export function relativePath(cwd: string, path: string): string {
  if (!isAbsolute(path)) return normalise(path);
  const direct = relative(cwd, path);
  // A tool may print the real path of a folder that was entered through a link.
  return normalise(direct.startsWith('..') ? relative(realpathSync(cwd), path) : direct);
}

function normalise(path: string): string {
  return path.split(sep).join('/').replace(/^\.\//, '');
}
