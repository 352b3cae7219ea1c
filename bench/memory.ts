import { fixture, trivialConfig } from './lib/fixture.ts';
import type { Line } from './lib/line.ts';
import { median } from './lib/measure.ts';
import { peakMemory } from './lib/peak-memory.ts';

/** Peak memory of the engine over a run of 200 checks: the median of five runs. */
export function memory(): readonly Line[] {
  const dir = fixture('memory', { 'ci.config.mjs': trivialConfig(200) });
  const peaks = Array.from({ length: 5 }, () => peakMemory(['run', '--all', '-j', '2', '--cwd', dir]));
  return [{ name: 'memory', ours: median(peaks), unit: 'MB', goal: 120 }];
}
