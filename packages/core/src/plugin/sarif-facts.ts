import type { FindingInput, Location, Severity } from '../model/finding.ts';
import type { ReadReport, ReportSubject } from './report-facts.ts';
import { reportPath } from './report-path.ts';

type Json = Readonly<Record<string, unknown>>;

/** SARIF's level as our severity, where the rule gives no score. */
const LEVELS: Readonly<Record<string, Severity>> = {
  error: 'high',
  warning: 'medium',
  note: 'low',
  none: 'info',
};

/**
 * Reads SARIF 2.1.0: each result that is a failure is a finding. A log without runs, a run without results (SARIF's
 * way to say that nothing was scanned) or one that says it did not succeed is no evidence.
 */
export function sarifFacts(text: string, subject: ReportSubject): ReadReport {
  let log: unknown;
  try {
    // Windows tools write a byte order mark.
    log = JSON.parse(text.replace(/^\uFEFF/u, ''));
  } catch (error) {
    return { fault: `is not JSON: ${(error as Error).message}` };
  }
  if (!isObject(log) || !Array.isArray(log['runs'])) return { fault: 'is no SARIF: it has no runs' };
  if (!String(log['version']).startsWith('2.1'))
    return { fault: `is SARIF ${String(log['version'])}, not 2.1` };
  const runs: readonly unknown[] = log['runs'];
  if (runs.length === 0) return { fault: 'holds no run: nothing was scanned' };
  const findings: FindingInput[] = [];
  for (const run of runs) {
    const fault = isObject(run) ? faultOfRun(run) : 'has a run that is no object';
    if (fault !== undefined) return { fault };
    for (const result of (run as { results: readonly unknown[] }).results) {
      if (!isObject(result)) return { fault: 'has a result that is no object' };
      const finding = findingOf(result, run as Json, subject);
      if (finding !== undefined) findings.push(finding);
    }
  }
  return { findings, metrics: { results: findings.length }, summary: `${findings.length} results` };
}

function faultOfRun(run: Json): string | undefined {
  if (!Array.isArray(run['results'])) return 'has a run without results: nothing was scanned';
  const failed = list(run['invocations']).find(
    (invocation) => isObject(invocation) && invocation['executionSuccessful'] === false,
  );
  if (failed === undefined) return undefined;
  const said = text((failed as Json)['exitCodeDescription']) ?? messageOfNotification(failed as Json);
  return `says that the scan did not succeed${said === undefined ? '' : `: ${said}`}`;
}

function messageOfNotification(invocation: Json): string | undefined {
  const first = list(invocation['toolExecutionNotifications']).find(isObject) as Json | undefined;
  return text(at(first, 'message', 'text'));
}

function findingOf(result: Json, run: Json, subject: ReportSubject): FindingInput | undefined {
  const kind = text(result['kind']) ?? 'fail';
  if (kind === 'pass' || kind === 'notApplicable' || result['baselineState'] === 'absent') return undefined;
  const rule = ruleOf(result, run);
  const id = text(result['ruleId']) ?? text(at(result, 'rule', 'id')) ?? text(rule?.['id']) ?? 'unknown';
  const driver = text(at(run, 'tool', 'driver', 'name')) ?? subject.name;
  const tool =
    driver
      .toLowerCase()
      .replace(/[^a-z0-9]+/gu, '-')
      .replace(/^-|-$/gu, '') || subject.name;
  const { severity, raw } = severityOf(result, rule, kind);
  const locations = list(result['locations'])
    .filter(isObject)
    .flatMap((one) => locationOf(one, run, subject) ?? []);
  const region = text(at(list(result['locations'])[0], 'physicalLocation', 'region', 'snippet', 'text'));
  const helpUrl = text(rule?.['helpUri']);
  const cwe = cweOf(rule);
  const reason = suppressionOf(result);
  return {
    ruleId: `${tool}/${id}`,
    tool,
    kind: 'code',
    severity,
    raw,
    message: messageOfResult(result, rule) ?? id,
    ...(locations[0] === undefined ? {} : { location: locations[0] }),
    ...(locations.length > 1 ? { locations } : {}),
    ...(region === undefined ? {} : { region }),
    ...(helpUrl === undefined ? {} : { helpUrl }),
    ...(cwe.length === 0 ? {} : { cwe }),
    ...(reason === undefined ? {} : { suppression: { kind: 'in-source' as const, reason } }),
  };
}

