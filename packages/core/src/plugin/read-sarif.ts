import type { FindingInput } from '../model/finding.ts';
import { fieldAt, isObject, listOf, textOf, type JsonObject } from './json-field.ts';
import { sarifFinding } from './sarif-result.ts';
import { createSarifRun } from './sarif-run.ts';

/** A result of a SARIF log that is a failure, and what its rule is called. */
export interface SarifResult {
  readonly finding: FindingInput;
  readonly ruleName?: string;
  readonly ruleTags: readonly string[];
}

/**
 * What a SARIF log says. `records` counts all its results, also those that are no failure. With a `fault` the log is
 * no whole evidence: `not-sarif`, `nothing-scanned` (no run, or one without results), `scan-failed` (an invocation
 * that did not succeed) or `incomplete` (a run or a result that cannot be read); what could be read is there all the
 * same.
 */
export interface SarifReading {
  readonly records: number;
  readonly results: readonly SarifResult[];
  /** The driver of each run, as ids have it. */
  readonly tools: readonly string[];
  readonly fault?: {
    readonly code: 'not-sarif' | 'nothing-scanned' | 'scan-failed' | 'incomplete';
    readonly reason: string;
  };
}

/** How a log is read. */
export interface ReadSarifOptions {
  /** The tool's name where a run has none. */
  readonly name: string;
  /** Turns a path or `file:` URI of the log into a finding's path; undefined leaves the location out. */
  readonly pathOf: (written: string) => string | undefined;
}

/**
 * Reads a parsed SARIF log, 2.1.x. Each result that is a failure becomes a finding of kind `code`; one that the log
 * suppresses keeps its suppression. Throws nothing, whatever it is given.
 */
export function readSarif(log: unknown, options: ReadSarifOptions): SarifReading {
  const nothing = { records: 0, results: [], tools: [] };
  if (!isObject(log) || !Array.isArray(log['runs']))
    return { ...nothing, fault: { code: 'not-sarif', reason: 'is no SARIF: it has no runs' } };
  const { version } = log;
  if (typeof version !== 'string' || !version.startsWith('2.1')) {
    const named = typeof version === 'string' ? version.slice(0, 20) : 'without a version';
    return { ...nothing, fault: { code: 'not-sarif', reason: `is SARIF ${named}, not 2.1` } };
  }
  const runs: readonly unknown[] = log['runs'];
  if (runs.length === 0)
    return { ...nothing, fault: { code: 'nothing-scanned', reason: 'holds no run: nothing was scanned' } };
  const read = runs.map((run) => readRun(run, options));
  const fault = read.find((one) => one.fault !== undefined)?.fault;
  return {
    records: read.reduce((sum, { records }) => sum + records, 0),
    results: read.flatMap(({ results }) => results),
    tools: read.flatMap(({ tools }) => tools),
    ...(fault === undefined ? {} : { fault }),
  };
}

function readRun(value: unknown, { name, pathOf }: ReadSarifOptions): SarifReading {
  if (!isObject(value)) {
    const fault = { code: 'incomplete', reason: 'has a run that is no object' } as const;
    return { records: 0, results: [], tools: [], fault };
  }
  const run = createSarifRun(value, name);
  const written = listOf(value['results']);
  const results = written.filter(isObject).flatMap((result) => {
    const read = sarifFinding(result, run, pathOf);
    if (read === undefined) return [];
    const ruleName = textOf(read.rule?.['name']);
    const ruleTags = listOf(fieldAt(read.rule, 'properties', 'tags')).flatMap((tag) => textOf(tag) ?? []);
    return [{ finding: read.finding, ...(ruleName === undefined ? {} : { ruleName }), ruleTags }];
  });
  const fault = faultOfRun(value);
  return {
    records: written.length,
    results,
    tools: [run.tool],
    ...(fault === undefined ? {} : { fault }),
  };
}

function faultOfRun(run: JsonObject): SarifReading['fault'] {
  const results = run['results'];
  if (!Array.isArray(results))
    return { code: 'nothing-scanned', reason: 'has a run without results: nothing was scanned' };
  if (!results.every(isObject)) return { code: 'incomplete', reason: 'has a result that is no object' };
  const failed = listOf(run['invocations']).find(
    (invocation) => fieldAt(invocation, 'executionSuccessful') === false,
  );
  if (failed === undefined) return undefined;
  const said = textOf(fieldAt(failed, 'exitCodeDescription')) ?? messageOfNotification(failed);
  return {
    code: 'scan-failed',
    reason: `says that the scan did not succeed${said === undefined ? '' : `: ${said}`}`,
  };
}

function messageOfNotification(invocation: unknown): string | undefined {
  const first = listOf(fieldAt(invocation, 'toolExecutionNotifications')).find(isObject);
  return textOf(fieldAt(first, 'message', 'text'));
}
