import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CheckContext, CheckOutcome } from '../../src/model/check.ts';
import type { CheckRun } from '../../src/model/result.ts';
import { failure, openRig, success, type PartialCheck, type Rig } from './rig.ts';

let rig: Rig;
beforeAll(async () => {
  rig = await openRig();
});
afterAll(() => rig.remove());

/** What happened, in order. */
interface Moment {
  readonly what: 'start' | 'end';
  readonly id: string;
}

const behaviours = ['success', 'failure', 'throws', 'garbage', 'skipped'] as const;

const node = fc.record({
  needs: fc.array(fc.nat(20), { maxLength: 3 }),
  weight: fc.integer({ min: 1, max: 6 }),
  kind: fc.constantFrom('plain', 'plain', 'plain', 'exclusive', 'writes'),
  phase: fc.constantFrom('check', 'check', 'check', 'preflight'),
  level: fc.constantFrom('required', 'optional', 'informational'),
  skip: fc.constantFrom(undefined, undefined, undefined, 'not-affected', 'disabled', 'not-selected'),
  behaviour: fc.constantFrom(...behaviours, 'success', 'success'),
  turns: fc.nat(4),
  retries: fc.nat(2),
});
type Node = typeof node extends fc.Arbitrary<infer T> ? T : never;

const pipeline = fc.record({
  nodes: fc.array(node, { minLength: 1, maxLength: 14 }),
  jobs: fc.integer({ min: 1, max: 4 }),
  failFast: fc.boolean(),
});

const turn = () => new Promise((resolve) => setImmediate(resolve));

function checksOf(
  nodes: readonly Node[],
  moments: Moment[],
  onStart: () => void = () => undefined,
): PartialCheck[] {
  return nodes.map((spec, index) => {
    const id = `a/c${index}`;
    const earlier = spec.needs.filter((need) => need < index).map((need) => `a/c${need}`);
    return {
      id,
      needs: [...new Set(earlier)].sort(),
      weight: spec.weight,
      exclusive: spec.kind === 'exclusive',
      writes: spec.kind === 'writes',
      phase: spec.phase,
      level: spec.level,
      skip: spec.skip,
      retry: { max: spec.retries, on: ['failure', 'errored'] },
      run: async ({ attempt, signal }: CheckContext) => {
        if (attempt === 1) moments.push({ what: 'start', id });
        onStart();
        for (let left = spec.turns; left > 0 && !signal.aborted; left -= 1) await turn();
        return outcomeOf(spec.behaviour);
      },
    };
  });
}

function outcomeOf(behaviour: Node['behaviour']): CheckOutcome {
  if (behaviour === 'throws') throw new Error('thrown');
  if (behaviour === 'garbage') return 'garbage' as unknown as CheckOutcome;
  if (behaviour === 'skipped') return { status: 'skipped', reason: 'not here' };
  return behaviour === 'failure' ? failure : success;
}

async function runAll(checks: readonly PartialCheck[], moments: Moment[], more: Parameters<Rig['run']>[1]) {
  rig.events.length = 0;
  const { runs } = await rig.run(checks, {
    ...more,
    emit: (event) => {
      if (event.type === 'check-ended') moments.push({ what: 'end', id: event.result.id });
    },
  });
  expect(rig.time.waiting()).toEqual([]);
  return runs;
}

/** Walks through what happened and holds the pool's rules at each moment. */
function assertPlaces(checks: readonly PartialCheck[], moments: readonly Moment[], jobs: number): void {
  const byId = new Map(checks.map((check) => [check.id, check]));
  const running = new Set<string>();
  for (const { what, id } of moments) {
    if (what === 'end') {
      running.delete(id);
      continue;
    }
    running.add(id);
    const together = [...running].map((one) => byId.get(one)!);
    const weight = together.reduce((sum, check) => sum + Math.min(jobs, check.weight ?? 1), 0);
    expect(weight).toBeLessThanOrEqual(jobs);
    if (together.some((check) => check.writes === true || check.exclusive === true))
      expect(together).toHaveLength(1);
  }
}

