import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** A real repository in a folder of its own. */
export interface Repository extends AsyncDisposable {
  readonly dir: string;
  readonly env: Env;
  readonly git: (...argv: readonly string[]) => string;
  readonly write: (files: Readonly<Record<string, string>>) => Promise<void>;
  readonly commit: (files: Readonly<Record<string, string>>) => Promise<string>;
  /** Writes the payload of an event and gives the variables of a run in Actions. */
  readonly event: (name: string, payload: unknown, more?: Env) => Promise<Env>;
  /** A clone of it in a folder beside it, by `file://`, so that `--depth` is obeyed. */
  readonly clone: (name: string, ...argv: readonly string[]) => string;
}

type Env = Readonly<Record<string, string | undefined>>;

export async function openRepository(): Promise<Repository> {
  const home = await realpath(await mkdtemp(join(tmpdir(), 'sluice-changes-')));
  const dir = join(home, 'work');
  await mkdir(dir);
  const env = {
    PATH: process.env['PATH'],
    HOME: home,
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CEILING_DIRECTORIES: home,
    GIT_ALLOW_PROTOCOL: 'file',
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
    event: async (name, payload, more = {}) => {
      const file = join(home, 'event.json');
      await writeFile(file, typeof payload === 'string' ? payload : JSON.stringify(payload));
      return { ...env, GITHUB_ACTIONS: 'true', GITHUB_EVENT_NAME: name, GITHUB_EVENT_PATH: file, ...more };
    },
    clone: (name, ...argv) => {
      git('clone', '-q', ...argv, `file://${dir}`, join(home, name));
      return join(home, name);
    },
    [Symbol.asyncDispose]: () => rm(home, { recursive: true, force: true, maxRetries: 3 }),
  };
}
