import { LEVELS, type Level } from '../model/level.ts';
import type { PlannedCheck } from '../model/plan.ts';
import type { CheckResult } from '../model/result.ts';
import type { Objection } from '../model/verdict.ts';
import { baseWords } from './base-words.ts';
import { isDeferred, objection, type DecideInput } from './decide-input.ts';
import { effectOf, rowOf, type Condition, type GateRowKey } from './levels.ts';
import { measurementWords } from './limits.ts';
import { isInDate } from './waivers.ts';

/** Objections to single results: by the table, and to limits that only warn. */
export function objectToResults(input: DecideInput): readonly Objection[] {
  const planned = new Map(input.plan.checks.map((check) => [check.id, check]));
  return [
    ...input.results.flatMap((result) => objectTo(result, planned.get(result.id), input)),
    ...unaccounted(input),
    ...tooFlaky(input),
  ];
}

function objectTo(
  result: CheckResult,
  planned: PlannedCheck | undefined,
  input: DecideInput,
): readonly Objection[] {
  const { id: checkId } = result;
  const level = strongest(result.level, planned?.level);
  const isWaived = result.waiver !== undefined && isInDate(result.waiver, input.now);
  const row = rowOf({ ...result, isWaived });
  if (row === undefined) {
    const found =
      result.conclusion === 'skipped'
        ? `skipped for the reason ${String(result.skip)}`
        : String(result.conclusion);
    return [
      objection(
        'block',
        'unknown-conclusion',
        `${checkId} ended as ${found}, which this version does not know`,
        { checkId },
      ),
    ];
  }
  const effect = effectOf(row, level, (condition) => holds(condition, result, input));
  const found: Objection[] = [];
  if (effect !== 'ok') {
    const facts = { checkId, ...firstBroken(result) };
    found.push(
      objection(
        effect === 'shown' ? 'note' : effect,
        ruleOf(level, row),
        `${messageOf(result, row)}${baseWordsOf(result, planned, input)}`,
        facts,
      ),
    );
  }
  return [...found, ...warnings(result, level)];
}

// What the plan promised and what the result says must agree; where they do not, the stricter one counts.
function strongest(a: Level, b: Level | undefined): Level {
  if (!LEVELS.includes(a)) return a;
  return b === undefined || LEVELS.indexOf(a) > LEVELS.indexOf(b) ? a : b;
}

function holds(condition: Condition, { id }: CheckResult, input: DecideInput): boolean {
  if (condition === 'deferred') return isDeferred(input);
  if (condition === 'lock-disagrees') return input.lock !== undefined && !isLockedAsDisabled(id, input);
  // One flaky check is never too many by itself: that is for all of them together, see tooFlaky.
  return false;
}

function isLockedAsDisabled(id: string, { lock }: DecideInput): boolean {
  return lock?.checks.some((check) => check.id === id && check.disabled === true) ?? false;
}

function ruleOf(level: Level, row: GateRowKey): string {
  if (row === 'waived' || row === 'disabled') return row;
  if (row === 'success-after-retry') return 'flaky';
  return row === 'no-permission' ? row : `${level}-check`;
}

function firstBroken({ conclusion, limits }: CheckResult): Pick<Objection, 'measured' | 'limit'> {
  const broken = limits.find(({ isBroken, objection: how }) => isBroken && how === 'block');
  if (conclusion !== 'failure' || broken === undefined) return {};
  const { measured, limit } = broken;
  return { ...(measured === undefined ? {} : { measured }), limit };
}

/** For a failure of one limit; with several, a figure for each would only confuse. */
function baseWordsOf(
  { conclusion, limits, findings }: CheckResult,
  planned: PlannedCheck | undefined,
  { event }: DecideInput,
): string {
  const [broken, ...more] = limits.filter(({ isBroken, objection: how }) => isBroken && how === 'block');
  const limit = planned?.limits.find(({ rule, over }) => rule === broken?.rule && over === undefined);
  if (conclusion !== 'failure' || more.length > 0 || limit === undefined) return '';
  return baseWords(limit, findings, event);
}

