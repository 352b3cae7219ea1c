import { describe, expect, it } from 'vitest';
import { drawHeadline } from '../../src/report/console/draw-headline.ts';
import { attempt, report, result } from './builders.ts';

describe('the headline of a run', () => {
  const canvas = { columns: 200, color: false };
  const lineOf = (durationMs: number): string =>
    drawHeadline(
      report({
        durationMs: 400,
        results: [
          result('a/one', { cached: true, attempts: [attempt({ durationMs })] }),
          result('a/two', { cached: true, attempts: [attempt({ durationMs })] }),
          result('a/three', { attempts: [attempt({ durationMs: 90_000 })] }),
        ],
      }),
      canvas,
    ).join('\n');

  it('says how much of the checks was reused, from a second on', () => {
    expect(lineOf(61_000)).toContain('0.4 s (2 min 02 s of checks reused)');
    expect(lineOf(100)).not.toContain('reused');
  });
});
