import { oneLine, type ExecResult } from '@sluice/core';
import { EXIT_CODES, type ExitMeaning } from '../checks/exit-codes.ts';

const MOST = 300;

/** Why a run of Trivy left nothing to look at; undefined when its exit code leaves that to what it wrote. */
export function whyNoReport(result: ExecResult): string | undefined {
  if (result.missing !== undefined) return `trivy could not be started: ${result.missing}`;
  if (result.timedOut) return 'trivy did not end in time';
  if (result.exitCode === null) return `trivy was ended by ${result.signal ?? 'a signal'}`;
  const table: Readonly<Record<number, ExitMeaning>> = EXIT_CODES.trivy;
  if (table[result.exitCode]?.leaves === 'report') return undefined;
  return `trivy exited with ${result.exitCode}: ${trivyWords(result)}`;
}

/**
 * Why Trivy gave up, without the chain of rooms that the error went through (`run error: init error: DB error: `).
 * Causes that it lists stand below, each after a star.
 */
export function trivyWords({ stderr }: ExecResult): string {
  const lines = stderr.split('\n');
  const start = lines.findIndex((line) => /\tFATAL\t/u.test(line));
  if (start === -1) {
    const last = lines.findLast((line) => line.trim() !== '');
    return last === undefined ? 'it said nothing' : oneLine(last).slice(0, MOST);
  }
  const causes = lines.slice(start).flatMap((line) => /^\s*\* (.+)$/u.exec(line)?.[1] ?? []);
  const said = lines[start]?.replace(/^.*\tFATAL\t(?:Fatal error\t)?/u, '') ?? '';
  const words = causes.length > 0 ? distinct(causes).join('; ') : lastOf(said);
  return oneLine(words).slice(0, MOST);
}

/** The last two links of a chain: what was done, and why that could not be. */
function lastOf(chain: string): string {
  return chain
    .split(/: (?=\S)/u)
    .slice(-2)
    .join(': ');
}

const distinct = <T>(values: readonly T[]): readonly T[] => [...new Set(values)];
