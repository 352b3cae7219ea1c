import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Exec } from '@sluice/core';

const DEEPEST = 8;

/** Folders that are no project's own, looked into by nobody where git cannot say what is tracked. */
const PASSED_OVER = /^(?:\..*|node_modules|__pycache__|site-packages|venv|build|dist|.*\.egg-info)$/u;

/** What says that a folder is a project, and that there is Python in it. */
const TELLING = ['*.py', '*pyproject.toml', '*setup.cfg', '*requirements*.txt', '*requirements/*.txt'];

/**
 * Files that git tracks in this folder and that may tell of projects, relative to it. Undefined without git, or when it
 * answers by half.
 */
export async function trackedFiles(exec: Exec): Promise<readonly string[] | undefined> {
  const listed = await exec('git', ['ls-files', '-z', '--cached', '--', ...TELLING], {
    maxBufferBytes: 256 * 1024 * 1024,
  });
  if (listed.exitCode !== 0 || listed.truncated === true) return undefined;
  return [...new Set(listed.stdout.split('\0').filter((path) => path !== ''))];
}

/** The same by looking: what no repository says is found where people put it. */
export async function presentFiles(cwd: string, folder = '', depth = 0): Promise<readonly string[]> {
  if (depth > DEEPEST) return [];
  const entries = await readdir(join(cwd, folder), { withFileTypes: true }).catch(() => []);
  // A Python environment, whatever it is called.
  if (folder !== '' && entries.some(({ name }) => name === 'pyvenv.cfg' || name === 'conda-meta')) return [];
  const at = (name: string): string => (folder === '' ? name : `${folder}/${name}`);
  const files = entries.filter((entry) => entry.isFile()).map(({ name }) => at(name));
  const folders = entries.filter((entry) => entry.isDirectory() && !PASSED_OVER.test(entry.name));
  const below = await Promise.all(folders.map(({ name }) => presentFiles(cwd, at(name), depth + 1)));
  return [...files, ...below.flat()];
}
