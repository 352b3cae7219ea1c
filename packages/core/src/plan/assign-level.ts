import { problemOf } from '../errors/ci-error.ts';
import { compileIdPattern, type IdPattern } from '../model/id-pattern.ts';
import { LEVELS, type Level } from '../model/level.ts';
import type { LevelDecision, ResolvedPolicy } from '../model/policy.ts';
import type { Problem } from '../model/problem.ts';
import type { ExpandedCheck } from './expand-matrix.ts';
import type { IdIndex } from './match-id.ts';

type LevelLists = Pick<ResolvedPolicy, 'required' | 'optional' | 'informational'>;

interface LevelRule extends IdPattern {
  readonly level: Level;
}

/** The level of every check and what gave it, by id with cell. */
export function assignLevels(
  index: IdIndex,
  policy: LevelLists,
): { readonly levels: ReadonlyMap<string, LevelDecision>; readonly problems: readonly Problem[] } {
  const rules = LEVELS.flatMap((level) =>
    policy[level].map((pattern): LevelRule => ({ ...compileIdPattern(pattern), level })),
  );
  const problems = rules
    .filter(({ pattern }) => index.find(pattern).length === 0)
    .map(({ level, pattern }) => unused(`${level}`, pattern, index));
  const levels = new Map<string, LevelDecision>();
  const conflicts = new Map<string, Problem>();
  for (const entry of index.all) {
    const { decision, conflict } = levelOf(entry, rules);
    levels.set(entry.id, decision);
    if (conflict !== undefined) conflicts.set(entry.id, conflict);
  }
  problems.push(...conflicts.values());
  const canBlock = index.all.some(
    ({ id, check }) => levels.get(id)?.level === 'required' && check.disabled === undefined,
  );
  if (!canBlock) problems.push(problemOf('POLICY_NOTHING_REQUIRED', {}, { path: 'policy.required' }));
  return { levels, problems };
}

/** The problem of a pattern in the policy that matches no check, with the nearest id that exists. */
export function unused(list: string, pattern: string, index: IdIndex): Problem {
  const problem = problemOf('POLICY_PATTERN_UNUSED', { list, pattern }, { path: `policy.${list}` });
  const nearest = pattern === '*' || pattern === '**' ? '*/*' : index.suggest(pattern);
  return nearest === undefined ? problem : { ...problem, hint: `Did you mean ${nearest}? ${problem.hint}` };
}

/**
 * An exact id wins, with a cell before one without; then the check's own level when it is optional or informational,
 * which a glob may lower and never raises; then the longest glob; then its own level; else required.
 */
function levelOf(
  { id, check }: ExpandedCheck,
  rules: readonly LevelRule[],
): { readonly decision: LevelDecision; readonly conflict?: Problem } {
  const matching = rules.filter((rule) => rule.matches(id));
  const own: LevelDecision = {
    level: check.level ?? 'required',
    from: check.level === undefined ? 'default' : 'plugin',
  };
  const exact = matching.filter((rule) => !rule.isGlob);
  const withCell = exact.filter((rule) => rule.pattern === id);
  const named = withCell.length > 0 ? withCell : exact;
  const globs = matching.filter((rule) => rule.isGlob);
  const longest = Math.max(0, ...globs.map(({ pattern }) => pattern.length));
  const ranked = named.length > 0 ? named : globs.filter(({ pattern }) => pattern.length === longest);
  const [first] = ranked;
  if (first === undefined) return { decision: own };
  const rival = ranked.find((rule) => rule.level !== first.level);
  const conflict =
    rival &&
    problemOf(
      'POLICY_LEVEL_CONFLICT',
      { id, first: first.level, second: rival.level },
      { path: `policy.${first.level}` },
    );
  const isRaise =
    first.isGlob && own.from === 'plugin' && isWeaker(own.level, first.level) && own.level !== 'required';
  const decision = isRaise ? own : { level: first.level, from: `policy.${first.level}: ${first.pattern}` };
  return { decision, conflict };
}

function isWeaker(a: Level, b: Level): boolean {
  return LEVELS.indexOf(a) < LEVELS.indexOf(b);
}
