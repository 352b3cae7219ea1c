import type { Finding } from '../model/finding.ts';
import type { RunReport } from '../model/report.ts';
import type { CheckResult } from '../model/result.ts';
import { cleanText, escapeXml, oneLine } from './escape.ts';
import { placeOf } from './evidence.ts';
import { countingFindings, measurementText, resultText } from './result-text.ts';

interface Case {
  readonly name: string;
  readonly durationMs?: number;
  readonly kind?: 'failure' | 'error' | 'skipped';
  readonly type?: string;
  readonly message?: string;
  readonly body?: string;
  readonly file?: string;
  readonly line?: number;
}

interface Suite {
  readonly name: string;
  readonly startedAt: string;
  readonly durationMs: number;
  readonly cases: readonly Case[];
  readonly properties?: Readonly<Record<string, string>>;
}

/**
 * A run as JUnit XML, one suite a check. Findings that count against a check that failed are failures; a check that
 * says nothing about the code (errored, timed out, cancelled) is an error. What blocks without being a check has a
 * suite of its own, so that a blocked run is never an all-green file.
 */
export function junit(report: RunReport): string {
  const checks = report.results.map(suiteOf);
  const suites = [...weakeningSuites(report), ...checks, ...engineSuites(report, checks)];
  const total = (kind: Case['kind']): number =>
    suites.reduce((sum, { cases }) => sum + countKind(cases, kind), 0);
  const cases = suites.reduce((sum, suite) => sum + suite.cases.length, 0);
  const head = attributes({
    name: 'sluice',
    tests: cases,
    failures: total('failure'),
    errors: total('error'),
    skipped: total('skipped'),
    time: seconds(report.durationMs),
  });
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites${head}>\n${suites.map(writeSuite).join('')}</testsuites>\n`;
}

function suiteOf(result: CheckResult): Suite {
  const { id, level, conclusion, startedAt, durationMs } = result;
  return { name: id, startedAt, durationMs, cases: casesOf(result), properties: { level, conclusion } };
}

function casesOf(result: CheckResult): readonly Case[] {
  const { id, conclusion, durationMs } = result;
  const whole = { name: id, durationMs, message: resultText(result) };
  if (conclusion === 'success' || result.waiver !== undefined) return [{ name: id, durationMs }];
  if (conclusion === 'skipped') return [{ ...whole, kind: 'skipped' }];
  if (conclusion !== 'failure') return [{ ...whole, kind: 'error', type: conclusion }];
  const findings = countingFindings(result.findings).map(findingCase);
  // A broken limit on a metric has no finding to show: the limit itself is the failure.
  return findings.length > 0
    ? findings
    : [{ ...whole, kind: 'failure', type: 'limit', body: limitsText(result) }];
}

const limitsText = ({ limits }: CheckResult): string =>
  limits
    .filter(({ isBroken }) => isBroken)
    .map(measurementText)
    .join('\n');

function findingCase(finding: Finding): Case {
  const place = placeOf(finding);
  const subject = finding.kind === 'test' && finding.region !== undefined ? finding.region : finding.ruleId;
  const named = oneLine(subject);
  return {
    name: place === '' || named.includes(place) ? named : `${named} ${place}`,
    kind: 'failure',
    type: oneLine(finding.ruleId),
    message: oneLine(finding.message),
    body: `${place === '' ? '' : `${place}\n`}${cleanText(finding.message)}`,
    ...(finding.location === undefined ? {} : { file: finding.location.path }),
    ...(finding.location?.line === undefined ? {} : { line: finding.location.line }),
  };
}

const WEAKENED = 'policy-weakened';

/** What loosens the gate, before all else. A warning is a case that was skipped: shown, and no failure. */
function weakeningSuites({ startedAt, verdict }: RunReport): readonly Suite[] {
  const cases = verdict.objections
    .filter(({ rule }) => rule === WEAKENED)
    .map(({ rule, level, message }): Case => ({
      name: rule,
      kind: level === 'block' ? 'failure' : 'skipped',
      type: rule,
      message: oneLine(message),
    }));
  return cases.length === 0 ? [] : [{ name: 'gate', startedAt, durationMs: 0, cases }];
}

/** Problems of the run itself, and what blocks although no check's own suite is red for it. */
function engineSuites(report: RunReport, checks: readonly Suite[]): readonly Suite[] {
  const { startedAt, problems, verdict } = report;
  const isRed = ({ kind }: Case): boolean => kind === 'failure' || kind === 'error';
  const red = new Set(checks.filter(({ cases }) => cases.some(isRed)).map(({ name }) => name));
  const objections = verdict.objections.filter(
    ({ level, rule, checkId }) => level === 'block' && rule !== WEAKENED && !red.has(checkId ?? ''),
  );
  const suites: Suite[] = [];
  if (problems.length > 0 || report.end === 'crashed') {
    const cases = problems.map((problem): Case => ({
      name: problem.code,
      kind: 'error',
      type: problem.code,
      message: oneLine(problem.message),
      body: `${problem.message}\n${problem.hint}`,
    }));
    const crash: Case = {
      name: 'run',
      kind: 'error',
      type: report.end,
      message: 'the run did not get to a verdict',
    };
    suites.push({ name: 'sluice', startedAt, durationMs: 0, cases: cases.length > 0 ? cases : [crash] });
  }
  if (objections.length > 0) {
    const cases = objections.map(({ rule, message }): Case => ({
      name: rule,
      kind: 'failure',
      type: rule,
      message: oneLine(message),
    }));
    suites.push({ name: 'gate', startedAt, durationMs: 0, cases });
  }
  return suites;
}

function writeSuite({ name, startedAt, durationMs, cases, properties = {} }: Suite): string {
  const head = attributes({
    name,
    tests: cases.length,
    failures: countKind(cases, 'failure'),
    errors: countKind(cases, 'error'),
    skipped: countKind(cases, 'skipped'),
    time: seconds(durationMs),
    timestamp: startedAt.replace(/\.\d+Z$|Z$/u, ''),
  });
  const listed = Object.entries(properties).map(
    ([key, value]) => `      <property${attributes({ name: key, value })}/>\n`,
  );
  const block = listed.length === 0 ? '' : `    <properties>\n${listed.join('')}    </properties>\n`;
  return `  <testsuite${head}>\n${block}${cases.map((one) => writeCase(one, name)).join('')}  </testsuite>\n`;
}

function writeCase({ name, durationMs, kind, type, message, body, file, line }: Case, suite: string): string {
  const head = attributes({ classname: suite, name, file, line, time: seconds(durationMs ?? 0) });
  if (kind === undefined) return `    <testcase${head}/>\n`;
  const element = `<${kind}${attributes({ type: kind === 'skipped' ? undefined : type, message })}`;
  const inner = body === undefined ? `${element}/>` : `${element}>${escapeXml(body)}</${kind}>`;
  return `    <testcase${head}>${inner}</testcase>\n`;
}

function attributes(values: Readonly<Record<string, string | number | undefined>>): string {
  const given = Object.entries(values).filter(([, value]) => value !== undefined);
  return given.map(([key, value]) => ` ${key}="${escapeXml(String(value))}"`).join('');
}

const countKind = (cases: readonly Case[], kind: Case['kind']): number =>
  cases.filter((one) => one.kind === kind).length;
const seconds = (durationMs: number): string => (durationMs / 1000).toFixed(3);
