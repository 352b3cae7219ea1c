import type { RunReport } from '../model/report.ts';
import type { CheckResult } from '../model/result.ts';
import type { Objection } from '../model/verdict.ts';
import { oneLine } from './escape.ts';
import { evidenceOf, type Evidence } from './evidence.ts';
import { helpsFor, type Help } from './helps.ts';
import { explainedBlock } from './explained-block.ts';
import { countingFindings, resultText } from './result-text.ts';
import { triageOf, type ShownTriage } from './triage-of.ts';
import type { ViewOptions } from './view-options.ts';

/** One reason of the verdict with all that a reader needs: what, where, whether a rerun would help, and what does. */
export interface Reason {
  readonly level: Objection['level'];
  /** The check's id, else the rule. */
  readonly subject: string;
  /** What happened, in one clause. */
  readonly message: string;
  readonly evidence: readonly Evidence[];
  /** Findings that are not shown. */
  readonly more: number;
  readonly triage?: ShownTriage;
  readonly helps: readonly Help[];
  /** Checks that could not run because of this one. */
  readonly behind: readonly string[];
}

/** At most so many pieces of evidence a reason; the report has all. */
const EVIDENCE = 3;

/** The verdict's objections of one level as reasons; what only follows from another reason is told with it. */
export function reasonsOf(
  report: RunReport,
  level: Objection['level'],
  options: ViewOptions = {},
): readonly Reason[] {
  const results = new Map(report.results.map((result) => [result.id, result]));
  const objections = report.verdict.objections.filter((objection) => objection.level === level);
  const subjects = new Set(objections.map((objection) => objection.checkId));
  const behind = new Map<string, string[]>();
  const roots = objections.filter((objection) => {
    const result = results.get(objection.checkId ?? '');
    if (result?.skip !== 'upstream-failed') return true;
    const root = upstreamOf(result.id, report, results);
    if (root === undefined || !subjects.has(root)) return true;
    behind.set(root, [...(behind.get(root) ?? []), result.id]);
    return false;
  });
  return roots.map((objection) => {
    const result = results.get(objection.checkId ?? '');
    // A check may have several objections; what waits behind it is told once.
    const waiting = behind.get(objection.checkId ?? '') ?? [];
    behind.delete(objection.checkId ?? '');
    return reasonOf({ objection, result, report, options, behind: waiting });
  });
}

interface ReasonParts {
  readonly objection: Objection;
  readonly result: CheckResult | undefined;
  readonly report: RunReport;
  readonly options: ViewOptions;
  readonly behind: readonly string[];
}

function reasonOf({ objection, result, report, options, behind }: ReasonParts): Reason {
  const explained = explainedBlock(objection, options);
  const findings = explained?.evidence ?? countingFindings(result?.findings ?? []);
  // What an errored check saw before it fell over is not why it blocks.
  const shown = result !== undefined && result.conclusion !== 'failure' ? [] : findings;
  const { evidence, more } = evidenceOf(shown, EVIDENCE);
  const message = messageOf(objection, result);
  const triage = withoutRepeats(triageOf(report, objection.checkId, evidence.length > 0), message);
  return {
    level: objection.level,
    subject: oneLine(objection.checkId ?? objection.rule),
    message,
    evidence,
    more: more + (shown.length > 0 ? (explained?.more ?? 0) : 0),
    ...(triage === undefined ? {} : { triage }),
    helps: helpsFor({ objection, result, findings: shown, report, options }),
    behind,
  };
}

/** The log ends with what the check itself said, which the reason says already. */
function withoutRepeats(triage: ShownTriage | undefined, message: string): ShownTriage | undefined {
  if (triage === undefined) return undefined;
  const lines = triage.lines.filter(({ text }) => !message.includes(text.replace(/^[a-z ]+: /u, '')));
  return { ...triage, lines };
}

/** A check's own words where the objection is about how it ended; else those of whoever objects, with the figures. */
function messageOf(objection: Objection, result: CheckResult | undefined): string {
  if (result !== undefined && objection.source === 'gate' && isAboutEnding(objection, result))
    return resultText(result);
  const words = oneLine(objection.message);
  const subject = objection.checkId ?? objection.rule;
  const message = words.startsWith(subject)
    ? words.slice(subject.length).replace(/^:? (?:is (?=\d))?/u, '')
    : words;
  const { measured, limit } = objection;
  if (measured === undefined || limit === undefined || mentions(message, measured, limit)) return message;
  return `${measured}, limit ${limit}: ${message}`;
}

/** The gate's row for how a check ended; its other rules (a lock, a plan not kept, a limit that warns) say more. */
function isAboutEnding({ rule }: Objection, { level, conclusion }: CheckResult): boolean {
  return conclusion !== 'success' && (rule === `${level}-check` || rule === 'no-permission');
}

const mentions = (text: string, ...figures: readonly number[]): boolean =>
  figures.every((figure) => text.includes(String(figure)));

/** The check whose end kept this one from running, looked for along its needs, then among the preflight checks. */
function upstreamOf(
  id: string,
  report: RunReport,
  results: ReadonlyMap<string, CheckResult>,
): string | undefined {
  const needs = new Map(report.plan.checks.map((planned) => [planned.id, planned.needs]));
  const seen = new Set([id]);
  const queue = [...(needs.get(id) ?? [])];
  for (let need = queue.shift(); need !== undefined; need = queue.shift()) {
    if (seen.has(need)) continue;
    seen.add(need);
    const result = results.get(need);
    if (result !== undefined && result.conclusion !== 'success' && result.skip !== 'upstream-failed')
      return need;
    queue.push(...(needs.get(need) ?? []));
  }
  const isGuilty = (result: CheckResult): boolean =>
    result.phase === 'preflight' &&
    result.level === 'required' &&
    !['success', 'skipped'].includes(result.conclusion);
  return report.results.find(isGuilty)?.id;
}
