import { problemOf } from '../errors/ci-error.ts';
import { messageOf } from '../errors/message-of.ts';
import type { Check } from '../model/check.ts';
import type { Problem } from '../model/problem.ts';
import { expandMatrix } from './expand-matrix.ts';
import { checkFaults } from './validate-check.ts';

/** A check as it was handed in, with the name of the plugin that did; `repo` for the config's own. */
export interface CollectedCheck {
  readonly check: Check;
  readonly plugin: string;
}

/**
 * Validates the collected checks and freezes them. Several may have one id, as long as their cells are apart. All
 * mistakes are reported at once; a check with one is left out, which is safe only because any problem keeps the run from
 * starting.
 */
export function collectChecks(collected: readonly CollectedCheck[]): {
  readonly checks: readonly Check[];
  readonly problems: readonly Problem[];
} {
  const checks: Check[] = [];
  const byId = new Map<string, Check[]>();
  const problems: Problem[] = [];
  for (const [index, { check, plugin }] of collected.entries()) {
    const faults = faultsOf(check, plugin);
    const id = nameOf(check, `number ${index + 1} of ${plugin}`);
    problems.push(...faults.map((detail) => problemOf('CHECK_INVALID', { id, detail }, { plugin })));
    if (faults.length > 0) continue;
    const known = byId.get(id) ?? [];
    const conflict = conflictOf(check, known);
    if (conflict !== undefined) {
      problems.push(problemOf('CHECK_DUPLICATE', { id, detail: conflict }, { plugin }));
      continue;
    }
    const frozen = Object.freeze({ ...check });
    checks.push(frozen);
    byId.set(id, [...known, frozen]);
  }
  return { checks, problems };
}

/**
 * Why a check cannot stand beside others of its id; undefined when it can: over the same axes, in cells that none of
 * them has. Cells over other axes would have names that say two things.
 */
function conflictOf(check: Check, known: readonly Check[]): string | undefined {
  const [first] = known;
  if (first === undefined) return undefined;
  const axes = Object.keys(check.matrix ?? {});
  if (axes.length === 0 || axes.join(',') !== Object.keys(first.matrix ?? {}).join(','))
    return 'and not over the same axes';
  const taken = new Set(known.flatMap(expandMatrix).map(({ id }) => id));
  const twice = expandMatrix(check).find(({ id }) => taken.has(id));
  return twice === undefined ? undefined : `and both have the cell ${twice.id}`;
}

// A getter that throws is garbage like any other: it must not stop the others from being looked at.
function faultsOf(check: unknown, plugin: string): readonly string[] {
  try {
    return checkFaults(check, plugin);
  } catch (error) {
    return [`cannot be read: ${messageOf(error)}`];
  }
}

function nameOf(check: unknown, otherwise: string): string {
  try {
    const { id } = check as { readonly id?: unknown };
    return typeof id === 'string' && id !== '' ? id : otherwise;
  } catch {
    return otherwise;
  }
}
