import { canonicalJson } from '../model/canonical-json.ts';
import { compareText } from '../model/compare-text.ts';
import { LEVELS } from '../model/level.ts';
import type { Lock } from '../model/lock.ts';
import type { Plan } from '../model/plan.ts';
import type { ResolvedPolicy } from '../model/policy.ts';
import { waiverSubject } from '../model/waiver-subject.ts';

export interface LockInput {
  readonly plan: Plan;
  readonly policy: Pick<ResolvedPolicy, 'limits' | 'waivers'>;
  /** How many findings the baseline accepts. */
  readonly baselineFindings: number;
  /** Versions of the tools that the project itself does not pin. */
  readonly tools: Readonly<Record<string, string>>;
}

/** What the gate promises now, sorted. Depends on what is planned, not on what a run selects or what changed. */
export function makeLock({ plan, policy, baselineFindings, tools }: LockInput): Lock {
  const checks = plan.checks.map(({ id, level, skip }) => ({
    id,
    level,
    ...(skip === 'disabled' ? { disabled: true as const } : {}),
  }));
  const own = plan.checks.flatMap(({ checkId, limits }) => limits.map((limit) => ({ checkId, ...limit })));
  const limits = [...own, ...policy.limits.filter(({ over }) => over !== undefined)];
  return {
    schemaVersion: 1,
    checks: checks.sort((a, b) => compareText(a.id, b.id)),
    limits: distinct(limits).sort((a, b) => compareText(limitKey(a), limitKey(b))),
    waivers: distinct(policy.waivers).sort(
      (a, b) =>
        compareText(waiverSubject(a), waiverSubject(b)) || compareText(canonicalJson(a), canonicalJson(b)),
    ),
    baseline: { findings: baselineFindings },
    tools: Object.fromEntries(Object.entries(tools).sort(([a], [b]) => compareText(a, b))),
  };
}

// The cells of one check bring the same limits.
function distinct<T>(items: readonly T[]): T[] {
  return [...new Map(items.map((item) => [canonicalJson(item), item])).values()];
}

function limitKey({ checkId, rule }: Lock['limits'][number]): string {
  return `${checkId ?? ''} ${rule}`;
}

/** The text of `ci.lock.json`: sorted, one line a fact, so that a diff shows what was promised and two branches merge. */
export function lockText(lock: Lock): string {
  const list = (items: readonly unknown[]): string =>
    items.length === 0 ? '[]' : `[\n${items.map((item) => `    ${canonicalJson(item)}`).join(',\n')}\n  ]`;
  const tools = Object.entries(lock.tools).map(
    ([name, version]) => `    ${JSON.stringify(name)}: ${JSON.stringify(version)}`,
  );
  return [
    '{',
    `  "schemaVersion": ${lock.schemaVersion},`,
    `  "checks": ${list(lock.checks)},`,
    `  "limits": ${list(lock.limits)},`,
    `  "waivers": ${list(lock.waivers)},`,
    `  "baseline": ${canonicalJson(lock.baseline)},`,
    `  "tools": ${tools.length === 0 ? '{}' : `{\n${tools.join(',\n')}\n  }`}`,
    '}',
    '',
  ].join('\n');
}

/** Every way in which a lock differs from what the config says now, in words; empty when it does not. */
export function compareLock(lock: Lock, current: Lock): readonly string[] {
  return [
    ...compareSets({
      lock: new Map(
        lock.checks.map((check) => [
          `check ${check.id}`,
          check.level + (check.disabled === true ? ', disabled' : ''),
        ]),
      ),
      current: new Map(
        current.checks.map((check) => [
          `check ${check.id}`,
          check.level + (check.disabled === true ? ', disabled' : ''),
        ]),
      ),
    }),
    ...compareSets({ lock: limitFacts(lock), current: limitFacts(current) }),
    ...compareSets({ lock: waiverFacts(lock), current: waiverFacts(current) }),
    ...compareSets({
      lock: new Map([['the size of the baseline', String(lock.baseline.findings)]]),
      current: new Map([['the size of the baseline', String(current.baseline.findings)]]),
    }),
    ...compareSets({ lock: toolFacts(lock), current: toolFacts(current) }),
  ];
}

type Facts = ReadonlyMap<string, string>;

// The checks of one id may have limits that differ and yet are of one rule: none of them may go without a word.
function limitFacts({ limits }: Lock): Facts {
  const facts = new Map<string, string>();
  for (const limit of limits) {
    const name = `limit ${limit.rule}${limit.checkId === undefined ? '' : ` of ${limit.checkId}`}`;
    const words = [...(facts.has(name) ? [facts.get(name) ?? ''] : []), limitWords(limit)];
    facts.set(name, words.sort(compareText).join('; '));
  }
  return facts;
}

function limitWords({ rule: _rule, checkId: _checkId, ...rest }: Lock['limits'][number]): string {
  return canonicalJson(rest);
}

function waiverFacts({ waivers }: Lock): Facts {
  const facts = new Map<string, string>();
  for (const waiver of waivers) {
    const name = `waiver of ${waiverSubject(waiver)}`;
    const words = `until ${waiver.expires} by ${waiver.owner}: ${waiver.reason}`;
    facts.set(name, facts.has(name) ? `${facts.get(name)}; ${words}` : words);
  }
  return facts;
}

function toolFacts({ tools }: Lock): Facts {
  return new Map(Object.entries(tools).map(([name, version]) => [`tool ${name}`, version]));
}

function compareSets({
  lock,
  current,
}: {
  readonly lock: Facts;
  readonly current: Facts;
}): readonly string[] {
  const names = [...new Set([...lock.keys(), ...current.keys()])].sort(compareText);
  return names.flatMap((name) => {
    const [was, is] = [lock.get(name), current.get(name)];
    if (was === is) return [];
    if (was === undefined) return [`${name} (${is}) is not in the lock`];
    if (is === undefined) return [`${name} (${was}) is in the lock and no longer in the config`];
    return [`${name} is ${is}, in the lock ${was}`];
  });
}

/**
 * Reads the text of `ci.lock.json`. Throws an Error that says what is wrong: a lock that is half understood would
 * promise half.
 */
export function parseLock(text: string): Lock {
  const value: unknown = JSON.parse(text);
  if (!isObject(value)) throw new Error('it is not a JSON object');
  const { schemaVersion, checks, limits, waivers, baseline, tools } = value;
  if (schemaVersion !== 1)
    throw new Error(`schemaVersion is ${JSON.stringify(schemaVersion)}, and this Sluice reads 1`);
  if (!Array.isArray(checks) || !checks.every(isLockedCheck))
    throw new Error('`checks` is no list of ids with a level');
  if (!Array.isArray(limits) || !limits.every((limit) => isObject(limit) && typeof limit.rule === 'string'))
    throw new Error('`limits` is no list of limits');
  if (!Array.isArray(waivers) || !waivers.every(isObject)) throw new Error('`waivers` is no list of waivers');
  if (!isObject(baseline) || !Number.isInteger(baseline.findings))
    throw new Error('`baseline.findings` is no whole number');
  if (!isObject(tools) || !Object.values(tools).every((version) => typeof version === 'string'))
    throw new Error('`tools` is no list of versions');
  return value as unknown as Lock;
}

function isLockedCheck(check: unknown): boolean {
  if (!isObject(check)) return false;
  const { id, level, disabled } = check;
  const isKnown = (LEVELS as readonly unknown[]).includes(level);
  return typeof id === 'string' && isKnown && (disabled === undefined || disabled === true);
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
