import { spawnSync } from 'node:child_process';
import { fixture, sluiceBin, trivialConfig } from './lib/fixture.ts';
import type { Line } from './lib/line.ts';

/** Peak resident memory of the engine's process over a run of 200 checks, as the kernel counted it. */
export function memory(): readonly Line[] {
  const dir = fixture('memory', { 'ci.config.mjs': trivialConfig(200) });
  // Written at the process's end: the peak of the engine alone, none of its children.
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
      '-j',
      '2',
      '--cwd',
      dir,
    ],
    { encoding: 'utf8', env: { ...process.env, CI: 'true' } },
  );
  const peak = /peak (\d+)/u.exec(result.stderr)?.[1];
  if (result.status !== 0 || peak === undefined)
    throw new Error(`the run ended with ${result.status}:\n${result.stderr.slice(-2000)}`);
  return [{ name: 'memory', ours: Number(peak) / 1024, unit: 'MB', goal: 120 }];
}
