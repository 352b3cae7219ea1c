import type { Finding, RunReport } from '@sluice/core';
import { finding, objection, report, result } from '../../../core/test/report/builders.ts';

/** Findings of Ruff's, each on a line of its own. */
export function findings(many: number, over: Partial<Finding> = {}): readonly Finding[] {
  return Array.from({ length: many }, (_, index) =>
    finding({
      message: `finding ${index}`,
      location: { path: `src/app-${index % 10}.py`, line: index + 1 },
      ...over,
    }),
  );
}

/** A run that one required check blocks, with so many findings. */
export function blockedRun(many = 3, over: Partial<RunReport> = {}): RunReport {
  return report({
    results: [
      result('python/ruff', { conclusion: 'failure', findings: findings(many) }),
      result('python/black'),
    ],
    verdict: {
      level: 'block',
      objections: [objection({ checkId: 'python/ruff', message: `${many} findings` })],
    },
    ...over,
  });
}

/** A run that passes. */
export function passedRun(over: Partial<RunReport> = {}): RunReport {
  return report({ results: [result('python/ruff'), result('python/black')], ...over });
}
