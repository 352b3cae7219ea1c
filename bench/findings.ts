import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import type { Line } from './lib/line.ts';
import { median } from './lib/measure.ts';

const PROGRAM = join(import.meta.dirname, 'programs/many-findings.ts');
const ROUNDS = 3;

/** Deciding over 100,000 findings, and telling them from a baseline of as many; each against a tenth of it. */
export function findings(): readonly Line[] {
  return ['decide', 'baseline'].flatMap((mode): readonly Line[] => {
    const small = rounds(mode, 10_000);
    const large = rounds(mode, 100_000);
    const value = median(small.map(({ elapsedMs }) => elapsedMs));
    const ours = median(large.map(({ elapsedMs }) => elapsedMs));
    return [
      { name: `findings: ${mode} 100,000`, ours, unit: 'ms', goal: 3000 },
      // Ten times as many take ten times as long; the rest is what a larger heap costs to collect.
      {
        name: `findings: ${mode} 100,000`,
        ours,
        peer: { name: '10,000', value, ratio: ours / value },
        unit: 'ms',
        goal: 15,
      },
      {
        name: `findings: ${mode} 100,000, peak`,
        ours: median(large.map(({ peakMb }) => peakMb)),
        unit: 'MB',
        goal: 500,
      },
    ];
  });
}

interface Took {
  readonly elapsedMs: number;
  readonly peakMb: number;
}

function rounds(mode: string, count: number): readonly Took[] {
  return Array.from({ length: ROUNDS }, () => {
    // A heap that may grow is not collected: only one that may not says what is needed.
    const args = ['--max-old-space-size=320', PROGRAM, mode, String(count)];
    const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
    if (status !== 0) throw new Error(`${mode} ${count} ended with ${status}:\n${stderr.slice(-2000)}`);
    return JSON.parse(stdout) as Took;
  });
}
