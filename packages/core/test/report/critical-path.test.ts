import { expect, test } from 'vitest';
import { criticalPath } from '../../src/report/critical-path.ts';
import { planOf, result } from './builders.ts';

test('the critical path is the chain of needs that took longest', () => {
  const results = [
    result('python/env', { durationMs: 2000 }),
    result('python/mypy', { durationMs: 6000 }),
    result('python/pytest', { durationMs: 5000 }),
    result('python/report', { durationMs: 100 }),
  ];
  const plan = planOf(results, {
    'python/pytest': { needs: ['python/env'] },
    'python/report': { needs: ['python/pytest', 'python/unknown'] },
  });
  expect(criticalPath({ plan, results })).toEqual({
    ids: ['python/env', 'python/pytest', 'python/report'],
    durationMs: 7100,
  });
});

test('a run without checks has an empty one', () => {
  expect(criticalPath({ plan: planOf([]), results: [] })).toEqual({ ids: [], durationMs: 0 });
});
