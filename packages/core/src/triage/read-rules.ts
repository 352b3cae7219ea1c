import { messageOf } from '../errors/message-of.ts';
import { PERSISTENT_CATEGORIES, TRANSIENT_CATEGORIES } from '../model/triage.ts';
import type { FailureRule as GivenRule } from '../plugin/plugin.ts';
import type { FailureRule, TransientRule } from './failure-rule.ts';
import { patternFacts } from './pattern-facts.ts';

/** Rules as a plugin or a config gives them. */
export interface RuleSource {
  /** The plugin's name; `repo` for those of the config. It is the first part of their ids. */
  readonly from: string;
  readonly rules: readonly GivenRule[];
}

/** Why a rule cannot be used. */
export interface RuleFault {
  readonly rule: string;
  readonly from: string;
  readonly detail: string;
}

export interface ReadRules {
  readonly rules: readonly FailureRule[];
  /** One for each rule: a line in which none stands is known by none of them. */
  readonly literals: readonly string[];
  readonly faults: readonly RuleFault[];
}

const ID = /^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/u;
/** For a line of 2,000 characters 40 million steps at worst. */
const MOST_WAYS = 20_000;
const LEAST_LITERAL = 3;

/** Reads rules that others wrote, each held to its examples. Every mistake is told; what has one is left out. */
export function readRules(sources: readonly RuleSource[]): ReadRules {
  const rules: FailureRule[] = [];
  const literals: string[] = [];
  const faults: RuleFault[] = [];
  const known = new Set<string>();
  for (const { from, rules: given } of sources)
    for (const [index, one] of given.entries()) {
      const name = typeof one.id === 'string' && one.id !== '' ? one.id : `number ${index + 1}`;
      const found = faultsOf(one);
      const id = `${from}/${name}`;
      if (known.has(id)) found.push('another has the same id');
      known.add(id);
      faults.push(...found.map((detail) => ({ rule: name, from, detail })));
      if (found.length > 0) continue;
      rules.push(ruleOf(one, id, from));
      literals.push(patternFacts(one.pattern).literal);
    }
  return { rules, literals, faults };
}

function faultsOf(rule: GivenRule): string[] {
  const { id, category, verdict, pattern, source, mustMatch, mustNotMatch, programs = [] } = rule;
  const faults: string[] = [];
  if (typeof id !== 'string' || !ID.test(id)) faults.push('its id is not in kebab-case');
  const isVerdict = verdict === 'transient' || verdict === 'persistent';
  if (!isVerdict) faults.push('its verdict is neither transient nor persistent');
  const categories: readonly string[] =
    verdict === 'transient' ? TRANSIENT_CATEGORIES : PERSISTENT_CATEGORIES;
  if (isVerdict && !categories.includes(category))
    faults.push(`there is no ${verdict} category ${String(category)}; there are ${categories.join(', ')}`);
  if (typeof source !== 'string' || source.trim() === '') faults.push('it names no source of its claim');
  if (!isTexts(programs)) faults.push('its programs are no list of names');
  if (!isTexts(mustMatch) || mustMatch.length === 0) faults.push('it has no example in mustMatch');
  if (!isTexts(mustNotMatch) || mustNotMatch.length === 0) faults.push('it has no example in mustNotMatch');
  const fault = patternFault(pattern);
  if (fault !== undefined) return [...faults, `its pattern ${fault}`];
  const compiled = new RegExp(pattern, 'u');
  for (const text of isTexts(mustMatch) ? mustMatch : [])
    if (!compiled.test(text)) faults.push(`its pattern does not match its example ${JSON.stringify(text)}`);
  for (const text of isTexts(mustNotMatch) ? mustNotMatch : [])
    if (compiled.test(text)) faults.push(`its pattern matches ${JSON.stringify(text)}, which it must not`);
  return faults;
}

const isTexts = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.every((one) => typeof one === 'string' && one !== '');

/** Nothing is held to a pattern before this says that it cannot take long. */
function patternFault(pattern: unknown): string | undefined {
  if (typeof pattern !== 'string' || pattern === '') return 'is no text';
  try {
    RegExp(pattern, 'u');
  } catch (error) {
    return `is none: ${messageOf(error)}`;
  }
  try {
    const { ways, literal } = patternFacts(pattern);
    if (ways > MOST_WAYS)
      return `can be tried in ${ways > 1e15 ? 'far too many' : ways} ways at one place of a line, at most ${MOST_WAYS}; use smaller bounds`;
    return literal.length < LEAST_LITERAL
      ? 'has no text of three characters or more that stands in everything it matches; write one rule for each alternative'
      : undefined;
  } catch (error) {
    return messageOf(error);
  }
}

function ruleOf(given: GivenRule, id: string, from: string): FailureRule {
  const { category, verdict, pattern, source, mustMatch, mustNotMatch, programs } = given;
  const facts = {
    id,
    matches: new RegExp(pattern, 'u'),
    source,
    examples: { is: mustMatch, not: mustNotMatch },
  };
  // The category was found in the list of its verdict.
  if (verdict === 'persistent')
    return { ...facts, kind: 'persistent', category: category as 'test', weight: 'veto' };
  const rule: TransientRule = {
    ...facts,
    kind: 'transient',
    category: category as TransientRule['category'],
    weight: 'conclusive',
    by: 'anybody',
    where: 'line',
    ofPlugin: from,
  };
  return programs === undefined ? rule : { ...rule, programs };
}