function assertNeeds(checks: readonly PartialCheck[], moments: readonly Moment[]): void {
  const ended = new Set<string>();
  const byId = new Map(checks.map((check) => [check.id, check]));
  for (const { what, id } of moments) {
    if (what === 'end') ended.add(id);
    else for (const need of byId.get(id)?.needs ?? []) expect(ended).toContain(need);
  }
}

function assertAccounts(
  checks: readonly PartialCheck[],
  runs: readonly CheckRun[],
  moments: readonly Moment[],
): void {
  expect(runs.map(({ id }) => id)).toEqual(checks.map(({ id }) => id));
  for (const { id } of checks) {
    expect(moments.filter((moment) => moment.id === id && moment.what === 'end')).toHaveLength(1);
  }
  for (const [index, run] of runs.entries()) {
    const { skip } = checks[index]!;
    if (skip !== undefined) expect(run).toMatchObject({ skip, attempts: [] });
    // Every other is accounted for by what was tried, or by the need that kept it from running.
    else
      expect(run.attempts.length > 0 || (run.skip === 'upstream-failed' && run.reason !== undefined)).toBe(
        true,
      );
  }
}

describe('any plan', () => {
  it('runs within its places, after its needs, and accounts for every check', async () => {
    await fc.assert(
      fc.asyncProperty(pipeline, async ({ nodes, jobs, failFast }) => {
        const moments: Moment[] = [];
        const checks = checksOf(nodes, moments);
        const runs = await runAll(checks, moments, { jobs, failFast });
        assertPlaces(checks, moments, jobs);
        assertNeeds(checks, moments);
        assertAccounts(checks, runs, moments);
      }),
      { numRuns: 150 },
    );
  });

  it('settles and accounts for every check when it is cancelled at any moment', async () => {
    await fc.assert(
      fc.asyncProperty(pipeline, fc.nat(20), async ({ nodes, jobs, failFast }, startsBefore) => {
        const moments: Moment[] = [];
        const abort = new AbortController();
        let starts = 0;
        const checks = checksOf(nodes, moments, () => {
          starts += 1;
          if (starts > startsBefore) abort.abort('SIGINT');
        });
        if (startsBefore === 20) abort.abort('SIGINT');
        const runs = await runAll(checks, moments, { jobs, failFast, signal: abort.signal });
        assertPlaces(checks, moments, jobs);
        assertAccounts(checks, runs, moments);
      }),
      { numRuns: 150 },
    );
  });

  it('starts in the same order every time', async () => {
    await fc.assert(
      fc.asyncProperty(pipeline, async ({ nodes }) => {
        const order = async () => {
          const moments: Moment[] = [];
          await runAll(checksOf(nodes, moments), moments, { jobs: 1 });
          return moments.filter(({ what }) => what === 'start').map(({ id }) => id);
        };
        expect(await order()).toEqual(await order());
      }),
      { numRuns: 40 },
    );
  });

  it('gives a check that succeeds only needs that did, or were planned away in the open', async () => {
    await fc.assert(
      fc.asyncProperty(pipeline, async ({ nodes, jobs }) => {
        const moments: Moment[] = [];
        const checks = checksOf(nodes, moments);
        const runs = await runAll(checks, moments, { jobs });
        const ok = new Set(
          runs
            .filter(
              ({ attempts }) =>
                attempts.at(-1)?.status === 'completed' && attempts.at(-1)?.findings.length === 0,
            )
            .map(({ id }) => id),
        );
        for (const [index, run] of runs.entries()) {
          if (run.attempts.length === 0) continue;
          for (const need of checks[index]?.needs ?? []) {
            const needed = checks.find(({ id }) => id === need);
            expect(ok.has(need) || needed?.skip === 'not-affected' || needed?.skip === 'disabled').toBe(true);
          }
        }
      }),
      { numRuns: 100 },
    );
  });
});
