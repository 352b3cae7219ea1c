import { suggest } from '../errors/suggest.ts';
import { LITERALS } from './literals.ts';
import type { FailureRule } from './failure-rule.ts';
import { readRules, type RuleFault, type RuleSource } from './read-rules.ts';
import { RULES } from './rules.ts';

/** The rules that count in one project. */
export interface RuleSet {
  readonly rules: readonly FailureRule[];
  /** One of these stands in every line that a rule knows. */
  readonly literals: readonly string[];
}

/** Core's own. */
export const CORE_RULES: RuleSet = { rules: RULES, literals: LITERALS };

/** Core's rules and those of others, without the disabled ones. A rule of others comes first: it knows more of its tool. */
export function ruleSet(
  sources: readonly RuleSource[],
  disable: readonly string[] = [],
): RuleSet & { readonly faults: readonly RuleFault[] } {
  const read = readRules(sources);
  const all = [...read.rules, ...RULES];
  const ids = new Set([
    ...all.map(({ id }) => id),
    ...read.faults.map(({ from, rule }) => `${from}/${rule}`),
  ]);
  const unknown = disable
    .filter((id) => !ids.has(id))
    .map((id) => ({ rule: id, from: 'repo', detail: `there is none to disable${hint(id, [...ids])}` }));
  const rules = all.filter(({ id }) => !disable.includes(id));
  return { rules, literals: [...LITERALS, ...read.literals], faults: [...read.faults, ...unknown] };
}

function hint(id: string, ids: readonly string[]): string {
  const near = suggest(id, ids);
  return near === undefined ? '' : `; did you mean ${near}?`;
}
