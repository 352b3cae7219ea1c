import type { SkipReason } from '../model/conclusion.ts';
import type { Limit } from '../model/limit.ts';
import type { PlannedCheck } from '../model/plan.ts';
import type { Affected } from './affected.ts';
import type { ExpandedCheck } from './expand-matrix.ts';
import type { IdIndex } from './match-id.ts';
import { invert } from './order.ts';
import type { Needs } from './resolve-needs.ts';
import type { Selected } from './select.ts';

/** Run or skip, and why, in a code and in words. */
export type Decision = Pick<PlannedCheck, 'decision' | 'skip' | 'reasonCode' | 'reason' | 'proof'>;

export interface DecisionInput {
  readonly index: IdIndex;
  readonly needs: Needs;
  readonly selected: Selected;
  readonly affected: (check: ExpandedCheck['check']) => Affected;
  /** All limits over several checks, the policy's and the checks' own. */
  readonly overLimits: readonly Limit[];
}

/**
 * Decides for every check whether it runs. Disabled comes first, so that it is seen in every plan; then what was asked
 * for; then what is affected. What a running check needs runs too, and so does every contributor of a limit over
 * several checks as soon as one of them runs: such a limit is never taken over a part.
 */
export function makeDecisions(input: DecisionInput): ReadonlyMap<string, Decision> {
  const decisions = new Map<string, Decision>();
  refuse(input, decisions);
  const { named } = input.selected;
  for (const { id, check } of input.index.all) {
    if (decisions.has(id) || (named !== undefined && !named.has(id))) continue;
    decisions.set(
      id,
      named === undefined ? byChange(input.affected(check)) : run('selected', 'asked for by id'),
    );
  }
  if (named === undefined) spreadToDependants(input, decisions);
  do addNeeds(input, decisions);
  while (completeLimits(input, decisions));
  for (const { id } of input.index.all) {
    if (!decisions.has(id))
      decisions.set(id, skip('not-selected', 'not among the ids asked for, and none of them needs it'));
  }
  return decisions;
}

function run(reasonCode: string, reason: string): Decision {
  return { decision: 'run', reasonCode, reason };
}

function skip(reason: SkipReason, words: string): Decision {
  return { decision: 'skip', skip: reason, reasonCode: reason, reason: words };
}

function byChange({ isAffected, reasonCode, reason, proof }: Affected): Decision {
  if (isAffected) return run(reasonCode, reason);
  return { ...skip('not-affected', reason), ...(proof === undefined ? {} : { proof }) };
}

/** What cannot run whatever is asked: disabled checks, those left out, and those that need one left out. */
function refuse({ index, needs, selected }: DecisionInput, decisions: Map<string, Decision>): void {
  const neededBy = invert(needs);
  for (const { id, check } of index.all) {
    if (check.disabled !== undefined) decisions.set(id, skip('disabled', check.disabled));
  }
  const queue = [...selected.left].map((id) => ({ id, reason: 'left out with --skip' }));
  for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
    const { id, reason } = next;
    if (decisions.has(id)) continue;
    decisions.set(id, skip('not-selected', reason));
    queue.push(
      ...(neededBy.get(id) ?? []).map((other) => ({ id: other, reason: `needs ${id}, which is left out` })),
    );
  }
}

/**
 * A check builds on what it needs: where that is affected by a change of its inputs, so is the check. A need without
 * inputs says nothing of what changes it, and is not taken to change with every file.
 */
function spreadToDependants({ index, needs }: DecisionInput, decisions: Map<string, Decision>): void {
  const neededBy = invert(needs);
  const queue = index.all
    .filter(({ id, check }) => check.inputs !== undefined && decisions.get(id)?.reasonCode === 'affected')
    .map(({ id }) => id);
  for (let id = queue.shift(); id !== undefined; id = queue.shift()) {
    for (const dependant of neededBy.get(id) ?? []) {
      if (decisions.get(dependant)?.skip !== 'not-affected') continue;
      decisions.set(dependant, run('affected', `${id}, which it needs, is affected`));
      queue.push(dependant);
    }
  }
}

function addNeeds({ index, needs }: DecisionInput, decisions: Map<string, Decision>): void {
  const queue = index.all.filter(({ id }) => decisions.get(id)?.decision === 'run').map(({ id }) => id);
  for (let id = queue.shift(); id !== undefined; id = queue.shift()) {
    for (const need of needs.get(id) ?? []) {
      const known = decisions.get(need);
      if (known !== undefined && known.skip !== 'not-affected') continue;
      decisions.set(need, run('needed-by', `needed by ${id}`));
      queue.push(need);
    }
  }
}

/**
 * Runs the contributors that were not affected, where another runs. Nothing recorded stands in for them yet, and a sum
 * over a part would let findings vanish. Says whether anything changed, for what is added has needs of its own.
 */
function completeLimits({ index, overLimits }: DecisionInput, decisions: Map<string, Decision>): boolean {
  let hasChanged = false;
  for (const { rule, over = [] } of overLimits) {
    const contributors = over.flatMap((pattern) => index.find(pattern)).map(({ id }) => id);
    const running = contributors.find((id) => decisions.get(id)?.decision === 'run');
    if (running === undefined) continue;
    for (const id of contributors) {
      if (decisions.get(id)?.skip !== 'not-affected') continue;
      decisions.set(id, run('completes-limit', `counts towards ${rule} together with ${running}`));
      hasChanged = true;
    }
  }
  return hasChanged;
}
