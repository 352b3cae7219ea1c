import { problemOf } from '../errors/ci-error.ts';
import { messageOf } from '../errors/message-of.ts';
import type { Check } from '../model/check.ts';
import type { Problem } from '../model/problem.ts';
import { checkFaults } from './validate-check.ts';

/** A check as it was handed in, with the name of the plugin that did; `repo` for the config's own. */
export interface CollectedCheck {
  readonly check: Check;
  readonly plugin: string;
}

/**
 * Validates the collected checks and freezes them. All mistakes are reported at once; a check with one is left out,
 * which is safe only because any problem keeps the run from starting.
 */
export function collectChecks(collected: readonly CollectedCheck[]): {
  readonly checks: readonly Check[];
  readonly problems: readonly Problem[];
} {
  const checks = new Map<string, Check>();
  const problems: Problem[] = [];
  for (const [index, { check, plugin }] of collected.entries()) {
    const faults = faultsOf(check, plugin);
    const id = nameOf(check, `number ${index + 1} of ${plugin}`);
    problems.push(...faults.map((detail) => problemOf('CHECK_INVALID', { id, detail }, { plugin })));
    if (faults.length > 0) continue;
    if (checks.has(id)) problems.push(problemOf('CHECK_DUPLICATE', { id }, { plugin }));
    else checks.set(id, Object.freeze({ ...check }));
  }
  return { checks: [...checks.values()], problems };
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
