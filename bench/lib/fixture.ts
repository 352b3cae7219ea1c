import { mkdtempSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const repository = resolve(import.meta.dirname, '../..');

/** The built command line, run by the Node that runs the benchmark. */
export const sluiceBin = join(repository, 'packages/core/dist/cli/bin.js');

/** A folder of its own with files in it, and core where a config finds it. Removed when the benchmarks end. */
export function fixture(name: string, files: Readonly<Record<string, string>>): string {
  const dir = mkdtempSync(join(tmpdir(), `sluice-bench-${name}-`));
  process.on('exit', () => rmSync(dir, { recursive: true, force: true, maxRetries: 2 }));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(join(dir, path, '..'), { recursive: true });
    writeFileSync(join(dir, path), text);
  }
  mkdirSync(join(dir, 'node_modules/@sluice'), { recursive: true });
  symlinkSync(join(repository, 'packages/core'), join(dir, 'node_modules/@sluice/core'));
  return dir;
}

/** A config of `count` checks that each run `true`. */
export const trivialConfig = (count: number): string => `
import { command, defineConfig } from '@sluice/core';
export default defineConfig({
  plugins: [],
  checks: Array.from({ length: ${count} }, (_, index) => command('check-' + index, ['true'])),
});
`;
