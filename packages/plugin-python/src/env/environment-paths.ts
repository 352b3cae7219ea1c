import { join } from 'node:path';
import { platform } from 'node:process';

/** The folder of an environment's programs. */
export function binFolder(folder: string): string {
  return join(folder, platform === 'win32' ? 'Scripts' : 'bin');
}

/** An environment's interpreter. */
export function pythonIn(folder: string): string {
  return join(binFolder(folder), platform === 'win32' ? 'python.exe' : 'python');
}

/** What belongs to an environment, but not into it: the plan's files, setuptools' leavings. */
export function asideFolder(folder: string): string {
  return join(folder, '.sluice');
}
