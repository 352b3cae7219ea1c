import { spawnSync } from 'node:child_process';
import { sluiceBin } from './fixture.ts';

// Written at the process's end: the peak of the engine alone, none of its children.
const PROBE =
  "process.on('exit', () => process.stderr.write('peak ' + process.resourceUsage().maxRSS + '\\n'))";

/** Peak resident memory in MB of `sluice <args>`, as the kernel counted it. Throws when the run does not pass. */
export function peakMemory(args: readonly string[]): number {
  const probe = ['--import', `data:text/javascript,${encodeURIComponent(PROBE)}`];
  const result = spawnSync(process.execPath, [...probe, sluiceBin, ...args], {
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  const peak = /peak (\d+)/u.exec(result.stderr)?.[1];
  if (result.status !== 0 || peak === undefined)
    throw new Error(`the run ended with ${result.status}:\n${result.stderr.slice(-2000)}`);
  return Number(peak) / 1024;
}
