import type { Finding } from '../model/finding.ts';
import type { Limit, LimitMeasurement } from '../model/limit.ts';
import type { CheckResult } from '../model/result.ts';
import type { Objection } from '../model/verdict.ts';
import type { Change } from './change.ts';
import type { DecideInput } from './decide-input.ts';
import { countedBy, shortNumber } from './limits.ts';
import { objectToWeakening } from './object-to-weakening.ts';
import { smallestFix, type SmallestFix } from './smallest-fix.ts';
import { distinctFindings, judgeOver, overLimits } from './over-limits.ts';

const SHOWN = 3;
const SHOWN_UPGRADES = 10;

/** What would have to change for one blocking objection to go; empty when nothing that is known of would do. */
export function changesFor(blocking: Objection, input: DecideInput): readonly Change[] {
  const { source, rule, checkId, message } = blocking;
  if (source !== 'gate') {
    return [
      {
        kind: 'answer-plugin',
        source,
        rule,
        ...(checkId === undefined ? {} : { checkId }),
        message: `answer plugin ${source}: ${message}`,
      },
    ];
  }
  switch (rule) {
    case 'problem': {
      const [code = ''] = message.split(':');
      return [{ kind: 'mend-problem', code, message: `mend ${message}` }];
    }
    case 'cancelled':
    case 'not-completed':
      return [{ kind: 'complete-run', message: 'let the run come to its end' }];
    case 'policy-weakened':
      return restorePromise(input);
    case 'max-flaky':
      return passAtOnce(blocking, input);
    case 'lock':
    case 'disabled':
      return checkId === undefined
        ? []
        : [
            {
              kind: 'agree-with-lock',
              checkId,
              message: `${checkId}: put the check back, or run \`sluice lock\` and commit it`,
            },
          ];
    default:
      return checkId === undefined ? changesForOver(rule, input) : changesForCheck(checkId, input);
  }
}

/** All of it at once, for a promise that is kept in part is not kept. */
function restorePromise(input: DecideInput): readonly Change[] {
  const weakenings = objectToWeakening(input).filter(({ rule }) => rule === 'policy-weakened');
  const words = weakenings.map(({ message }) => message).join('; ');
  return [{ kind: 'restore-promise', message: `take back what loosens the gate: ${words}` }];
}

function changesForCheck(checkId: string, input: DecideInput): readonly Change[] {
  const result = input.results.find(({ id }) => id === checkId);
  const planned = input.plan.checks.find(({ id }) => id === checkId);
  if (result?.conclusion !== 'failure' || planned === undefined)
    return [{ kind: 'succeed', checkId, message: mustSucceed(checkId, result) }];
  return result.limits
    .filter(({ isBroken, objection }) => isBroken && objection === 'block')
    .flatMap((broken) => {
      const limit = planned.limits.find(({ rule, over }) => rule === broken.rule && over === undefined);
      return limit === undefined ? [] : changesForLimit(broken, limit, [result]);
    });
}

function mustSucceed(checkId: string, result: CheckResult | undefined): string {
  const reason = result?.reason === undefined ? '' : `: ${result.reason}`;
  switch (result?.conclusion) {
    case 'errored':
      return `${checkId} must work and be within its limits; it errored${reason}`;
    case 'timed_out':
      return `${checkId} must end in time and be within its limits${reason}`;
    case 'cancelled':
      return `${checkId} must run to its end; it was cancelled${reason}`;
    case 'skipped':
      return `${checkId} must run and succeed; it was skipped${reason}`;
    default:
      return `${checkId} must run and succeed${reason}`;
  }
}

/** A limit over several checks: complete it first, for what is not known cannot be counted. */
function changesForOver(rule: string, input: DecideInput): readonly Change[] {
  return overLimits(input)
    .filter(({ limit }) => limit.rule === rule)
    .flatMap((over) => {
      const missing = over.incomplete.filter(({ isExcused }) => !isExcused).map(({ id }) => id);
      if (missing.length > 0) {
        return missing.map((checkId): Change => ({
          kind: 'succeed',
          checkId,
          message: mustSucceed(
            checkId,
            input.results.find(({ id }) => id === checkId),
          ),
        }));
      }
      return judgeOver(over)
        .filter(({ isBroken }) => isBroken)
        .flatMap((broken) => changesForLimit(broken, over.limit, over.contributors));
    });
}

function changesForLimit(
  broken: LimitMeasurement,
  limit: Limit,
  results: readonly CheckResult[],
): readonly Change[] {
  if (limit.count !== undefined)
    return removals(broken, countedBy(limit.count, distinctFindings(results)), results);
  const { metric } = limit;
  if (metric === undefined) return [];
  return results.flatMap((result) => {
    const from = result.metrics[metric];
    const isWithin =
      from !== undefined && (broken.bound === 'max' ? from <= broken.limit : from >= broken.limit);
    return isWithin ? [] : [reach(broken, metric, result)];
  });
}

