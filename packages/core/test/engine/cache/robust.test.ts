import { describe, expect, it } from 'vitest';
import { atOnce } from './at-once.ts';
import { damage } from './damage.ts';
import { kills } from './kills.ts';

// A sample; `npm run cache-damage` does a thousand, a hundred and eight of them.
describe('a cache', () => {
  it('that is damaged is a miss, never an error and never another result', async () => {
    const { wrong, missed, times } = await damage(40);
    expect(wrong).toEqual([]);
    expect(missed).toBeGreaterThan(0);
    expect(missed).toBeLessThanOrEqual(times);
  });

  it('whose writers are killed holds whole entries only', async () => {
    const { wrong, whole } = await kills(8);
    expect(wrong).toEqual([]);
    expect(whole).toBeGreaterThan(0);
  });

  it('that four runs use at once gives each, and the next, what its files say', async () => {
    const { wrong, cached } = await atOnce(4, 2);
    expect(wrong).toEqual([]);
    expect(cached).toBeGreaterThanOrEqual(2 * 5);
  });
});
