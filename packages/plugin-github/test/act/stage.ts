import { execFileSync, spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { createHarness } from '@sluice/core/testing';
import { PINS } from '../../src/generate/pins.ts';
import { ACT_CHECK } from './act-tool.ts';

const packages = resolve(import.meta.dirname, '../../..');

/** As the repository's own set-up has it. */
const pnpmVersion = /pnpmVersion = '([^']+)'/u.exec(
  readFileSync(join(packages, '../scripts/repository.mjs'), 'utf8'),
)?.[1];

/** How a workflow ended under act. */
interface Acted {
  readonly code: number | null;
  /** What act printed, without what it says of itself. */
  readonly said: string;
}

/** A project that installed the packed packages, and act beside it. */
export interface Stage {
  readonly dir: string;
  /** Where the stand-ins keep artifacts. */
  readonly artifacts: string;
  readonly flag: string;
  readonly git: (...argv: readonly string[]) => string;
  readonly write: (files: Readonly<Record<string, string>>) => void;
  readonly sluice: (...argv: readonly string[]) => { readonly code: number | null; readonly stdout: string };
  readonly act: (
    event: string,
    env: Readonly<Record<string, string>>,
    payload?: object,
    /** `ci.yml` unless named. */
    workflow?: string,
  ) => Acted;
  /** Writes a project, generates its workflows and commits it all, as octo/demo. Throws when the config is refused. */
  readonly begin: (files: Readonly<Record<string, string>>) => void;
  /** What `act --validate --strict` finds wrong with the workflows that are there. */
  readonly validate: () => Acted;
  readonly close: () => Promise<void>;
}

/** Packs core, this plugin and others, installs them as a user does, and gets act. */
export async function openStage(others: readonly string[] = []): Promise<Stage> {
  const base = realpathSync(mkdtempSync(join(tmpdir(), 'sluice-act-')));
  const [dir, artifacts] = [join(base, 'project'), join(base, 'artifacts')];
  mkdirSync(dir);
  const harness = await createHarness({});
  const { result } = await harness.runCheck(ACT_CHECK, { env: { HOME: base } });
  const act = result.tools.find(({ name }) => name === 'act')?.path;
  if (result.conclusion !== 'success' || act === undefined) throw new Error(`no act: ${result.reason}`);
  const node = dirname(process.execPath);
  const env = {
    ...process.env,
    PATH: `${node}:${process.env['PATH'] ?? ''}`,
    GIT_CONFIG_GLOBAL: '/dev/null',
    // act leaves the folders of failed jobs in its cache.
    XDG_CACHE_HOME: join(base, 'cache'),
  };
  const run = (file: string, argv: readonly string[], cwd = dir): string =>
    execFileSync(file, [...argv], { cwd, env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
  for (const name of ['core', 'plugin-github', ...others])
    run('npx', ['-y', `pnpm@${pnpmVersion}`, 'pack', '--pack-destination', dir], join(packages, name));
  const packed = readdirSync(dir).filter((name) => name.endsWith('.tgz'));
  const write: Stage['write'] = (files) => {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(dir, path)), { recursive: true });
      writeFileSync(join(dir, path), text);
    }
  };
  write({ 'package.json': '{ "name": "project", "private": true, "type": "module" }\n' });
  run('npm', ['install', '--no-audit', '--no-fund', '-D', ...packed.map((name) => `./${name}`)]);
  const git: Stage['git'] = (...argv) =>
    run('git', ['-c', 'user.name=t', '-c', 'user.email=t@t', '-c', 'init.defaultBranch=main', ...argv]);
  const sluice: Stage['sluice'] = (...argv) => {
    const { status, stdout } = spawnSync('npx', ['--no-install', 'sluice', ...argv], {
      cwd: dir,
      env,
      encoding: 'utf8',
    });
    return { code: status, stdout };
  };
  return {
    dir,
    artifacts,
    flag: join(base, 'red'),
    write,
    git,
    sluice,
    begin: (files) => {
      write({ '.gitignore': 'node_modules\n', ...files });
      const { code, stdout } = sluice('generate', 'github');
      if (code !== 0) throw new Error(`no workflows: ${stdout}`);
      git('init', '-q');
      git('add', '.');
      git('commit', '-qm', 'first');
      git('remote', 'add', 'origin', 'https://github.com/octo/demo.git');
    },
    act: (event, given, payload = {}, workflow = 'ci.yml') => {
      const file = join(base, 'event.json');
      writeFileSync(file, JSON.stringify(payload));
      mkdirSync(artifacts, { recursive: true });
      const argv = actArguments(event, {
        file,
        base,
        workflow,
        variables: { STANDIN_ARTIFACTS: artifacts, STANDIN_SOURCE: dir, ...given },
      });
      const { status, stdout } = spawnSync(act, argv, { cwd: dir, env, encoding: 'utf8', timeout: 200_000 });
      return { code: status, said: stdout };
    },
    validate: () => {
      const argv = ['--validate', '--strict', '-W', '.github/workflows'];
      const { status, stdout, stderr } = spawnSync(act, argv, {
        cwd: dir,
        env,
        encoding: 'utf8',
        timeout: 60_000,
      });
      return { code: status, said: `${stdout}${stderr}` };
    },
    close: async () => {
      await harness[Symbol.asyncDispose]();
      rmSync(base, { recursive: true, force: true, maxRetries: 3 });
    },
  };
}

function actArguments(
  event: string,
  place: {
    readonly file: string;
    readonly base: string;
    readonly workflow: string;
    readonly variables: Readonly<Record<string, string>>;
  },
): readonly string[] {
  const standIns = join(import.meta.dirname, 'stand-ins');
  const local = Object.entries(PINS).flatMap(([name, { sha }]) => {
    const own = join(standIns, name.split('/')[1] ?? '');
    return ['--local-repository', `${name}@${sha}=${existsSync(own) ? own : join(standIns, 'nothing')}`];
  });
  const { GITHUB_TOKEN: token, ...rest } = place.variables;
  const variables = Object.entries(rest).flatMap(([name, value]) => ['--env', `${name}=${value}`]);
  // What `github.token` is.
  if (token !== undefined) variables.push('--secret', `GITHUB_TOKEN=${token}`);
  return [
    event,
    '-W',
    `.github/workflows/${place.workflow}`,
    '-e',
    place.file,
    '--actor',
    'octo',
    '-P',
    'ubuntu-24.04=-self-hosted',
    '--action-offline-mode',
    '--pull=false',
    '--no-cache-server',
    '--concurrent-jobs',
    '2',
    '--action-cache-path',
    join(place.base, 'actions'),
    ...local,
    ...variables,
  ];
}
