import * as fc from 'fast-check';
import { tellStory, type Told } from '../packages/core/test/changes/soundness/story.ts';

/** Tells many stories of `packages/core/test/changes/soundness` and counts how they ended. */
const runs = Number(process.argv[2] ?? 500);
const told: Told[] = [];
const result = await fc.check(
  fc.asyncProperty(fc.gen(), async (choose) => {
    const story = await tellStory(choose);
    told.push(story);
    return story.wrong.length === 0;
  }),
  { numRuns: runs, endOnFailure: true },
);
const count = (test: (story: Told) => boolean): number => told.filter(test).length;
const kinds = Map.groupBy(told, ({ kind }) => kind);
console.log(
  [
    `${told.length} histories: ${count(({ scope }) => scope === 'files')} compared, ${count(({ scope }) => scope === 'all')} looked at as a whole`,
    `${told.reduce((sum, { skipped }) => sum + skipped, 0)} checks skipped, ${count(({ wrong }) => wrong.length > 0)} of them wrongly`,
    ...[...kinds].map(
      ([kind, stories]) =>
        `  ${kind}: ${stories.length} (${[...Map.groupBy(stories, ({ method, scope }) => `${method} ${scope}`)].map(([how, some]) => `${how} ${some.length}`).join(', ')})`,
    ),
    `  of shallow clones compared: ${count(({ depth, scope }) => depth !== undefined && scope === 'files')} of ${count(({ depth }) => depth !== undefined)}`,
  ].join('\n'),
);
if (result.failed) {
  console.error(told.at(-1));
  console.error(`seed ${result.seed}, path ${result.counterexamplePath}`);
  process.exitCode = 1;
}
