import type { Cell, Check, Provides } from '../model/check.ts';
import type { Plan, PlannedCheck } from '../model/plan.ts';
import type { Policy } from '../model/policy.ts';
import { expandMatrix } from '../plan/expand-matrix.ts';
import { makePlan } from '../plan/make-plan.ts';
import { resolvePolicy } from '../engine/read-committed.ts';

/** Stands for whatever the check needs: it hands over what the test says. */
const NEEDED = 'testing/needed';

interface PlanOneInput {
  readonly cell?: Cell;
  readonly provides?: Provides;
  readonly policy?: Policy;
}

interface PlannedOne {
  readonly plan: Plan;
  readonly planned: PlannedCheck;
  readonly checks: ReadonlyMap<string, Check>;
}

/** The plan of one check in one cell, with one check before it in place of all that it needs. */
export function planOne(check: Check, { cell, provides, policy }: PlanOneInput): PlannedOne {
  const alone: Check = { ...check, needs: provides === undefined ? [] : [NEEDED] };
  const needed: Check = {
    id: NEEDED,
    title: 'What the check needs',
    // Early, as whatever a preflight check needs has to be.
    phase: check.phase ?? 'check',
    run: () => ({ status: 'completed', findings: [], provides: provides ?? {} }),
  };
  const checks = provides === undefined ? [alone] : [needed, alone];
  // Its problems say what is wrong with a whole config; here there is none, and a check may well be informational.
  const { plan } = makePlan({
    checks,
    policy: resolvePolicy(policy ?? {}, []),
    selection: { ids: [], skip: [] },
    changes: { scope: 'all', method: 'all-requested', reason: 'a test', files: [] },
  });
  const cells = plan.checks.filter(({ checkId }) => checkId === check.id);
  const wanted = cell ?? firstCell(check);
  const planned = cells.find((one) => isCell(one.cell, wanted));
  if (planned === undefined) {
    throw new Error(
      `${check.id} has no cell ${JSON.stringify(cell)}; it has ${cells.map(({ id }) => id).join(', ')}`,
    );
  }
  return {
    plan: { ...plan, checks: plan.checks.filter(({ id }) => id === NEEDED || id === planned.id) },
    planned,
    checks: new Map(checks.flatMap(expandMatrix).map(({ id, check: one }) => [id, one])),
  };
}

/** In the order of the matrix as it is written; a plan has its cells sorted. */
function firstCell({ matrix = {} }: Check): Cell {
  return Object.fromEntries(Object.entries(matrix).map(([axis, values]) => [axis, values[0] ?? '']));
}

function isCell(cell: Cell, wanted: Cell): boolean {
  return Object.entries(wanted).every(([axis, value]) => cell[axis] === value);
}
