import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readFile, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { delimiter, dirname, join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CheckResult, RunReport } from '@sluice/core';
import { LAYOUTS, type ByHand, type Layout } from './layouts.ts';

const repository = resolve(import.meta.dirname, '../../..');
const bin = join(repository, 'packages/core/dist/cli/bin.js');

let base = '';
beforeAll(async () => {
  base = await realpath(await mkdtemp(join(tmpdir(), 'sluice-layouts-')));
});
afterAll(() => rm(base, { recursive: true, force: true, maxRetries: 3 }));

/** Nothing of whoever runs the tests but the programs on PATH and pip's downloads. The layouts share their tools. */
const environment = (): Record<string, string> => ({
  PATH: process.env['PATH'] ?? '',
  HOME: base,
  LC_ALL: 'C.UTF-8',
  SLUICE_STATE_DIR: join(base, 'state'),
  PIP_CACHE_DIR: process.env['PIP_CACHE_DIR'] ?? join(homedir(), '.cache/pip'),
  PYTHONDONTWRITEBYTECODE: '1',
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_CONFIG_NOSYSTEM: '1',
});

describe.each(LAYOUTS)('$name', (layout) => {
  let cwd = '';
  let report: RunReport;
  const results = new Map<string, CheckResult>();

  beforeAll(async () => {
    cwd = await makeProject(layout);
    await sluice(cwd, 'init');
    // What the package.json that init wrote asks for, as installing it would put it there.
    await mkdir(join(cwd, 'node_modules/@sluice'), { recursive: true });
    for (const name of ['core', 'plugin-python'])
      await symlink(join(repository, 'packages', name), join(cwd, 'node_modules/@sluice', name));
    git(cwd, 'add', '-A');
    git(cwd, 'commit', '-q', '-m', 'sluice init');
    report = JSON.parse(await sluice(cwd, 'run', '--all', '--json')) as RunReport;
    for (const result of report.results) results.set(result.id, result);
  }, 600_000);

  it.each(layout.byHand)('gives for $check what its tool gives by hand', async (tool) => {
    const result = results.get(tool.check);
    const { exitCode, findings } = await callByHand(cwd, tool, results);
    const isErrored = result?.conclusion === 'errored';
    expect([result?.conclusion, isErrored ? 0 : result?.findings.length, result?.reason]).toEqual([
      conclusionOf(tool, exitCode),
      findings,
      result?.reason,
    ]);
  });

  it('judges by no other tool, and changes no file that git knows', async () => {
    const judged = report.results
      .filter(({ skip, level }) => skip !== 'disabled' && level === 'required')
      .map(({ id }) => id)
      .filter((id) => !id.startsWith('python/env'));
    const byHand = layout.byHand.map(({ check }) => check).filter((check) => check !== 'python/mypy');
    expect(judged.toSorted()).toEqual(byHand.toSorted());
    expect(git(cwd, 'status', '--porcelain')).toBe('');
    expect(await readFile(join(cwd, 'ci.config.ts'), 'utf8')).toContain("versions: ['3.12']");
  });
});

async function makeProject({ files }: Layout): Promise<string> {
  const cwd = await mkdtemp(join(base, 'project-'));
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(cwd, path)), { recursive: true });
    await writeFile(join(cwd, path), text);
  }
  git(cwd, 'init', '-q', '-b', 'main');
  git(cwd, 'add', '-A');
  git(cwd, 'commit', '-q', '-m', 'as it is');
  return cwd;
}

function git(cwd: string, ...argv: readonly string[]): string {
  const who = ['-c', 'user.name=t', '-c', 'user.email=t@t'];
  return execFileSync('git', [...who, ...argv], { cwd, env: environment(), encoding: 'utf8' });
}

interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

async function start(
  program: string,
  argv: readonly string[],
  options: { readonly cwd: string; readonly env: Readonly<Record<string, string>> },
): Promise<Ended> {
  const child = spawn(program, argv, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
  const said = { stdout: '', stderr: '' };
  for (const stream of ['stdout', 'stderr'] as const)
    child[stream].setEncoding('utf8').on('data', (text: string) => (said[stream] += text));
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, ...said };
}

async function sluice(cwd: string, ...argv: readonly string[]): Promise<string> {
  const { code, stdout, stderr } = await start(process.execPath, [bin, ...argv], { cwd, env: environment() });
  if (code !== 0 && code !== 1) throw new Error(`sluice ${argv.join(' ')} ended with ${code}:\n${stderr}`);
  return stdout;
}

/** The program that the check used, in the environment that it needs, as somebody types it. */
async function callByHand(
  cwd: string,
  { check, argv, finding }: ByHand,
  results: ReadonlyMap<string, CheckResult>,
): Promise<{ readonly exitCode: number | null; readonly findings: number }> {
  const [name = '', ...args] = argv;
  const python = results.get('python/env@3.12')?.tools.find((tool) => tool.name === 'pytest')?.path ?? '';
  const used = results.get(check)?.tools.find((tool) => tool.name === name)?.path;
  const program = name === 'python' ? python : (used ?? '');
  const target = name === 'mypy' ? ['--python-executable', python, ...args] : args;
  const { code, stdout, stderr } = await start(program, target, {
    cwd,
    env: {
      ...environment(),
      PATH: `${dirname(python)}${delimiter}${environment()['PATH']}`,
      ORDERS_ZONE: 'UTC',
      PYTEST_ADDOPTS: '-p no:cacheprovider',
      RUFF_NO_CACHE: 'true',
      MYPY_CACHE_DIR: join(base, 'mypy'),
    },
  });
  const text = `${stdout}${stderr}`;
  const findings = [...text.matchAll(finding)].reduce((sum, [, count = '1']) => sum + Number(count), 0);
  return { exitCode: code, findings };
}

/** pytest's 2 to 5 and every linter's 2 say nothing about the code; Black's 123 names files that it cannot read. */
function conclusionOf({ argv }: ByHand, exitCode: number | null): CheckResult['conclusion'] {
  if (exitCode === 0) return 'success';
  return exitCode === 1 || (argv[0] === 'black' && exitCode === 123) ? 'failure' : 'errored';
}
