import type { Finding } from '../model/finding.ts';
import type { LimitMeasurement } from '../model/limit.ts';
import type { CheckResult } from '../model/result.ts';
import { countOf } from './count-of.ts';
import { oneLine } from './escape.ts';
import { formatDuration } from './format-duration.ts';

/** How a result is marked: its level decides how loud it is, its conclusion whether it says anything. */
export type Mark = '✓' | '✗' | '!' | 'i' | '·';

/** The mark of a result. Informational is always `i`, so that a green tick always means "this was held to its limits". */
export function markOf(result: CheckResult): Mark {
  if (result.conclusion === 'skipped') return isMissing(result) ? loudness(result) : '·';
  if (result.level === 'informational') return 'i';
  if (result.waiver !== undefined) return '!';
  return result.conclusion === 'success' ? '✓' : loudness(result);
}

const LOUD: Readonly<Record<CheckResult['level'], Mark>> = {
  required: '✗',
  optional: '!',
  informational: 'i',
};
const loudness = (result: CheckResult): Mark => LOUD[result.level] ?? '✗';

/** Skipped although it was wanted. A plan that leaves a check out is not that. */
const isMissing = ({ skip }: CheckResult): boolean =>
  skip !== 'not-affected' && skip !== 'not-selected' && skip !== 'disabled';

/** Findings that speak against the code: no waiver, no marker in the source, not accepted in the baseline. */
export function countingFindings(findings: readonly Finding[]): readonly Finding[] {
  return findings.filter((finding) => finding.suppression === undefined && finding.state !== 'existing');
}

/** How a check ended in one clause, the number that matters first. On one line, harmless. */
export function resultText(result: CheckResult): string {
  // A retry that saved a check comes first: it must survive a narrow screen that cuts the rest.
  const clauses = [flakyClause(result), mainClause(result), attemptsClause(result), waiverClause(result)];
  return clauses.filter((clause) => clause !== '').join(', ');
}

function mainClause(result: CheckResult): string {
  const reason = result.reason === undefined ? '' : oneLine(result.reason);
  switch (result.conclusion) {
    case 'success':
      return successClause(result);
    case 'failure':
      return failureClause(result);
    case 'errored':
      return `errored, so not clean${reason === '' ? '' : `: ${reason}`}`;
    case 'timed_out':
      return `timed out${reason === '' ? ` after ${formatDuration(result.durationMs)}` : `: ${reason}`}`;
    case 'cancelled':
      return `cancelled${reason === '' ? '' : `: ${reason}`}`;
    case 'skipped':
      return skippedClause(result, reason);
    default:
      return `ended as ${oneLine(String(result.conclusion))}, which is not known here`;
  }
}

const SKIPPED: Readonly<Record<string, string>> = {
  'not-affected': 'not affected',
  'not-selected': 'not selected',
  disabled: 'disabled',
  'upstream-failed': 'not run',
  'no-permission': 'no permission',
};

function skippedClause(result: CheckResult, reason: string): string {
  const words = SKIPPED[result.skip ?? ''] ?? 'skipped';
  return reason === '' ? words : `${words}: ${reason}`;
}

function successClause(result: CheckResult): string {
  const said = saidBy(result);
  // One limit with a figure of its own is worth a word; two would be a table.
  const figures = result.limits.filter((limit) => limit.limit > 0 && !limit.isBroken);
  const [figure] = figures;
  return figure === undefined || figures.length > 1
    ? said
    : `${said}${said === '' ? '' : ' '}(limit ${figure.limit})`;
}

function failureClause(result: CheckResult): string {
  const said = saidBy(result);
  const broken = result.limits.filter(
    (limit) => limit.isBroken && (limit.limit > 0 || limit.measured === undefined),
  );
  const figures = broken.map(measurementText).join(', ');
  if (said !== '') return figures === '' ? said : `${said} (${figures})`;
  const findings = countingFindings(result.findings).length;
  return figures === '' ? countOf(findings, 'finding') : figures;
}

/** A limit in words: `python/coverage 29, at least 30`. */
export function measurementText({ rule, measured, limit, bound }: LimitMeasurement): string {
  const figure = measured === undefined ? 'not measured' : String(hundredths(measured, bound));
  return `${oneLine(rule)} ${figure}, ${bound === 'min' ? 'at least' : 'at most'} ${limit}`;
}

/** Two decimals, rounded to the limit's wrong side: 29.996 must not read as the 30 it missed. */
function hundredths(value: number, bound: LimitMeasurement['bound']): number {
  const scaled = value * 100;
  return (bound === 'max' ? Math.ceil(scaled - 1e-6) : Math.floor(scaled + 1e-6)) / 100;
}

/** What the check itself said, else how much it looked at. */
function saidBy(result: CheckResult): string {
  if (result.summary !== undefined && result.summary !== '') return oneLine(result.summary);
  const scope = result.scope;
  if (scope === undefined) return '';
  const missed = scope.missed > 0 ? `, ${scope.missed} missed` : '';
  return `${scope.seen} ${oneLine(scope.unit)}${missed}`;
}

const flakyClause = ({ flaky, attempts }: CheckResult): string =>
  flaky === true ? `flaky (passed on attempt ${attempts.length})` : '';

const attemptsClause = ({ attempts, conclusion }: CheckResult): string =>
  attempts.length < 2 || conclusion === 'success' ? '' : `${attempts.length} attempts`;

function waiverClause({ waiver }: CheckResult): string {
  return waiver === undefined ? '' : `waived until ${oneLine(waiver.expires)} by ${oneLine(waiver.owner)}`;
}
