import { expect, test } from 'vitest';
import { formatDuration, formatRunning } from '../../src/report/format-duration.ts';

test.each([
  [0, '0 s'],
  [Number.NaN, '0 s'],
  [-5, '0 s'],
  [0.2, '1 ms'],
  [42, '42 ms'],
  [812, '0.8 s'],
  [12_400, '12.4 s'],
  [59_949, '59.9 s'],
  [59_951, '1 min 00 s'],
  [119_700, '2 min 00 s'],
  [125_000, '2 min 05 s'],
  [3_900_000, '1 h 05 min'],
])('%d milliseconds read as %s', (durationMs, text) => {
  expect(formatDuration(durationMs)).toBe(text);
});

test('what still runs is told in whole seconds', () => {
  expect(formatRunning(8999)).toBe('8 s');
  expect(formatRunning(-1)).toBe('0 s');
  expect(formatRunning(61_000)).toBe('1 min 01 s');
});
