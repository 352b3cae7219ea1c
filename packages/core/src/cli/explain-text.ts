import type { CheckExplanation, Explanation } from '../gate/explain.ts';
import { measurementWords } from '../gate/limits.ts';
import type { RunReport } from '../model/report.ts';
import { countOf } from '../report/count-of.ts';
import { oneLine } from '../report/escape.ts';
import { placeOf } from '../report/evidence.ts';
import { triageOf } from '../report/triage-of.ts';
import { retryWords } from './retry-words.ts';

const SHOWN_FINDINGS = 10;

/** An explanation for people: the checks, then each reason for a block, then what would flip the verdict. */
export function explainText(
  report: RunReport,
  explanation: Explanation,
  { isWhole }: { readonly isWhole: boolean },
): string {
  const { verdict, checks, blocks, overLimits, flip } = explanation;
  const lines = [
    `run ${report.runId}, plan ${report.plan.hash.slice(0, 6)}, verdict ${verdict.level.toUpperCase()}`,
    '',
  ];
  for (const check of checks) lines.push(...(isWhole ? shortLines(check) : longLines(check, report)));
  for (const { rule, contributors, incomplete, measurements } of overLimits) {
    lines.push(`limit ${rule} over ${contributors.join(', ')}`);
    for (const measurement of measurements) lines.push(`  ${measurementWords(measurement)}`);
    if (incomplete.length > 0)
      lines.push(
        `  incomplete: ${incomplete.join(', ')} did not complete, and a part is never taken for the whole`,
      );
  }
  if (blocks.length > 0)
    lines.push('', blocks.length === 1 ? 'It blocks for 1 reason' : `It blocks for ${blocks.length} reasons`);
  for (const [index, { objection, evidence, more, helps, waive }] of blocks.entries()) {
    lines.push(
      '',
      `${index + 1} ${objection.rule}${objection.checkId === undefined ? '' : `  ${objection.checkId}`}`,
      `  ${oneLine(objection.message)}`,
    );
    for (const finding of evidence.slice(0, SHOWN_FINDINGS))
      lines.push(
        `    ${[placeOf(finding), oneLine(finding.ruleId), oneLine(finding.message)].filter(Boolean).join('  ')}`,
      );
    const left = more + Math.max(0, evidence.length - SHOWN_FINDINGS);
    if (left > 0) lines.push(`    and ${left} more`);
    for (const help of helps) lines.push(`  helps: ${oneLine(help.message)}`);
    if (waive !== undefined)
      lines.push(`  cannot wait: sluice waive ${oneLine(waive)} --until DAY --owner @owner --reason "…"`);
  }
  if (flip !== undefined && (isWhole || blocks.length > 0)) {
    lines.push(
      '',
      flip.isChecked
        ? `Flips to ${flip.flipsTo === 'warn' ? 'PASS with warnings' : 'PASS'} (checked) when`
        : 'No change that is known here flips it; nearest:',
    );
    for (const change of flip.changes) lines.push(`  - ${oneLine(change.message)}`);
  }
  return `${lines.join('\n').trimEnd()}\n`;
}

function shortLines({ id, level, ended, decision, planned }: CheckExplanation): readonly string[] {
  // What was skipped by the plan ended as it was planned: the reason is said once.
  const why = decision === 'skip' && !ended.includes(planned) ? `: ${oneLine(planned)}` : '';
  return [`${id}  ${level}  ${oneLine(ended)}${why}`];
}

function longLines(check: CheckExplanation, report: RunReport): readonly string[] {
  const {
    id,
    title,
    level,
    levelFrom,
    decision,
    planned,
    proof,
    needs,
    retry,
    ended,
    cache,
    limits,
    attempts,
    waiver,
    objections,
  } = check;
  return [
    `${id}  ${oneLine(title)}`,
    `  level     ${level}, from ${levelFrom}`,
    `  planned   ${decision}: ${oneLine(planned)}`,
    ...proofLines(proof),
    ...(needs.length > 0 ? [`  needs     ${needs.join(', ')}`] : []),
    ...(retry === undefined ? [] : [`  retry     ${retryWords(retry)}`]),
    `  ended     ${oneLine(ended)}`,
    ...triageLines(report, id),
    ...cacheLines(cache, decision),
    ...limits.map((limit) => `  limit     ${measurementWords(limit)}`),
    ...attempts.flatMap(({ number, status, reason, retriedBecause, log, commands }) => [
      `  attempt ${number} ${status}${reason === undefined ? '' : `: ${oneLine(reason)}`}   log ${log}`,
      ...(retriedBecause === undefined ? [] : [`    again, for ${oneLine(retriedBecause)}`]),
      ...commands.map((line) => `    $ ${oneLine(line)}`),
    ]),
    ...(waiver === undefined
      ? []
      : [`  waived    until ${waiver.expires} by ${waiver.owner}: ${oneLine(waiver.reason)}`]),
    ...objections.map(({ level: weight, message }) => `  gate      ${weight}: ${oneLine(message)}`),
    '',
  ];
}

/** Why it failed, and the lines of its log that say so. */
function triageLines(report: RunReport, id: string): readonly string[] {
  const shown = triageOf(report, id, false);
  if (shown === undefined) return [];
  return [
    `  why       ${shown.text}`,
    ...shown.lines.map(({ log, line, text }) => `    ${log}:${line}  ${text}`),
  ];
}

const CACHE_WORDS = { hit: 'reused', miss: 'not reused', off: 'never reused' } as const;

function cacheLines(
  cache: CheckExplanation['cache'],
  decision: CheckExplanation['decision'],
): readonly string[] {
  if (decision === 'skip') return [];
  if (cache === undefined) return ['  cache     none: the check does not allow it'];
  return [`  cache     ${CACHE_WORDS[cache.outcome]}: ${oneLine(cache.reason)}`];
}

/** The proof that a change cannot matter, piece by piece: what to doubt, when the skip looks wrong. */
function proofLines(proof: CheckExplanation['proof']): readonly string[] {
  if (proof === undefined) return [];
  const { base, files, inputs } = proof;
  return [
    ...(base === undefined ? [] : [`  base      ${oneLine(base)}`]),
    `  looked at ${countOf(files, 'changed file')}, none of which matches`,
    ...inputs.map((glob) => `    ${oneLine(glob)}`),
  ];
}
