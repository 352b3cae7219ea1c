import type { Changes } from '../../src/model/changes.ts';
import type { Check } from '../../src/model/check.ts';
import type { Plan, PlannedCheck } from '../../src/model/plan.ts';
import type { ResolvedPolicy } from '../../src/model/policy.ts';
import { makePlan, type PlanInput } from '../../src/plan/make-plan.ts';

export const everything: Changes = {
  scope: 'all',
  method: 'all-requested',
  reason: 'all files (--all)',
  files: [],
};

export function changed(...files: string[]): Changes {
  return { scope: 'files', method: 'merge-base', reason: 'since main', base: 'main', files };
}

export function check(id: string, more: Partial<Check> = {}): Check {
  return { id, title: id, run: () => ({ status: 'completed', findings: [] }), ...more };
}

type Policy = Pick<ResolvedPolicy, 'required' | 'optional' | 'informational' | 'limits'>;

export const noPolicy: Policy = { required: [], optional: [], informational: [], limits: [] };

export function plan(
  checks: readonly Check[],
  more: Partial<Omit<PlanInput, 'checks' | 'policy' | 'selection'>> & {
    readonly policy?: Partial<Policy>;
    readonly ids?: readonly string[];
    readonly skip?: readonly string[];
  } = {},
): ReturnType<typeof makePlan> {
  const { policy = {}, ids = [], skip = [], changes = everything, ...rest } = more;
  const selection = { ids, skip };
  return makePlan({ checks, policy: { ...noPolicy, ...policy }, selection, changes, ...rest });
}

export function ids({ plan: made }: { readonly plan: Plan }): string[] {
  return made.checks.map(({ id }) => id);
}

export function planned({ plan: made }: { readonly plan: Plan }, id: string): PlannedCheck {
  const found = made.checks.find((one) => one.id === id);
  if (found === undefined) throw new Error(`${id} is not in the plan`);
  return found;
}

/** What runs, by id, with the reason code. */
export function running(made: { readonly plan: Plan }): Record<string, string> {
  return Object.fromEntries(made.plan.checks.map(({ id, reasonCode }) => [id, reasonCode]));
}

export function codes({ problems }: { readonly problems: readonly { readonly code: string }[] }): string[] {
  return problems.map(({ code }) => code);
}
