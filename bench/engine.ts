import { join } from 'node:path';
import { fixture, sluiceBin, trivialConfig } from './lib/fixture.ts';
import type { Line } from './lib/line.ts';
import { measureInTurns, median, medianRatio, type Times } from './lib/measure.ts';

const COUNT = 200;

/**
 * 200 checks that each run `true`, two at a time, against the shell that does nothing else plus an empty Node. The
 * second row says where the time goes: the same 200 programs from Node without an engine.
 */
export function engine(): readonly Line[] {
  const dir = fixture('engine', { 'ci.config.mjs': trivialConfig(COUNT) });
  const node = process.execPath;
  const [ours, xargs, bare, spawned] = measureInTurns(
    [
      { file: node, args: [sluiceBin, 'run', '--all', '-j', '2', '--cwd', dir] },
      { file: 'sh', args: ['-c', `seq ${COUNT} | xargs -P2 -n1 sh -c true`] },
      { file: node, args: ['-e', '0'] },
      { file: node, args: [join(import.meta.dirname, 'programs/bare-spawn.ts'), String(COUNT)] },
    ],
    9,
  );
  const floor = xargs.map((value, round) => value + (bare[round] ?? Number.NaN));
  const line = (name: string, times: Times, goal?: number): Line => ({
    name,
    ours: median(times),
    peer: { name: 'xargs + node', value: median(floor), ratio: medianRatio(times, floor) },
    unit: 'ms',
    ...(goal === undefined ? {} : { goal }),
  });
  return [line('engine', ours, 5), line('engine, bare spawn alone', spawned)];
}
