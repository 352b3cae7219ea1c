import type { RunReport } from '@sluice/core';
import type { RecordedRun } from './recorded-run.ts';

/** What a run is to somebody who only sees its colour. */
export interface RunOutcome {
  readonly kind: 'pass' | 'warn' | 'advice' | 'block' | 'cancelled' | 'broken';
  /** On one line, of our own words and figures alone: no text of a tool, so that it is safe wherever it stands. */
  readonly title: string;
  /** The report passes, and the job that decides did not succeed. */
  readonly isContradicted: boolean;
}

const GREEN: readonly RunOutcome['kind'][] = ['pass', 'warn', 'advice'];

/** The outcome of a run. What is missing, or says two things, is never green. */
export function runOutcome({
  report,
  gateResult,
  unread = 'no report was recorded',
}: RecordedRun): RunOutcome {
  const ended = gateResult === undefined ? '' : ` and the job ended as ${wordOf(gateResult)}`;
  if (report === undefined)
    return { kind: 'broken', title: `No result: ${unread}${ended}`, isContradicted: false };
  const said = saidBy(report);
  if (gateResult === undefined || gateResult === 'success' || !GREEN.includes(said.kind))
    return { ...said, isContradicted: false };
  return {
    kind: 'block',
    title: `Blocked: no check says so, but the job ended as ${wordOf(gateResult)}`,
    isContradicted: true,
  };
}

/** A word of the host's, and nothing else that might stand in its place. */
const wordOf = (text: string): string => (/^[a-z_]{1,20}$/u.test(text) ? text : 'unknown');

function saidBy({ end, verdict, results, problems }: RunReport): Omit<RunOutcome, 'isContradicted'> {
  if (end === 'problems')
    return { kind: 'broken', title: `Not started: ${count(problems.length, 'problem')}` };
  if (end === 'crashed') return { kind: 'broken', title: 'Crashed: nothing counts as passed' };
  if (end === 'cancelled') return { kind: 'cancelled', title: 'Cancelled' };
  const reasons = (level: 'warn' | 'block'): number =>
    verdict.objections.filter((objection) => objection.level === level).length;
  const required = results.filter(
    ({ level, conclusion }) => level === 'required' && conclusion !== 'skipped',
  ).length;
  switch (verdict.level) {
    case 'pass':
      return { kind: 'pass', title: `Passed: ${required} required` };
    case 'warn':
      return {
        kind: 'warn',
        title: `Passed with ${count(reasons('warn'), 'warning')}: ${required} required`,
      };
    default:
      return verdict.enforcedFrom !== undefined && verdict.level === 'block'
        ? { kind: 'advice', title: `Would block, not enforced yet: ${count(reasons('block'), 'reason')}` }
        : { kind: 'block', title: `Blocked: ${count(reasons('block'), 'reason')}` };
  }
}

const count = (many: number, noun: string): string => `${many} ${noun}${many === 1 ? '' : 's'}`;
