import { mkdir, readFile, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Exec } from '@sluice/core';
import { parseCoverageJson, type Coverage } from '../parse/coverage-json.ts';
import type { AttemptFiles } from './attempt-files.ts';

/** Puts the data of all processes and attempts together and reads coverage's own JSON report of it. */
export async function measureCoverage(
  exec: Exec,
  files: AttemptFiles,
): Promise<Coverage | { readonly problem: string }> {
  const env = { COVERAGE_FILE: files.coverageCombined, PYTHONDONTWRITEBYTECODE: '1' };
  const coverage = (...args: string[]): ReturnType<Exec> =>
    exec('python', ['-m', 'coverage', args[0] ?? '', `--rcfile=${files.coverageRc}`, ...args.slice(1)], {
      env,
    });
  await Promise.all(
    [files.coverageCombined, files.coverageJson, files.coverageXml].map((file) => rm(file, { force: true })),
  );
  await mkdir(dirname(files.coverageCombined), { recursive: true });
  // `--keep`, so that the next attempt combines these data again: coverage of a retry only ever adds.
  const combined = await coverage('combine', '--keep', files.coverageDir);
  if (combined.exitCode !== 0) return { problem: `coverage combine: ${words(combined)}` };
  // A file that tests wrote, ran and deleted has no source any more.
  const [json] = await Promise.all([
    coverage('json', '--ignore-errors', '-o', files.coverageJson),
    coverage('xml', '--ignore-errors', '-o', files.coverageXml),
  ]);
  // The exit code is not asked: a plugin may set `fail_under` after all, and the file is there all the same.
  const text = await readFile(files.coverageJson, 'utf8').catch(() => undefined);
  return text === undefined ? { problem: `coverage json: ${words(json)}` } : parseCoverageJson(text);
}

function words(result: Awaited<ReturnType<Exec>>): string {
  const text = `${result.stdout}\n${result.stderr}`.trim().split('\n').at(-1)?.trim();
  return result.missing ?? (text || `exit code ${result.exitCode}`);
}
