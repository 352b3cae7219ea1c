import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, watch } from 'node:fs';
import { mkdir, mkdtemp, readFile, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { parseRunReport } from '../../src/report/run-report-schema.ts';
import type { RunReport } from '../../src/model/report.ts';

const core = resolve(import.meta.dirname, '../..');
const bin = join(core, 'dist/cli/bin.js');

/** How a command line ended, with all it said. */
export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

interface Running {
  readonly child: ChildProcess;
  readonly ended: Promise<Ended>;
}

/** A project in a folder of its own, and the built command line on it. */
export interface Door extends AsyncDisposable {
  readonly dir: string;
  /** The built command line, for tests that need a shell around it. */
  readonly bin: string;
  readonly path: (...parts: readonly string[]) => string;
  readonly write: (files: Readonly<Record<string, string | Uint8Array>>) => Promise<void>;
  readonly read: (path: string) => Promise<string>;
  readonly sluice: (
    argv: readonly string[],
    env?: Readonly<Record<string, string | undefined>>,
  ) => Promise<Ended>;
  /** The same with text on standard input. */
  readonly pipe: (argv: readonly string[], input: string) => Promise<Ended>;
  readonly start: (argv: readonly string[], env?: Readonly<Record<string, string | undefined>>) => Running;
  readonly git: (...argv: readonly string[]) => string;
}

/** Makes a project that resolves `@sluice/core` as a user's does. Without git unless a test asks for it. */
export async function openDoor(files: Readonly<Record<string, string>>, name = 'project'): Promise<Door> {
  const base = await realpath(await mkdtemp(join(tmpdir(), 'sluice-door-')));
  const dir = join(base, name);
  await mkdir(join(dir, 'node_modules/@sluice'), { recursive: true });
  await symlink(core, join(dir, 'node_modules/@sluice/core'));
  const environment = environmentOf(base);
  const start: Door['start'] = (argv, env = {}) => {
    const child = spawn(process.execPath, [bin, ...argv], {
      cwd: dir,
      env: { ...environment, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    return { child, ended: collect(child) };
  };
  const door: Door = {
    dir,
    bin,
    path: (...parts) => join(dir, ...parts),
    write: async (added) => {
      for (const [path, text] of Object.entries(added)) {
        await mkdir(dirname(join(dir, path)), { recursive: true });
        await writeFile(join(dir, path), text);
      }
    },
    read: (path) => readFile(join(dir, path), 'utf8'),
    sluice: (argv, env) => start(argv, env).ended,
    pipe: (argv, input) => {
      const child = spawn(process.execPath, [bin, ...argv], { cwd: dir, env: environment });
      child.stdin.end(input);
      return collect(child);
    },
    start,
    git: (...argv) =>
      execFileSync(
        'git',
        ['-c', 'user.name=t', '-c', 'user.email=t@t', '-c', 'init.defaultBranch=main', ...argv],
        {
          cwd: dir,
          env: environment,
          encoding: 'utf8',
        },
      ),
    [Symbol.asyncDispose]: () => rm(base, { recursive: true, force: true, maxRetries: 3 }),
  };
  await door.write(files);
  return door;
}

// Nothing of whoever runs the tests: neither CI's variables nor a git configuration.
function environmentOf(base: string): Record<string, string> {
  return {
    PATH: process.env['PATH'] ?? '',
    HOME: base,
    LC_ALL: 'C',
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CEILING_DIRECTORIES: base,
  };
}

async function collect(child: ChildProcess): Promise<Ended> {
  const said = { stdout: '', stderr: '' };
  for (const stream of ['stdout', 'stderr'] as const) {
    child[stream]?.setEncoding('utf8').on('data', (text: string) => (said[stream] += text));
  }
  const [code, signal] = (await once(child, 'close')) as [number | null, NodeJS.Signals | null];
  return { code, signal, ...said };
}

/** The one document that `--json` prints, held to the report's schema. */
export function reportOf({ stdout }: Pick<Ended, 'stdout'>): RunReport {
  return parseRunReport(stdout, 'stdout');
}

/** A result of a report, by id. */
export function resultOf(report: RunReport, id: string): RunReport['results'][number] {
  const found = report.results.find((result) => result.id === id);
  if (found === undefined)
    throw new Error(`no result for ${id} among ${report.results.map((one) => one.id).join(', ')}`);
  return found;
}

/** Resolves when a file is there: an event, not a guess at how long it takes. */
export async function appears(file: string): Promise<void> {
  await using watcher = watchFolder(dirname(file));
  while (!existsSync(file)) await watcher.next();
}

function watchFolder(dir: string): AsyncDisposable & { readonly next: () => Promise<void> } {
  const watcher = watch(dir);
  let isPending = false;
  let wake = (): void => void (isPending = true);
  watcher.on('change', () => wake());
  return {
    next: async () => {
      if (!isPending) await new Promise<void>((done) => (wake = done));
      isPending = false;
      wake = () => void (isPending = true);
    },
    [Symbol.asyncDispose]: async () => watcher.close(),
  };
}

/** True while a process of this id lives; one that ended and was not yet waited for does not. */
export async function isAlive(pid: number): Promise<boolean> {
  try {
    process.kill(pid, 0);
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
    return !/\) [ZX] /u.test(stat);
  } catch {
    return false;
  }
}

/** A config of `command()` checks: name to its program and arguments, or to more of it as source. */
export function commands(checks: Readonly<Record<string, readonly string[] | string>>, rest = ''): string {
  const rows = Object.entries(checks).map(([name, argv]) =>
    typeof argv === 'string'
      ? `    command('${name}', ${argv}),`
      : `    command('${name}', ${JSON.stringify(argv)}),`,
  );
  return [
    "import { command, defineConfig } from '@sluice/core';",
    'export default defineConfig({',
    '  checks: [',
    ...rows,
    '  ],',
    rest === '' ? '' : `  ${rest},`,
    '});',
    '',
  ].join('\n');
}

/** A config with one plugin that taps a hook, and one check that passes. */
export function tapping(hook: string, body: string, kind = 'tapPromise'): string {
  return [
    "import { command, defineConfig, definePlugin } from '@sluice/core';",
    `const rogue = definePlugin({ name: 'rogue', version: '1.2.3', setup({ hooks }) {`,
    `  hooks.${hook}.${kind}('misbehave', ${kind === 'tap' ? '' : 'async '}(argument) => { ${body} });`,
    '} });',
    "export default defineConfig({ plugins: [rogue()], checks: [command('fine', ['true'])] });",
    '',
  ].join('\n');
}
