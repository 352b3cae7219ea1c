import type { Objection, Verdict } from '../model/verdict.ts';
import { applyChanges, type Change } from './change.ts';
import type { DecideInput } from './decide-input.ts';
import { decide } from './decide.ts';
import { changesFor } from './derive-changes.ts';

/** What would flip a blocked verdict. */
export interface Counterfactual {
  /** Each is needed: without any one of them the verdict would still block. */
  readonly changes: readonly Change[];
  /** True when the changes were applied, the results concluded and the verdict decided again, and it did not block. */
  readonly isChecked: boolean;
  /** What the verdict would be; only when checked. */
  readonly flipsTo?: Verdict['level'];
  /** What no known change answers; empty when checked. */
  readonly left: readonly Objection[];
}

// A round answers objections and decides again; what it uncovers takes another. Far more than any report has kinds of.
const MAX_ROUNDS = 200;

/**
 * The smallest set of changes under which the verdict would not block: found by answering objections and deciding
 * again until none is left, then by trying to do without each. Only what was decided again is called checked.
 */
export function counterfactual(input: DecideInput): Counterfactual {
  let changes: readonly Change[] = [];
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    const changed = applyChanges(input, changes);
    const blocks = blocksOf(changed);
    if (blocks.length === 0) {
      const needed = withoutNeedless(input, changes);
      return {
        changes: needed,
        isChecked: true,
        flipsTo: decide(applyChanges(input, needed)).level,
        left: [],
      };
    }
    const next = nextChanges(blocks, changed, changes);
    if (next.length === 0) return { changes, isChecked: false, left: blocks };
    changes = [...changes, ...next];
  }
  return { changes, isChecked: false, left: blocksOf(applyChanges(input, changes)) };
}

function blocksOf(input: DecideInput): readonly Objection[] {
  return decide(input).objections.filter(({ level }) => level === 'block');
}

/**
 * Single checks before what is judged over them, one limit at a time: mending a check often brings such a limit down
 * by itself, and the other way round would ask for more than is needed.
 */
function nextChanges(
  blocks: readonly Objection[],
  input: DecideInput,
  known: readonly Change[],
): readonly Change[] {
  const fresh = (block: Objection): readonly Change[] =>
    changesFor(block, input).filter((change) => !known.some((one) => isSame(one, change)));
  const isSingle = ({ checkId, source }: Objection): boolean => checkId !== undefined && source === 'gate';
  const single = blocks.filter(isSingle).flatMap(fresh);
  if (single.length > 0) return single;
  return (
    blocks
      .filter((block) => !isSingle(block))
      .map(fresh)
      .find((changes) => changes.length > 0) ?? []
  );
}

function isSame(a: Change, b: Change): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

/** Drops every change that the rest can do without. One pass is enough: with fewer changes, none becomes needless. */
function withoutNeedless(input: DecideInput, changes: readonly Change[]): readonly Change[] {
  let needed = changes;
  for (const change of changes) {
    const rest = needed.filter((one) => one !== change);
    if (blocksOf(applyChanges(input, rest)).length === 0) needed = rest;
  }
  return needed;
}
