import { spawnSync } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fixture, sluiceBin } from './lib/fixture.ts';
import type { Line } from './lib/line.ts';
import { median } from './lib/measure.ts';
import { reportFiles } from './lib/report-files.ts';

const ROUNDS = 5;

/**
 * `sluice security aggregate --json` over the reports of three scanners, from the start of the process to its end:
 * 100,000 findings, against 10,000.
 */
export function aggregate(): readonly Line[] {
  const small = rounds(10_000);
  const large = rounds(100_000);
  const value = median(small.map(({ elapsedMs }) => elapsedMs));
  const ours = median(large.map(({ elapsedMs }) => elapsedMs));
  const name = 'aggregate 100,000';
  return [
    { name, ours, unit: 'ms', goal: 3000 },
    // The start of the process is in both, so ten times as many take less than ten times as long.
    { name, ours, peer: { name: '10,000', value, ratio: ours / value }, unit: 'ms', goal: 10 },
    { name: `${name}, peak`, ours: median(large.map(({ peakMb }) => peakMb)), unit: 'MB', goal: 500 },
  ];
}

interface Took {
  readonly elapsedMs: number;
  readonly peakMb: number;
}

function rounds(count: number): readonly Took[] {
  const dir = fixture(`aggregate-${count}`, { 'peak.mjs': PEAK });
  mkdirSync(join(dir, 'reports'));
  const args = reportFiles(join(dir, 'reports'), count);
  return Array.from({ length: ROUNDS }, () => once(dir, args, count));
}

/** Prints what the kernel says of the process's own peak, to a descriptor of its own. */
const PEAK = `
import { writeSync } from 'node:fs';
process.on('exit', () => writeSync(3, String(process.resourceUsage().maxRSS / 1024)));
`;

function once(dir: string, reports: readonly string[], count: number): Took {
  const [document, peak] = [join(dir, 'document.json'), join(dir, 'peak.txt')];
  const descriptors = [openSync(document, 'w'), openSync(peak, 'w')] as const;
  const start = performance.now();
  const { status, stderr } = spawnSync(
    process.execPath,
    ['--import', join(dir, 'peak.mjs'), sluiceBin, 'security', 'aggregate', '--json', ...reports],
    { cwd: dir, stdio: ['ignore', descriptors[0], 'pipe', descriptors[1]], encoding: 'utf8' },
  );
  const elapsedMs = performance.now() - start;
  for (const descriptor of descriptors) closeSync(descriptor);
  // So many findings block; anything else would be fast and prove nothing.
  if (status !== 1) throw new Error(`aggregate of ${count} ended with ${status}:\n${stderr.slice(-2000)}`);
  const { scans } = JSON.parse(readFileSync(document, 'utf8')) as { scans: readonly { read: number }[] };
  const read = scans.reduce((sum, scan) => sum + scan.read, 0);
  if (read !== count) throw new Error(`${read} of ${count} records were read`);
  return { elapsedMs, peakMb: Number(readFileSync(peak, 'utf8')) };
}
