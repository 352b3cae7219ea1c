import { atOnce } from '../packages/core/test/engine/cache/at-once.ts';
import { damage } from '../packages/core/test/engine/cache/damage.ts';
import { kills } from '../packages/core/test/engine/cache/kills.ts';

/** The numbers that a test run has no time for: 1,000 damaged files, 100 killed writers, 8 runs at once, five times over. */
const damaged = await damage(1000);
console.log(`damage: ${damaged.times} times, ${damaged.missed} misses, ${damaged.wrong.length} wrong`);
const killed = await kills(100, 4);
console.log(
  `kills: ${killed.kills} writers, ${killed.whole} entries read whole, ${killed.wrong.length} wrong`,
);
const together = await atOnce(8, 5);
console.log(
  `at once: ${together.runs} runs, ${together.cached} results reused, ${together.wrong.length} wrong`,
);
const wrong = [...damaged.wrong, ...killed.wrong, ...together.wrong];
for (const line of wrong) console.error(line.slice(0, 500));
process.exitCode = wrong.length > 0 ? 1 : 0;
