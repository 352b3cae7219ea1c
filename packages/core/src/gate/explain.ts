import type { PlannedCheck } from '../model/plan.ts';
import type { CheckResult } from '../model/result.ts';
import type { Objection, Verdict } from '../model/verdict.ts';
import { SEVERITIES, type Finding } from '../model/finding.ts';
import { changesFor } from './derive-changes.ts';
import type { Change } from './change.ts';
import { counterfactual, type Counterfactual } from './counterfactual.ts';
import { inputOf, type Evidence } from './decide-again.ts';
import type { DecideInput } from './decide-input.ts';
import { countedBy } from './limits.ts';
import { distinctFindings, judgeOver, overLimits } from './over-limits.ts';
import type { LimitMeasurement } from '../model/limit.ts';

/** As many as a table in a comment can hold; a screen takes fewer. */
const SHOWN_FINDINGS = 30;

/** Why one check was planned or skipped, and how it ended. */
export interface CheckExplanation {
  readonly id: string;
  readonly title: string;
  readonly level: PlannedCheck['level'];
  readonly levelFrom: string;
  readonly decision: PlannedCheck['decision'];
  /** Why it was planned to run or to be skipped, in words. */
  readonly planned: string;
  /** Why it was skipped as not affected: the commit compared with, the files looked at, the globs. */
  readonly proof?: PlannedCheck['proof'];
  readonly needs: readonly string[];
  /** When it is tried again. */
  readonly retry?: PlannedCheck['retry'];
  readonly conclusion?: CheckResult['conclusion'];
  /** How it ended, in words. */
  readonly ended: string;
  /** Whether an earlier result was reused, and why; absent where the check does not allow it. */
  readonly cache?: CheckResult['cache'];
  readonly limits: readonly LimitMeasurement[];
  readonly attempts: readonly {
    readonly number: number;
    readonly status: string;
    readonly reason?: string;
    /** Why another attempt followed. */
    readonly retriedBecause?: string;
    readonly log: string;
    readonly commands: readonly string[];
  }[];
  readonly waiver?: CheckResult['waiver'];
  /** What the gate says of it. */
  readonly objections: readonly Objection[];
}

/** Why the gate blocks, for one of its reasons. */
export interface BlockExplanation {
  readonly objection: Objection;
  /** The findings that count against it, the first thirty, most telling first. */
  readonly evidence: readonly Finding[];
  /** How many more there are. */
  readonly more: number;
  readonly files: readonly string[];
  /** What would make this objection go, whatever the others. */
  readonly helps: readonly Change[];
  /** What `sluice waive` takes to accept it; absent where nothing can be accepted. */
  readonly waive?: string;
}

/** A limit over several checks, judged. */
export interface OverLimitExplanation {
  readonly rule: string;
  readonly contributors: readonly string[];
  readonly incomplete: readonly string[];
  readonly measurements: readonly LimitMeasurement[];
}

export interface Explanation {
  readonly verdict: Verdict;
  readonly checks: readonly CheckExplanation[];
  readonly overLimits: readonly OverLimitExplanation[];
  readonly blocks: readonly BlockExplanation[];
  /** What would flip the verdict; only when it blocks. */
  readonly flip?: Counterfactual;
}

/** Explains a recorded run: every check, every block, and the smallest change that would flip the verdict. Data only. */
export function explain(report: Evidence): Explanation {
  const input = inputOf(report);
  const { verdict } = report;
  const blocking = verdict.objections.filter(({ level }) => level === 'block');
  const results = new Map(report.results.map((result) => [result.id, result]));
  return {
    verdict,
    checks: report.plan.checks.map((planned) => explainCheck(planned, results.get(planned.id), verdict)),
    overLimits: overLimits(input).map((over) => ({
      rule: over.limit.rule,
      contributors: over.contributors.map(({ id }) => id),
      incomplete: over.incomplete.map(({ id }) => id),
      measurements: over.incomplete.length > 0 ? [] : judgeOver(over),
    })),
    blocks: blocking.map((objection) => explainBlock(objection, input)),
    ...(verdict.level === 'block' ? { flip: counterfactual(input) } : {}),
  };
}

