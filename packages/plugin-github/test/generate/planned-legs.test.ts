import type { PlannedCheck } from '@sluice/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MOST_LEGS, plannedLegs } from '../../src/generate/planned-legs.ts';
import { optionsOf } from './project.ts';

type Planned = Parameters<typeof plannedLegs>[0][number];

function planned(id: string, more: Partial<PlannedCheck> = {}): Planned {
  const [checkId = '', python] = id.split('@');
  return {
    id,
    checkId,
    cell: python === undefined ? {} : { python },
    phase: 'check',
    level: 'required',
    needs: [],
    decision: 'run',
    ...more,
  };
}

const PLAN: readonly Planned[] = [
  planned('github/actionlint', { phase: 'preflight' }),
  planned('python/env@3.11'),
  planned('python/env@3.12'),
  planned('python/pytest@3.11', { needs: ['python/env@3.11'] }),
  planned('python/pytest@3.12', { needs: ['python/env@3.12'] }),
  planned('python/black', { needs: ['python/env@3.12'] }),
  planned('security/bandit'),
  planned('security/pip-audit', { level: 'optional' }),
  planned('docker/build', { level: 'optional' }),
  planned('repo/docs', { decision: 'skip' }),
];

const shape = (layout: 'single' | 'groups' | 'checks', jobs = {}) => {
  const legs = plannedLegs(PLAN, optionsOf({ layout, jobs }));
  return Object.entries(legs.jobs).flatMap(([glob, list]) =>
    list.map(({ name, ids, python, optional }) => [glob, name, ids.split('\n'), python, optional]),
  );
};

describe('how checks are shared out to machines', () => {
  it('puts a group on each: a Python, security, docker that may fail; checks joined by needs together', () => {
    expect(shape('groups')).toEqual([
      ['', 'python@3.11', ['python/env@3.11', 'python/pytest@3.11'], '3.11', false],
      ['', 'python@3.12', ['python/env@3.12', 'python/pytest@3.12', 'python/black'], '3.12', false],
      ['', 'security', ['security/bandit', 'security/pip-audit'], '3.12', false],
      ['', 'docker', ['docker/build'], '3.12', true],
    ]);
    expect(plannedLegs(PLAN, optionsOf()).preflight).toBe('github/actionlint');
  });

  it('puts all on one, or each check with what it needs on its own', () => {
    expect(shape('single').map(([, , ids]) => (ids as string[]).length)).toEqual([8]);
    expect(shape('checks').map(([, name]) => name)).toEqual([
      'python/pytest@3.11',
      'python/black',
      'security/bandit',
      'security/pip-audit',
      'docker/build',
    ]);
  });

  it('gives those that a key of jobs means to its job: a plugin, a group, a check', () => {
    const named = (jobs: object) => shape('groups', jobs).map(([glob, name]) => [glob, name]);
    expect(named({ python: {} })).toContainEqual(['python', 'python@3.11']);
    expect(named({ '*@3.12': {} })).toContainEqual(['*@3.12', 'python@3.12']);
    expect(named({ '*@3.12': {} })).toContainEqual(['', 'python@3.11']);
    expect(named({ 'docker/*': {} })).toContainEqual(['docker/*', 'docker']);
  });

  it.each(['single', 'groups', 'checks'] as const)(
    'fits 300 checks into 256 machines: layout %s',
    (layout) => {
      const checks = Array.from({ length: 300 }, (_, index) => planned(`plugin-${index}/check`));
      const { jobs } = plannedLegs(
        checks,
        optionsOf({ layout, jobs: { 'plugin-1?/*': {}, 'plugin-7/*': {} } }),
      );
      const legs = Object.values(jobs).flat();
      expect(legs.length).toBeLessThanOrEqual(MOST_LEGS);
      expect(legs.flatMap(({ ids }) => ids.split('\n')).toSorted()).toEqual(
        checks.map(({ id }) => id).toSorted(),
      );
      expect(new Set(legs.map(({ slug }) => slug)).size).toBe(legs.length);
    },
  );

  it('never loses a check, never runs one twice, never parts two that are joined, whatever the plan', () => {
    const some = fc.array(fc.record({ plugin: fc.nat(400), need: fc.nat(400) }), { maxLength: 400 });
    fc.assert(
      fc.property(some, fc.constantFrom('single', 'groups', 'checks'), (drawn, layout) => {
        const checks = drawn.map(({ plugin, need }, index) =>
          planned(`p${plugin}/c${index}`, {
            needs: need < index && need % 3 === 0 ? [`p${drawn[need]?.plugin}/c${need}`] : [],
          }),
        );
        const { jobs } = plannedLegs(checks, optionsOf({ layout: layout as 'single', jobs: { 'p1*': {} } }));
        const legs = Object.values(jobs).flat();
        const where = new Map(legs.flatMap(({ ids, slug }) => ids.split('\n').map((id) => [id, slug])));
        expect(legs.flatMap(({ ids }) => ids.split('\n'))).toHaveLength(checks.length);
        expect(legs.length).toBeLessThanOrEqual(MOST_LEGS);
        for (const { id, needs } of checks)
          for (const one of needs) expect(where.get(one)).toBe(where.get(id));
      }),
      { numRuns: 60 },
    );
  });
});