function ruleOf(result: Json, run: Json): Json | undefined {
  const extension = at(result, 'rule', 'toolComponent', 'index');
  const component =
    typeof extension === 'number'
      ? list(at(run, 'tool', 'extensions'))[extension]
      : at(run, 'tool', 'driver');
  const rules = list(at(component, 'rules')).filter(isObject);
  const index = result['ruleIndex'] ?? at(result, 'rule', 'index');
  const id = text(result['ruleId']) ?? text(at(result, 'rule', 'id'));
  if (typeof index === 'number' && rules[index] !== undefined) return rules[index];
  // `CA2101/1` names a case of rule `CA2101`.
  return (
    rules.find((rule) => rule['id'] === id) ?? rules.find((rule) => id?.startsWith(`${String(rule['id'])}/`))
  );
}

// A score comes first, for it is finer than the three levels; its bounds are those of CVSS, which GitHub uses too.
function severityOf(
  result: Json,
  rule: Json | undefined,
  kind: string,
): { readonly severity: Severity; readonly raw: string } {
  const written =
    at(result, 'properties', 'security-severity') ?? at(rule, 'properties', 'security-severity');
  const score = written === undefined || written === '' ? Number.NaN : Number(written);
  const level =
    text(result['level']) ??
    text(at(rule, 'defaultConfiguration', 'level')) ??
    (kind === 'fail' ? 'warning' : 'none');
  if (!Number.isNaN(score)) return { severity: severityOfScore(score), raw: `security-severity ${score}` };
  return { severity: LEVELS[level] ?? 'unknown', raw: level };
}

function severityOfScore(score: number): Severity {
  if (score >= 9) return 'critical';
  if (score >= 7) return 'high';
  if (score >= 4) return 'medium';
  return score > 0 ? 'low' : 'info';
}

function messageOfResult(result: Json, rule: Json | undefined): string | undefined {
  const message = result['message'];
  const id = text(at(message, 'id'));
  const template =
    text(at(message, 'text')) ??
    (id === undefined ? undefined : text(at(rule, 'messageStrings', id, 'text'))) ??
    text(at(rule, 'shortDescription', 'text'));
  const values = list(at(message, 'arguments'));
  return template?.replace(/\{(\d+)\}/gu, (whole, index: string) => text(values[Number(index)]) ?? whole);
}

function locationOf(location: Json, run: Json, subject: ReportSubject): Location | undefined {
  const artifact = at(location, 'physicalLocation', 'artifactLocation');
  const index = at(artifact, 'index');
  const uri =
    text(at(artifact, 'uri')) ??
    (typeof index === 'number' ? text(at(list(run['artifacts'])[index], 'location', 'uri')) : undefined);
  if (uri === undefined) return undefined;
  const base = text(at(artifact, 'uriBaseId'));
  const baseUri = base === undefined ? undefined : text(at(run, 'originalUriBaseIds', base, 'uri'));
  const path = reportPath(decoded(baseUri === undefined ? uri : joinUri(baseUri, uri)), subject);
  if (path === undefined) return undefined;
  const region = at(location, 'physicalLocation', 'region');
  const places = { line: 'startLine', column: 'startColumn', endLine: 'endLine', endColumn: 'endColumn' };
  const numbers = Object.entries(places).flatMap(([name, key]) => {
    const value = at(region, key);
    return Number.isInteger(value) && (value as number) >= 1 ? [[name, value as number]] : [];
  });
  return { path, ...Object.fromEntries(numbers) };
}

function joinUri(base: string, uri: string): string {
  return /^[a-z][a-z0-9+.-]*:/iu.test(uri) || uri.startsWith('/')
    ? uri
    : `${base.replace(/\/?$/u, '/')}${uri}`;
}

function decoded(uri: string): string {
  // A `file:` URI is decoded as it becomes a path.
  if (/^file:/iu.test(uri)) return uri;
  try {
    return decodeURIComponent(uri);
  } catch {
    return uri;
  }
}

function cweOf(rule: Json | undefined): readonly string[] {
  const tags = list(at(rule, 'properties', 'tags')).flatMap(
    (tag) => /\bcwe-0*(\d+)/iu.exec(String(tag))?.[1] ?? [],
  );
  return [...new Set(tags)].map((number) => `CWE-${number}`);
}

// Only what was accepted: a suppression under review, or rejected, suppresses nothing.
function suppressionOf(result: Json): string | undefined {
  const all = list(result['suppressions']).filter(isObject);
  if (all.length === 0 || all.some((one) => one['status'] !== undefined && one['status'] !== 'accepted'))
    return undefined;
  return text(all[0]?.['justification']) ?? 'suppressed in the source';
}

function at(value: unknown, ...keys: readonly string[]): unknown {
  return keys.reduce<unknown>((inner, key) => (isObject(inner) ? inner[key] : undefined), value);
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
