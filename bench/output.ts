import { fixture } from './lib/fixture.ts';
import type { Line } from './lib/line.ts';
import { peakMemory } from './lib/peak-memory.ts';

const CONFIG = `
import { defineConfig } from '@sluice/core';
const loud = {
  id: 'repo/loud', title: 'prints 1 GB', timeoutMs: 600000,
  async run({ exec }) {
    const { exitCode } = await exec('sh', ['-c', 'yes "a line of output, as a chatty tool prints it, 64 bytes in all" | head -c 1000000000']);
    return exitCode === 0 ? { status: 'completed', findings: [] } : { status: 'errored', reason: 'exit ' + exitCode };
  },
};
export default defineConfig({ plugins: [], checks: [loud] });
`;

/** Peak memory of the engine while a check prints 1 GB through it. */
export function output(): readonly Line[] {
  const dir = fixture('output', { 'ci.config.mjs': CONFIG });
  const peak = peakMemory(['run', '--all', '--json', '--cwd', dir]);
  return [{ name: 'output of 1 GB', ours: peak, unit: 'MB', goal: 200 }];
}
