import { describe, expect, it } from 'vitest';
import { hasHealthcheck, healthArguments } from '../../src/smoke/health-arguments.ts';

const SECOND = 1e9;
const Test = ['CMD', 'true'];

describe('how a container is looked at', () => {
  it('is every second, and as patient as the image asks', () => {
    expect(healthArguments({ Test })).toEqual(['--health-interval=1s', '--health-retries=90']);
    expect(healthArguments({ Test, Interval: 10 * SECOND, Retries: 5 })).toEqual([
      '--health-interval=1s',
      '--health-retries=50',
    ]);
  });

  it('is as the image says where that is quick already', () => {
    expect(healthArguments({ Test, Interval: SECOND, Retries: 2 })).toEqual([]);
  });

  it('is not at all without a HEALTHCHECK, or with one that is none', () => {
    expect(healthArguments({})).toEqual([]);
    expect(hasHealthcheck({ Test: ['NONE'] })).toBe(false);
    expect(hasHealthcheck({ Test })).toBe(true);
  });
});
