import { spawnSync } from 'node:child_process';
import { fixture, sluiceBin } from './lib/fixture.ts';
import type { Line } from './lib/line.ts';

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
  const probe =
    "process.on('exit', () => process.stderr.write('peak ' + process.resourceUsage().maxRSS + '\\n'))";
  const result = spawnSync(
    process.execPath,
    [
      '--import',
      `data:text/javascript,${encodeURIComponent(probe)}`,
      sluiceBin,
      'run',
      '--all',
      '--cwd',
      dir,
      '--json',
    ],
    { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 },
  );
  const peak = /peak (\d+)/u.exec(result.stderr)?.[1];
  if (result.status !== 0 || peak === undefined)
    throw new Error(`the run ended with ${result.status}:\n${result.stderr.slice(-2000)}`);
  return [{ name: 'output of 1 GB', ours: Number(peak) / 1024, unit: 'MB', goal: 200 }];
}
