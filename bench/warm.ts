import { execFileSync, spawnSync } from 'node:child_process';
import { appendFileSync, cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { sluiceBin } from './lib/fixture.ts';
import type { Line } from './lib/line.ts';
import { median, medianRatio } from './lib/measure.ts';

const example = resolve(import.meta.dirname, '../examples/python-service');
const ROUNDS = 3;

/**
 * The reference pipeline on `examples/python-service`, whole: with nothing there, neither environments nor tools nor
 * what pip and uv keep of packages; then with these and no result; then with results. Without the image, whose layers the
 * engine keeps, where there is one. Needs a package index.
 */
export function warm(): readonly Line[] {
  const base = mkdtempSync(join(tmpdir(), 'sluice-bench-warm-'));
  process.on('exit', () => rmSync(base, { recursive: true, force: true, maxRetries: 2 }));
  const dir = copyExample(join(base, 'service'));
  const times = { cold: [] as number[], environments: [] as number[], results: [] as number[] };
  for (let round = 0; round < ROUNDS; round += 1) {
    rmSync(join(dir, '.sluice'), { recursive: true, force: true });
    const packages = join(base, `packages-${round}`);
    mkdirSync(packages);
    times.cold.push(timeRun(dir, packages, []));
    times.environments.push(timeRun(dir, packages, ['--no-cache']));
    times.results.push(timeRun(dir, packages, []));
  }
  const line = (name: string, ours: readonly number[], goal: number): Line => {
    const peer = { name: 'cold', value: median(times.cold), ratio: medianRatio(ours, times.cold) };
    return { name, ours: median(ours), peer, unit: 'ms', goal };
  };
  return [
    line('warm from environments', times.environments, 0.3),
    line('warm from results', times.results, 0.1),
  ];
}

function copyExample(dir: string): string {
  cpSync(example, dir, {
    recursive: true,
    filter: (path) => !/[\\/](?:node_modules|\.sluice|\.venv)(?:[\\/]|$)/u.test(path),
  });
  symlinkSync(join(example, 'node_modules'), join(dir, 'node_modules'));
  const git = (...args: readonly string[]): unknown => execFileSync('git', [...args], { cwd: dir });
  git('init', '-q');
  appendFileSync(join(dir, '.git/info/exclude'), 'node_modules\n');
  git('add', '-A');
  git('-c', 'user.email=bench@example.org', '-c', 'user.name=bench', 'commit', '-qm', 'the example');
  return dir;
}

function timeRun(cwd: string, packages: string, flags: readonly string[]): number {
  const env = { ...process.env, PIP_CACHE_DIR: join(packages, 'pip'), UV_CACHE_DIR: join(packages, 'uv') };
  const start = process.hrtime.bigint();
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [sluiceBin, 'run', '--all', '--skip', 'docker/*', ...flags],
    {
      cwd,
      env,
      encoding: 'utf8',
    },
  );
  const elapsedMs = Number(process.hrtime.bigint() - start) / 1e6;
  if (status !== 0) throw new Error(`the example ended with ${status}:\n${stdout}${stderr}`);
  return elapsedMs;
}
