import { copyFile, link, lstat, mkdir, readdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { CheckContext } from '@sluice/core';

/** The files of the commit under test, and what git knows of what led there. */
export interface WorkTree {
  /** Paths relative to the config's folder, sorted: what git tracks or would track, without what it ignores. */
  readonly files: readonly string[];
  readonly bytes: number;
  readonly isRepository: boolean;
  /** True when a part of the history was not fetched. */
  readonly isShallow: boolean;
  readonly hasCommits: boolean;
}

/** Folders that hold no work of the project's own, for where no git says what is ignored. */
const LEFT_OUT = new Set([
  '.git',
  '.hg',
  '.svn',
  '.sluice',
  '.venv',
  'venv',
  'node_modules',
  '__pycache__',
  '.tox',
]);
const NAMES_BYTES = 64 * 1024 * 1024;
const AT_ONCE = 64;

/** Lists the files to be scanned. Their names stay out of the log: one may hold a secret that nobody knows yet. */
export async function readWorkTree(ctx: CheckContext): Promise<WorkTree> {
  const git = (...args: readonly string[]) =>
    ctx.exec('git', args, { output: 'private', maxBufferBytes: NAMES_BYTES });
  const asked = await git('rev-parse', '--is-inside-work-tree', '--is-shallow-repository');
  const [isInside = '', isShallow = ''] = asked.stdout.split('\n');
  const isRepository = asked.exitCode === 0 && isInside === 'true';
  const listed = isRepository
    ? await git('ls-files', '-z', '--cached', '--others', '--exclude-standard')
    : undefined;
  if (listed !== undefined && (listed.exitCode !== 0 || listed.truncated === true))
    throw new Error(`git could not list the files: exit ${listed.exitCode}`);
  const names = listed === undefined ? await walk(ctx.cwd, '') : listed.stdout.split('\0').filter(Boolean);
  const head = isRepository ? await git('rev-parse', '--verify', '--quiet', 'HEAD') : undefined;
  return {
    ...(await regularFiles(ctx.cwd, [...new Set(names)].toSorted())),
    isRepository,
    isShallow: isShallow === 'true',
    hasCommits: head?.exitCode === 0,
  };
}

async function walk(cwd: string, folder: string): Promise<readonly string[]> {
  const entries = await readdir(join(cwd, folder), { withFileTypes: true });
  const found = await Promise.all(
    entries.map((entry) => {
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
      if (entry.isDirectory()) return LEFT_OUT.has(entry.name) ? [] : walk(cwd, path);
      return [path];
    }),
  );
  return found.flat();
}

/** Symbolic links and submodules hold nothing of this tree, and a file that is deleted is not in it. */
async function regularFiles(
  cwd: string,
  names: readonly string[],
): Promise<Pick<WorkTree, 'files' | 'bytes'>> {
  const files: string[] = [];
  let bytes = 0;
  for (let start = 0; start < names.length; start += AT_ONCE) {
    const some = names.slice(start, start + AT_ONCE);
    const stats = await Promise.all(some.map((name) => lstat(join(cwd, name)).catch(() => undefined)));
    for (const [index, name] of some.entries()) {
      const found = stats[index];
      if (found?.isFile() !== true) continue;
      files.push(name);
      bytes += found.size;
    }
  }
  return { files, bytes };
}

/**
 * Puts the files into a folder of their own, by hard links where the system allows it: gitleaks takes no list of files,
 * and in the project's folder it would read what git ignores, environments and its own tools included.
 */
export async function linkTree(cwd: string, files: readonly string[], target: string): Promise<void> {
  await mkdir(target, { recursive: true });
  for (const folder of new Set(files.map((name) => dirname(join(target, name)))))
    await mkdir(folder, { recursive: true });
  for (let start = 0; start < files.length; start += AT_ONCE) {
    await Promise.all(
      files.slice(start, start + AT_ONCE).map(async (name) => {
        const [from, to] = [join(cwd, name), join(target, name)];
        await link(from, to).catch(() => copyFile(from, to));
      }),
    );
  }
}
