import { sluiceBin } from './lib/fixture.ts';
import type { Line } from './lib/line.ts';
import { measureInTurns, median, medianRatio } from './lib/measure.ts';

/** `sluice --version` against an empty Node: what a start costs before anything is asked. */
export function version(): readonly Line[] {
  const node = process.execPath;
  const [ours, bare] = measureInTurns(
    [
      { file: node, args: [sluiceBin, '--version'] },
      { file: node, args: ['-e', '0'] },
    ],
    41,
  );
  const peer = { name: 'node -e 0', value: median(bare), ratio: medianRatio(ours, bare) };
  return [{ name: 'version', ours: median(ours), peer, unit: 'ms', goal: 1.3 }];
}
