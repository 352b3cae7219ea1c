import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdir, mkdtemp, readFile, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { z, type CheckResult, type RunReport } from '@sluice/core';

const repository = resolve(import.meta.dirname, '../../..');
const bin = join(repository, 'packages/core/dist/cli/bin.js');

/** How `sluice` ended, and what it said. */
export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** What `sluice run --all --json` printed, held to the committed schema. */
export interface ReferenceRun {
  readonly code: number | null;
  readonly report: RunReport;
  readonly result: (id: string) => CheckResult;
}

/** A copy of `examples/python-service` in a git repository of its own, as a user has it, and the built command line on it. */
export interface ReferenceProject extends AsyncDisposable {
  readonly dir: string;
  readonly stateDir: string;
  /** Everything as it was committed; what the runs before have made and learned stays. */
  readonly reset: () => void;
  readonly write: (path: string, text: string) => Promise<void>;
  readonly edit: (path: string, change: (text: string) => string) => Promise<void>;
  readonly remove: (path: string) => Promise<void>;
  readonly sluice: (argv: readonly string[], env?: Readonly<Record<string, string>>) => Promise<Ended>;
  readonly run: (env?: Readonly<Record<string, string>>) => Promise<ReferenceRun>;
  /** Files of the work tree that git sees as changed. */
  readonly changed: () => string;
}

/** Makes the copy. Its state folder lies outside of it, and starts empty. */
export async function referenceProject(config: string): Promise<ReferenceProject> {
  const base = await realpath(await mkdtemp(join(tmpdir(), 'sluice-reference-')));
  const dir = join(base, 'python service');
  await cp(join(repository, 'examples/python-service'), dir, {
    recursive: true,
    filter: (path) => !/\/(?:node_modules|\.sluice|__pycache__|\.\w+_cache)$/u.test(path),
  });
  await mkdir(join(dir, 'node_modules/@sluice'), { recursive: true });
  for (const name of ['core', 'plugin-python', 'plugin-security', 'preset-python'])
    await symlink(join(repository, 'packages', name), join(dir, 'node_modules/@sluice', name));
  await writeFile(join(dir, 'ci.config.ts'), config);
  const env = environmentOf(base);
  const git = (...argv: readonly string[]): string =>
    execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@t', ...argv], {
      cwd: dir,
      env,
      encoding: 'utf8',
    });
  git('init', '-q', '-b', 'main');
  git('add', '-A');
  git('commit', '-q', '-m', 'the service');
  const sluice: ReferenceProject['sluice'] = (argv, extra = {}) =>
    start(argv, { cwd: base, env: { ...env, ...extra } });
  const write: ReferenceProject['write'] = async (path, text) => {
    await mkdir(dirname(join(dir, path)), { recursive: true });
    await writeFile(join(dir, path), text);
  };
  return {
    dir,
    stateDir: join(base, 'state'),
    reset: () => {
      git('reset', '-q', '--hard');
      git('clean', '-fdq');
    },
    write,
    edit: async (path, change) => write(path, change(await readFile(join(dir, path), 'utf8'))),
    remove: (path) => rm(join(dir, path), { recursive: true }),
    sluice,
    run: async (extra) => readRun(await sluice(['run', '--all', '--json', '--cwd', dir], extra)),
    changed: () => git('status', '--porcelain'),
    [Symbol.asyncDispose]: () => rm(base, { recursive: true, force: true, maxRetries: 3 }),
  };
}

/** Nothing of whoever runs the tests but the programs on PATH and pip's downloads. */
function environmentOf(base: string): Record<string, string> {
  return {
    PATH: process.env['PATH'] ?? '',
    HOME: base,
    LC_ALL: 'C',
    SLUICE_STATE_DIR: join(base, 'state'),
    PIP_CACHE_DIR: process.env['PIP_CACHE_DIR'] ?? join(homedir(), '.cache/pip'),
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_CONFIG_NOSYSTEM: '1',
  };
}

async function start(
  argv: readonly string[],
  options: { readonly cwd: string; readonly env: Readonly<Record<string, string>> },
): Promise<Ended> {
  const child = spawn(process.execPath, [bin, ...argv], { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
  const said = { stdout: '', stderr: '' };
  for (const stream of ['stdout', 'stderr'] as const)
    child[stream].setEncoding('utf8').on('data', (text: string) => (said[stream] += text));
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, ...said };
}

async function readRun({ code, stdout, stderr }: Ended): Promise<ReferenceRun> {
  const schema: unknown = JSON.parse(
    await readFile(join(repository, 'docs/schemas/run-report.json'), 'utf8'),
  );
  if (stdout === '') throw new Error(`sluice ended with ${code} and printed no document:\n${stderr}`);
  const document: unknown = JSON.parse(stdout);
  const read = z.fromJSONSchema(schema as Parameters<typeof z.fromJSONSchema>[0]).safeParse(document);
  if (!read.success)
    throw new Error(`the report breaks docs/schemas/run-report.json: ${z.prettifyError(read.error)}`);
  const report = document as RunReport;
  const result = (id: string): CheckResult => {
    const found = report.results.find((one) => one.id === id);
    if (!found) throw new Error(`no result of ${id} among ${report.results.map((one) => one.id).join(', ')}`);
    return found;
  };
  return { code, report, result };
}
