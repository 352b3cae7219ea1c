import { mkdir, mkdtemp, readFile, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { commitAll } from './commit-all.ts';
import { writeFiles } from './write-files.ts';

export interface TempWorkspaceOptions {
  /** Makes it a git repository with its files committed. */
  readonly git?: boolean;
  /** Last part of the folder's name, to see what spaces or other letters in a path do. Default `workspace`. */
  readonly name?: string;
}

/** A folder of a test's own. `await using` removes it, or `remove()`. */
export interface TempWorkspace extends AsyncDisposable {
  /** Absolute, with symbolic links resolved. */
  readonly dir: string;
  /** The absolute path of a place in it. */
  readonly path: (...parts: readonly string[]) => string;
  /** Writes files by relative path, and makes their folders. */
  readonly write: (files: Readonly<Record<string, string>>) => Promise<void>;
  readonly read: (path: string) => Promise<string>;
  /** Commits everything as it is now, into a repository that is made when there is none. */
  readonly commit: (message?: string) => Promise<void>;
  readonly remove: () => Promise<void>;
}

/** Makes a temporary folder that holds these files, by relative path. */
export async function tempWorkspace(
  files: Readonly<Record<string, string>> = {},
  options: TempWorkspaceOptions = {},
): Promise<TempWorkspace> {
  // Resolved, for a tool that prints real paths would otherwise name files outside the folder.
  const base = await realpath(await mkdtemp(join(tmpdir(), 'sluice-test-')));
  const dir = join(base, options.name ?? 'workspace');
  await mkdir(dir);
  const remove = (): Promise<void> => rm(base, { recursive: true, force: true, maxRetries: 3 });
  const workspace: TempWorkspace = {
    dir,
    path: (...parts) => join(dir, ...parts),
    write: (added) => writeFiles(dir, added),
    read: (path) => readFile(join(dir, path), 'utf8'),
    commit: (message = 'a commit') => commitAll(dir, message),
    remove,
    [Symbol.asyncDispose]: remove,
  };
  await workspace.write(files);
  if (options.git === true) await workspace.commit();
  return workspace;
}
