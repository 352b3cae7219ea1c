import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { fixture, sluiceBin, trivialConfig } from './lib/fixture.ts';
import type { Line } from './lib/line.ts';
import { measureInTurns, median, medianRatio, type Command } from './lib/measure.ts';

const COUNT = 200;
const VERSIONS = { nx: '24.0.6', moon: '2.5.5', preCommit: '4.7.0' };

/** The same 200 trivial checks under pre-commit, moon and nx: engines that people use for this today, uncached. */
export function peers(): readonly Line[] {
  const ours: Command = {
    file: process.execPath,
    args: [
      sluiceBin,
      'run',
      '--all',
      '-j',
      '2',
      '--cwd',
      fixture('peers', { 'ci.config.mjs': trivialConfig(COUNT) }),
    ],
  };
  const commands = [preCommit(), moon(), nx()] as const;
  const [mine, ...others] = measureInTurns([ours, ...commands], 5);
  return ['pre-commit', 'moon', 'nx'].map((name, index) => {
    const theirs = others[index] ?? [];
    return {
      name: `200 checks against ${name}`,
      ours: median(mine),
      peer: { name, value: median(theirs), ratio: medianRatio(mine, theirs) },
      unit: 'ms',
      goal: 1,
    };
  });
}

function run(file: string, args: readonly string[], cwd: string): void {
  const result = spawnSync(file, [...args], { cwd, encoding: 'utf8' });
  if (result.status !== 0)
    throw new Error(`${file} ${args.join(' ')} failed:\n${(result.stdout + result.stderr).slice(-2000)}`);
}

function git(dir: string): void {
  run('git', ['init', '-q', '-b', 'main'], dir);
  run('git', ['add', '-A'], dir);
  run(
    'git',
    ['-c', 'user.name=bench', '-c', 'user.email=bench@example.org', 'commit', '-qm', 'fixture'],
    dir,
  );
}

const names = Array.from({ length: COUNT }, (_, index) => `check-${index}`);

function preCommit(): Command {
  const hooks = names.map(
    (id) =>
      `      - { id: ${id}, name: ${id}, entry: 'true', language: system, always_run: true, pass_filenames: false }`,
  );
  const dir = fixture('pre-commit', {
    '.pre-commit-config.yaml': ['repos:', '  - repo: local', '    hooks:', ...hooks, ''].join('\n'),
  });
  const env = fixture('pre-commit-env', {});
  run('python3', ['-m', 'venv', env], dir);
  run(join(env, 'bin/pip'), ['install', '-q', `pre-commit==${VERSIONS.preCommit}`], dir);
  git(dir);
  return { file: join(env, 'bin/pre-commit'), args: ['run', '--all-files'], cwd: dir };
}

function packages(config: (name: string) => Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    names.flatMap((name) =>
      Object.entries(config(name)).map(([file, text]) => [`packages/${name}/${file}`, text]),
    ),
  );
}

function nx(): Command {
  const dir = fixture('nx', {
    'nx.json': JSON.stringify({ useDaemonProcess: false, analytics: false }),
    'package.json': JSON.stringify({ name: 'peers', private: true, devDependencies: { nx: VERSIONS.nx } }),
    '.gitignore': 'node_modules\n.nx\n',
    ...packages((name) => ({
      'project.json': JSON.stringify({
        name,
        targets: { check: { executor: 'nx:run-commands', options: { command: 'true' }, cache: false } },
      }),
    })),
  });
  run('npm', ['install', '--no-audit', '--no-fund', '--loglevel=error'], dir);
  git(dir);
  return {
    file: join(dir, 'node_modules/.bin/nx'),
    args: ['run-many', '-t', 'check', '--parallel=2', '--outputStyle=static'],
    cwd: dir,
    env: { NX_DAEMON: 'false', NX_NO_CLOUD: 'true', CI: 'true' },
  };
}

function moon(): Command {
  const dir = fixture('moon', {
    '.moon/workspace.yml': "projects: ['packages/*']\ntelemetry: false\nvcs: { defaultBranch: 'main' }\n",
    'package.json': JSON.stringify({
      name: 'peers',
      private: true,
      devDependencies: { '@moonrepo/cli': VERSIONS.moon },
    }),
    '.gitignore': 'node_modules\n.moon/cache\n',
    ...packages(() => ({
      'moon.yml': "tasks:\n  check:\n    command: 'true'\n    options: { cache: false }\n",
    })),
  });
  run('npm', ['install', '--no-audit', '--no-fund', '--loglevel=error'], dir);
  git(dir);
  return {
    file: join(dir, 'node_modules/.bin/moon'),
    args: ['run', ':check', '--concurrency', '2'],
    cwd: dir,
    env: { CI: 'true', MOON_TELEMETRY: 'false' },
  };
}
