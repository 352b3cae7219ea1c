import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** A real repository in a folder of its own. */
export interface Repository extends AsyncDisposable {
  readonly dir: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly git: (...argv: readonly string[]) => string;
  readonly write: (files: Readonly<Record<string, string>>) => Promise<void>;
  readonly commit: (files: Readonly<Record<string, string>>) => Promise<string>;
}

export async function openRepository(): Promise<Repository> {
  const dir = await realpath(await mkdtemp(join(tmpdir(), 'sluice-changes-')));
  const env = {
    PATH: process.env['PATH'],
    HOME: dir,
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CEILING_DIRECTORIES: dirname(dir),
  };
  const git: Repository['git'] = (...argv) =>
    execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@t', ...argv], {
      cwd: dir,
      env,
      encoding: 'utf8',
    });
  const write: Repository['write'] = async (files) => {
    for (const [path, text] of Object.entries(files)) {
      await mkdir(dirname(join(dir, path)), { recursive: true });
      await writeFile(join(dir, path), text);
    }
  };
  git('init', '-q', '-b', 'main');
  return {
    dir,
    env,
    git,
    write,
    commit: async (files) => {
      await write(files);
      git('add', '-A');
      git('commit', '-qm', 'change');
      return git('rev-parse', 'HEAD').trim();
    },
    [Symbol.asyncDispose]: () => rm(dir, { recursive: true, force: true, maxRetries: 3 }),
  };
}
