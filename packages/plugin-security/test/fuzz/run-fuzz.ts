/**
 * Fuzzes the readers: `node test/fuzz/run-fuzz.ts [inputs] [seed]`, 100,000 and 1 when not given. Each input goes to
 * all readers. Prints each fault with the seed of its input, and the slowest input; exits 1 when there was a fault.
 */
import { faultsOf } from './faults-of.ts';
import { mutant } from './mutate.ts';
import { createRandom } from './random.ts';

const [count = 100_000, seed = 1] = process.argv.slice(2).map(Number);
const started = performance.now();
let faulty = 0;
let slowest = { ms: 0, seed: 0, length: 0 };
for (let index = 0; index < count; index += 1) {
  const own = seed * 1_000_003 + index;
  const input = mutant(createRandom(own));
  const before = performance.now();
  const faults = faultsOf(input);
  const ms = performance.now() - before;
  if (ms > slowest.ms) slowest = { ms, seed: own, length: input.length };
  if (faults.length === 0) continue;
  faulty += 1;
  if (faulty <= 20) console.log(`input ${own}: ${faults.slice(0, 3).join('; ')}`);
}
const seconds = ((performance.now() - started) / 1000).toFixed(1);
console.log(
  `${count} inputs, ${faulty} with faults, ${seconds} s; slowest ${slowest.ms.toFixed(0)} ms (input ${slowest.seed}, ${slowest.length} characters)`,
);
process.exitCode = faulty === 0 ? 0 : 1;