function explainCheck(
  planned: PlannedCheck,
  result: CheckResult | undefined,
  verdict: Verdict,
): CheckExplanation {
  const { id, title, level, levelFrom, decision, reason, proof, needs, retry } = planned;
  return {
    id,
    title,
    level,
    levelFrom,
    decision,
    planned: reason,
    ...(proof === undefined ? {} : { proof }),
    needs,
    ...(retry === undefined ? {} : { retry }),
    ...(result === undefined ? {} : { conclusion: result.conclusion }),
    ended: endedWords(result),
    ...(result?.cache === undefined ? {} : { cache: result.cache }),
    limits: result?.limits ?? [],
    attempts: (result?.attempts ?? []).map(
      ({ number, status, reason: why, retriedBecause, log, commands }) => ({
        number,
        status,
        ...(why === undefined ? {} : { reason: why }),
        ...(retriedBecause === undefined ? {} : { retriedBecause }),
        log,
        commands: commands.map(({ line }) => line),
      }),
    ),
    ...(result?.waiver === undefined ? {} : { waiver: result.waiver }),
    objections: verdict.objections.filter(({ checkId }) => checkId === id),
  };
}

function endedWords(result: CheckResult | undefined): string {
  if (result === undefined) return 'it has no result';
  const { conclusion, skip, reason, flaky, waiver, attempts } = result;
  const how = conclusion === 'skipped' ? `skipped: ${skip ?? 'no reason'}` : conclusion;
  const after = flaky === true ? ` on attempt ${attempts.length}` : '';
  const waived = waiver === undefined ? '' : `, waived until ${waiver.expires} by ${waiver.owner}`;
  return `${how}${after}${reason === undefined ? '' : ` (${reason})`}${waived}`;
}

function explainBlock(objection: Objection, input: DecideInput): BlockExplanation {
  const counted = countedFor(objection, input);
  const waive = waiveId(objection, counted, input);
  return {
    objection,
    evidence: counted.slice(0, SHOWN_FINDINGS),
    more: Math.max(0, counted.length - SHOWN_FINDINGS),
    files: [
      ...new Set(counted.flatMap(({ location }) => (location === undefined ? [] : [location.path]))),
    ].sort(),
    helps: changesFor(objection, input),
    ...(waive === undefined ? {} : { waive }),
  };
}

/** The findings that count against an objection, new ones first, then the most severe. */
function countedFor({ rule, checkId, source }: Objection, input: DecideInput): readonly Finding[] {
  if (source !== 'gate') return [];
  if (checkId === undefined) {
    const over = overLimits(input).find(({ limit }) => limit.rule === rule);
    return over?.limit.count === undefined
      ? []
      : newFirst(countedBy(over.limit.count, distinctFindings(over.contributors)));
  }
  const result = input.results.find(({ id }) => id === checkId);
  const planned = input.plan.checks.find(({ id }) => id === checkId);
  if (result === undefined || planned === undefined) return [];
  const broken = new Set(result.limits.filter(({ isBroken }) => isBroken).map((limit) => limit.rule));
  const counts = planned.limits
    .filter((limit) => broken.has(limit.rule))
    .flatMap(({ count }) => (count === undefined ? [] : [count]));
  return newFirst([...new Set(counts.flatMap((count) => countedBy(count, result.findings)))]);
}

function newFirst(findings: readonly Finding[]): readonly Finding[] {
  return [...findings].sort(
    (a, b) =>
      Number(b.state === 'new') - Number(a.state === 'new') ||
      SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity),
  );
}

/** As `sluice waive` takes it. Only a failure that was measured can be accepted. */
function waiveId(
  { rule, checkId, measured }: Objection,
  counted: readonly Finding[],
  { results }: DecideInput,
): string | undefined {
  if (measured === undefined || rule === 'max-flaky') return undefined;
  if (checkId === undefined) return `limit:${rule}`;
  if (results.find(({ id }) => id === checkId)?.conclusion !== 'failure') return undefined;
  const [only, ...others] = counted;
  return others.length === 0 && only?.kind === 'test' && only.region !== undefined
    ? `test:${only.region}`
    : checkId;
}
