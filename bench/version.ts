import type { Line } from './lib/line.ts';
import { sluiceBin } from './lib/fixture.ts';
import { measureInTurns } from './lib/measure.ts';

/** `sluice --version` against an empty Node: what a start costs before anything is asked. */
export function version(): readonly Line[] {
  const node = process.execPath;
  const [ours, bare] = measureInTurns(
    [
      { file: node, args: [sluiceBin, '--version'] },
      { file: node, args: ['-e', '0'] },
    ],
    21,
  );
  return [
    {
      name: 'version',
      ours: ours?.minMs ?? 0,
      peer: bare?.minMs ?? 0,
      peerName: 'node -e 0',
      unit: 'ms',
      goal: 1.3,
    },
  ];
}