const WORDS: Readonly<Record<GateRowKey, string>> = {
  success: 'succeeded',
  'success-after-retry': 'passed only after a retry',
  failure: 'failed',
  errored: 'errored, so it says nothing about the code',
  timed_out: 'did not end in time',
  cancelled: 'was cancelled',
  'not-affected': 'was not affected',
  'not-selected': 'was not selected',
  disabled: 'is disabled',
  'upstream-failed': 'could not run, for what it needs did not succeed',
  'no-permission': 'had no permission to run',
  absent: 'is in the lock and not in the plan',
  waived: 'failed and is waived',
};

function messageOf({ id, reason, waiver, attempts }: CheckResult, row: GateRowKey): string {
  if (row === 'waived' && waiver !== undefined) {
    return `${id} ${WORDS.waived} until ${waiver.expires} by ${waiver.owner}: ${waiver.reason}`;
  }
  if (row === 'success-after-retry') return `${id} ${WORDS[row]} (attempt ${attempts.length})`;
  return reason === undefined || reason === '' ? `${id} ${WORDS[row]}` : `${id} ${WORDS[row]}: ${reason}`;
}

function warnings({ id, limits, conclusion }: CheckResult, level: Level): readonly Objection[] {
  if (conclusion !== 'success' && conclusion !== 'failure') return [];
  return limits
    .filter(({ isBroken, objection: how }) => isBroken && how === 'warn')
    .map((broken) => {
      const facts = {
        checkId: id,
        limit: broken.limit,
        ...(broken.measured === undefined ? {} : { measured: broken.measured }),
      };
      return objection(
        level === 'informational' ? 'note' : 'warn',
        broken.rule,
        `${id}: ${measurementWords(broken)}`,
        facts,
      );
    });
}

/** The plan is the promise: a check without a result, a result without a plan, or one that did other than planned. */
function unaccounted({ plan, results, end }: DecideInput): readonly Objection[] {
  const byId = Map.groupBy(results, ({ id }) => id);
  const planned = new Set(plan.checks.map(({ id }) => id));
  const found: Objection[] = [];
  for (const check of plan.checks) {
    const { id: checkId, level } = check;
    const [result, ...more] = byId.get(checkId) ?? [];
    if (result === undefined) {
      // A run that never came so far says so once, by its problems or its end; a line for every check would bury it.
      const effect = end === 'completed' ? effectOf('errored', level, () => false) : 'note';
      if (effect !== 'ok' && effect !== 'shown')
        found.push(objection(effect, 'no-result', `${checkId} was planned and has no result`, { checkId }));
    } else if (more.length > 0) {
      found.push(objection('block', 'two-results', `${checkId} has ${more.length + 1} results`, { checkId }));
    } else if (!isAsPlanned(check, result)) {
      found.push(
        objection(
          'block',
          'not-as-planned',
          `${checkId} was planned to ${check.decision} and ended as ${result.skip ?? result.conclusion}`,
          { checkId },
        ),
      );
    }
  }
  const strangers = [...byId.keys()].filter((id) => !planned.has(id));
  return [
    ...found,
    ...strangers.map((checkId) =>
      objection('block', 'not-planned', `${checkId} has a result and is not in the plan`, { checkId }),
    ),
  ];
}

const PLANNED_SKIPS: readonly unknown[] = ['not-affected', 'not-selected', 'disabled'];

function isAsPlanned({ decision, skip }: PlannedCheck, { conclusion, skip: found }: CheckResult): boolean {
  if (decision === 'skip') return conclusion === 'skipped' && found === skip;
  return conclusion !== 'skipped' || !PLANNED_SKIPS.includes(found);
}

function tooFlaky({ results, policy }: DecideInput): readonly Objection[] {
  const flaky = results.filter(
    ({ level, flaky: isFlaky, conclusion }) =>
      isFlaky === true && conclusion === 'success' && level === 'required',
  );
  const { maxFlaky } = policy;
  if (maxFlaky === undefined || flaky.length <= maxFlaky) return [];
  const ids = flaky.map(({ id }) => id).sort();
  const message = `${flaky.length} checks passed only after a retry, limit ${maxFlaky}: ${ids.join(', ')}`;
  return [objection('block', 'max-flaky', message, { measured: flaky.length, limit: maxFlaky })];
}
