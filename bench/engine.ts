import type { Line } from './lib/line.ts';
import { fixture, sluiceBin, trivialConfig } from './lib/fixture.ts';
import { measureInTurns } from './lib/measure.ts';

/** 200 checks that each run `true`, two at a time, against the shell that does nothing else plus an empty Node. */
export function engine(): readonly Line[] {
  const dir = fixture('engine', { 'ci.config.mjs': trivialConfig(200) });
  const node = process.execPath;
  const [ours, xargs, bare] = measureInTurns(
    [
      { file: node, args: [sluiceBin, 'run', '--all', '-j', '2', '--cwd', dir] },
      { file: 'sh', args: ['-c', 'seq 200 | xargs -P2 -n1 sh -c true'] },
      { file: node, args: ['-e', '0'] },
    ],
    9,
  );
  const floor = (xargs?.minMs ?? 0) + (bare?.minMs ?? 0);
  return [
    { name: 'engine', ours: ours?.minMs ?? 0, peer: floor, peerName: 'xargs + node', unit: 'ms', goal: 5 },
  ];
}
