import { expect, it } from 'vitest';
import { timeTicks } from '../../../src/report/html/time-ticks.ts';

it.each([
  [3, ['0', '1 ms', '2 ms', '3 ms']],
  [950, ['0', '200 ms', '400 ms', '600 ms', '800 ms']],
  [42_000, ['0', '10 s', '20 s', '30 s', '40 s']],
  [75_000, ['0', '15 s', '30 s', '45 s', '1 min', '1 min 15 s']],
  [900_000, ['0', '5 min', '10 min', '15 min']],
  [6 * 3_600_000, ['0', '1 h', '2 h', '3 h', '4 h', '5 h', '6 h']],
])('marks round moments of %d ms', (spanMs, words) => {
  expect(timeTicks(spanMs).map(({ text }) => text)).toEqual(words);
});

it('marks seven moments at most, whatever the span', () => {
  for (const spanMs of [1, 7, 99, 1001, 86_400_000, 1e12]) {
    const ticks = timeTicks(spanMs);
    expect(ticks.length).toBeLessThanOrEqual(7);
    expect(ticks.every(({ atMs }) => atMs <= spanMs)).toBe(true);
  }
});
