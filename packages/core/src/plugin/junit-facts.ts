import { SaxesParser } from 'saxes';
import type { FindingInput, Location } from '../model/finding.ts';
import type { ReadReport, ReportSubject } from './report-facts.ts';
import { reportPath } from './report-path.ts';

interface Suite {
  readonly name: string;
  readonly file?: string;
  /** What it says of itself; undefined when it says nothing. */
  readonly declared?: number;
}

interface Case {
  readonly attributes: Readonly<Record<string, string>>;
  isSkipped: boolean;
  outcome?: Outcome;
}

interface Outcome {
  readonly rule: 'failed' | 'error';
  readonly message: string;
  text: string;
}

interface Tally {
  tests: number;
  skipped: number;
  declaredFailures: number;
  readonly findings: FindingInput[];
}

const MAX_TEXT = 2000;

/** Reads JUnit XML, of whatever dialect: each failed test is a finding; no test that ran is no evidence. */
export function junitFacts(xml: string, subject: ReportSubject): ReadReport {
  const tally: Tally = { tests: 0, skipped: 0, declaredFailures: 0, findings: [] };
  const fault = parse(xml, tally, subject);
  if (fault !== undefined) return { fault };
  const { tests, skipped, findings, declaredFailures } = tally;
  if (tests === 0) return { fault: 'holds no test' };
  if (tests === skipped) return { fault: `holds no test that ran: all ${tests} were skipped` };
  if (declaredFailures > findings.length) {
    return { fault: `contradicts itself: ${declaredFailures} failures declared, ${findings.length} listed` };
  }
  const failed = findings.length;
  return {
    findings,
    metrics: { tests, failed, skipped },
    scope: {
      unit: 'tests',
      seen: tests - skipped,
      missed: 0,
      detail: skipped === 0 ? [] : [`${skipped} skipped`],
    },
    summary: [
      `${tests} tests`,
      ...(failed === 0 ? [] : [`${failed} failed`]),
      ...(skipped === 0 ? [] : [`${skipped} skipped`]),
    ].join(', '),
  };
}

/** What is open while the document is read. */
interface Reading {
  readonly suites: Suite[];
  readonly tally: Tally;
  readonly subject: ReportSubject;
  root?: string;
  test?: Case;
  outcome?: Outcome;
}

function parse(xml: string, tally: Tally, subject: ReportSubject): string | undefined {
  const parser = new SaxesParser();
  const reading: Reading = { suites: [], tally, subject };
  const collect = (text: string): void => {
    const { outcome } = reading;
    if (outcome !== undefined && outcome.text.length < MAX_TEXT) outcome.text += text;
  };
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', ({ name, attributes }) => opened(reading, name, attributes));
  parser.on('closetag', ({ name }) => closed(reading, name));
  parser.on('text', collect);
  parser.on('cdata', collect);
  try {
    parser.write(xml).close();
  } catch (error) {
    return `is not well-formed XML: ${(error as Error).message}`;
  }
  const { root } = reading;
  return root === 'testsuites' || root === 'testsuite'
    ? undefined
    : `is no JUnit report: its root is <${root ?? ''}>`;
}

function opened(reading: Reading, name: string, attributes: Readonly<Record<string, string>>): void {
  const { suites, tally } = reading;
  reading.root ??= name;
  if (name === 'testsuites' || name === 'testsuite') {
    const declared = declaredFailures(attributes);
    // The outermost count includes those below it.
    const isOutermost = !suites.some((suite) => suite.declared !== undefined);
    if (declared !== undefined && isOutermost) tally.declaredFailures += declared;
    suites.push({ name: attributes['name'] ?? '', file: attributes['file'], declared });
  } else if (name === 'testcase') {
    reading.test = { attributes, isSkipped: false };
  } else if (name === 'skipped' && reading.test !== undefined) {
    reading.test.isSkipped = true;
  } else if (name === 'failure' || name === 'error') {
    const rule = name === 'failure' ? 'failed' : 'error';
    reading.outcome = { rule, message: attributes['message'] ?? attributes['type'] ?? '', text: '' };
  }
}

function closed(reading: Reading, name: string): void {
  const { suites, tally, subject, test, outcome } = reading;
  if (name === 'failure' || name === 'error') {
    // Directly in a suite it is one that could not even be loaded.
    if (test === undefined)
      tally.findings.push(findingOf({ attributes: {}, isSkipped: false, outcome }, suites, subject));
    else test.outcome ??= outcome;
    reading.outcome = undefined;
  } else if (name === 'testcase' && test !== undefined) {
    tally.tests += 1;
    if (test.outcome !== undefined) tally.findings.push(findingOf(test, suites, subject));
    else if (test.isSkipped) tally.skipped += 1;
    reading.test = undefined;
  } else if (name === 'testsuite' || name === 'testsuites') {
    suites.pop();
  }
}

function declaredFailures(attributes: Readonly<Record<string, string>>): number | undefined {
  const { failures, errors } = attributes;
  if (failures === undefined && errors === undefined) return undefined;
  const count = Number(failures ?? 0) + Number(errors ?? 0);
  return Number.isFinite(count) ? count : undefined;
}

function findingOf(
  { attributes, outcome }: Case,
  suites: readonly Suite[],
  subject: ReportSubject,
): FindingInput {
  const suite = suites.at(-1);
  const group = attributes['classname'] || suite?.name || '';
  const id = [group, attributes['name'] ?? ''].filter((part) => part !== '').join('::') || subject.name;
  const location = locationOf(attributes, suite, subject);
  const said = outcome?.message || firstLine(outcome?.text ?? '');
  return {
    ruleId: `repo/${subject.name}/${outcome?.rule ?? 'failed'}`,
    tool: subject.name,
    kind: 'test',
    severity: 'high',
    message: said === '' ? id : `${id}: ${said.slice(0, MAX_TEXT)}`,
    // The test's own name, so that the finding keeps its fingerprint whatever it says and wherever it moves.
    region: id,
    ...(location === undefined ? {} : { location }),
  };
}

function locationOf(
  attributes: Readonly<Record<string, string>>,
  suite: Suite | undefined,
  subject: ReportSubject,
): Location | undefined {
  const file = attributes['file'] ?? attributes['filepath'] ?? suite?.file;
  const path = file === undefined ? undefined : reportPath(file, subject);
  if (path === undefined) return undefined;
  const line = Number(attributes['line'] ?? attributes['lineno']);
  return Number.isInteger(line) && line >= 1 ? { path, line } : { path };
}

function firstLine(text: string): string {
  return (
    text
      .split('\n')
      .map((line) => line.trim())
      .find((line) => line !== '') ?? ''
  );
}
