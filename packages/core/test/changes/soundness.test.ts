import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tellStory, type Told } from './soundness/story.ts';

describe('a check whose inputs match a changed, renamed or deleted file', () => {
  // `npm run soundness` tells five hundred.
  it('is never skipped, whatever the history and however much of it was cloned', async () => {
    const told: Told[] = [];
    await fc.assert(
      fc.asyncProperty(fc.gen(), async (choose) => {
        const story = await tellStory(choose);
        told.push(story);
        expect(story.wrong).toEqual([]);
      }),
      { numRuns: 20, endOnFailure: true },
    );
    expect(told).toHaveLength(20);
  }, 60_000);
});
