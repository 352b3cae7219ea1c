import { describe, expect, it } from 'vitest';
import { CORPUS } from './corpus.ts';
import { faultsOf, READERS } from './faults-of.ts';
import { mutant } from './mutate.ts';
import { createRandom } from './random.ts';

describe('the readers', () => {
  it('hold their promises for 500 reports that are wrong in some way, and keep prototypes clean', () => {
    for (let seed = 0; seed < 500; seed += 1)
      expect(faultsOf(mutant(createRandom(seed))), `input ${seed}`).toEqual([]);
  });

  it('hold them for reports that are right, each of which one reader takes', () => {
    for (const text of CORPUS.filter((one) => one.length > 4)) {
      expect(faultsOf(text)).toEqual([]);
      const taken = Object.values(READERS).filter((read) => read(text).code !== 'wrong-tool');
      expect(taken.length).toBe(text.includes('openvex') ? 0 : 1);
    }
  });
});