/** What must go to come down to the limit, in as few actions as there can be. */
function removals(
  { rule, measured = 0, limit, bound }: LimitMeasurement,
  counted: readonly Finding[],
  results: readonly CheckResult[],
): readonly Change[] {
  const count = Math.ceil(measured - Math.max(0, limit));
  if (bound !== 'max' || limit < 0 || count <= 0) return [];
  const fix = smallestFix(counted, count);
  const checkId = results.length === 1 ? results[0]?.id : undefined;
  return [
    {
      kind: 'remove-findings',
      rule,
      count: fix.findings.length,
      findings: fix.findings,
      ...(checkId === undefined ? {} : { checkId }),
      message: `${rule}: ${mustGo(fix, count, measured)}${byWhat(fix)}`,
    },
  ];
}

function mustGo({ findings }: SmallestFix, count: number, measured: number): string {
  const files = filesOf(findings).length;
  if (findings.every(({ kind }) => kind === 'format'))
    return `${files} ${files === 1 ? 'file' : 'files'} must be formatted`;
  const fresh = findings.filter(({ state }) => state === 'new').length;
  return `${count} of ${measured} ${measured === 1 ? 'finding' : 'findings'} must go${fresh > 0 ? `, ${fresh} of them new` : ''}`;
}

function byWhat({ upgrades, singles }: SmallestFix): string {
  const files = filesOf(singles);
  const shown = `${files.slice(0, SHOWN).join(', ')}${files.length > SHOWN ? ` and ${files.length - SHOWN} more` : ''}`;
  if (upgrades.length === 0) return files.length === 0 ? '' : ` (${shown})`;
  const rest =
    singles.length === 0 ? '' : `, then ${singles.length} more${files.length === 0 ? '' : ` (${shown})`}`;
  const hidden = upgrades.length - SHOWN_UPGRADES;
  const others = hidden > 0 ? ` and ${hidden} other ${hidden === 1 ? 'package' : 'packages'}` : '';
  return `: ${upgrades.slice(0, SHOWN_UPGRADES).join(', ')}${others}${rest}`;
}

function filesOf(findings: readonly Finding[]): readonly string[] {
  return [...new Set(findings.map(({ location }) => location?.path).filter((path) => path !== undefined))];
}

function reach(
  { rule, limit, bound }: LimitMeasurement,
  metric: string,
  { id: checkId, metrics }: CheckResult,
): Change {
  const from = metrics[metric];
  const base = { kind: 'reach-metric', checkId, metric, ...(from === undefined ? {} : { from }) } as const;
  if (from === undefined)
    return {
      ...base,
      to: limit,
      message: `${checkId} must measure ${metric}, limit ${bound === 'max' ? 'at most' : 'at least'} ${limit}`,
    };
  const [covered, total] = [metrics[`${metric}.covered`], metrics[`${metric}.total`]];
  if (bound === 'min' && covered !== undefined && total !== undefined && total > 0) {
    const units = unitsToReach(limit, covered, total);
    const to = ((covered + units) / total) * 100;
    const message = `${rule}: cover ${units} more ${units === 1 ? 'line' : 'lines'} (${covered} of ${total} are, ${shortNumber(from, bound)} %; ${limit} % needs ${covered + units})`;
    return { ...base, to: Math.max(to, limit), units, message };
  }
  return {
    ...base,
    to: limit,
    message: `${rule}: bring ${metric} from ${shortNumber(from, bound)} to ${limit}`,
  };
}

/**
 * How many more of `total` must be covered for a percentage. Multiplied before it is divided, and tried: 7 % of 100
 * computed as 0.07 × 100 would ask for an eighth.
 */
export function unitsToReach(percent: number, covered: number, total: number): number {
  let units = Math.max(1, Math.ceil((percent * total) / 100 - 1e-9) - covered);
  while (((covered + units) / total) * 100 < percent && covered + units <= total) units += 1;
  return units;
}

function passAtOnce({ measured = 0, limit = 0 }: Objection, { results }: DecideInput): readonly Change[] {
  const flaky = results.filter(
    ({ flaky: isFlaky, conclusion, level }) =>
      isFlaky === true && conclusion === 'success' && level === 'required',
  );
  const ids = flaky.map(({ id }) => id).sort();
  return ids.slice(0, measured - limit).map((checkId): Change => ({
    kind: 'pass-at-once',
    checkId,
    message: `${checkId} must pass at its first attempt`,
  }));
}
