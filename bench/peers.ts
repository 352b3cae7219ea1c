import type { Line } from './lib/line.ts';
import { measureInTurns, median, medianRatio, type Command, type Times } from './lib/measure.ts';
import { lage } from './peers/lage.ts';
import { moon } from './peers/moon.ts';
import { nx } from './peers/nx.ts';
import type { Work } from './peers/packages.ts';
import { preCommit } from './peers/pre-commit.ts';
import { sluice } from './peers/sluice.ts';
import { turbo } from './peers/turbo.ts';
import { wireit } from './peers/wireit.ts';

const UNCACHED: Readonly<Record<string, (work: Work) => Command>> = { 'pre-commit': preCommit, moon, nx };
const CACHED: typeof UNCACHED = { turbo, ...UNCACHED, wireit, lage };

/** 200 trivial checks that all run, under the engines that people use for this today. */
export function peers(): readonly Line[] {
  return against({ count: 200, isCached: false }, UNCACHED, '200 checks');
}

/** 20 and 200 checks of which nothing changed: what is left is the engine's own start. */
export function noOp(): readonly Line[] {
  return [20, 200].flatMap((count) => against({ count, isCached: true }, CACHED, `${count} cached checks`));
}

function against(work: Work, engines: typeof UNCACHED, what: string): readonly Line[] {
  const names = Object.keys(engines);
  const commands = Object.values(engines).map((prepare) => prepare(work));
  const times: readonly Times[] = measureInTurns([sluice(work), ...commands], 7);
  const [mine = []] = times;
  return names.map((name, index) => {
    const theirs = times[index + 1] ?? [];
    return {
      name: `${what} against ${name}`,
      ours: median(mine),
      peer: { name, value: median(theirs), ratio: medianRatio(mine, theirs) },
      unit: 'ms',
      goal: 1,
    };
  });
}
