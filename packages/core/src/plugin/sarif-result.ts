import type { FindingInput, Location, Severity } from '../model/finding.ts';
import { fieldAt, isObject, listOf, textOf, type JsonObject } from './json-field.ts';
import type { SarifRun } from './sarif-run.ts';

/** SARIF's level as our severity, where the rule gives no score. */
const LEVELS = new Map<string, Severity>([
  ['error', 'high'],
  ['warning', 'medium'],
  ['note', 'low'],
  ['none', 'info'],
]);

// A message is text with places for arguments: unbounded, a small log could ask for gigabytes.
const MAX_TEMPLATE = 4000;
const MAX_ARGUMENT = 1000;

/** One result as a finding; undefined for one that is no failure. Locations are as `pathOf` gives them. */
export function sarifFinding(
  result: JsonObject,
  run: SarifRun,
  pathOf: (written: string) => string | undefined,
): { readonly finding: FindingInput; readonly rule: JsonObject | undefined } | undefined {
  const kind = textOf(result['kind']) ?? 'fail';
  if (kind === 'pass' || kind === 'notApplicable' || result['baselineState'] === 'absent') return undefined;
  const rule = run.ruleOf(result);
  const id =
    textOf(result['ruleId']) ?? textOf(fieldAt(result, 'rule', 'id')) ?? textOf(rule?.['id']) ?? 'unknown';
  const locations = listOf(result['locations'])
    .filter(isObject)
    .flatMap((one) => locationOf(one, run, pathOf) ?? []);
  const region = textOf(
    fieldAt(listOf(result['locations'])[0], 'physicalLocation', 'region', 'snippet', 'text'),
  );
  const helpUrl = textOf(rule?.['helpUri']);
  const cwe = cweOf(rule);
  const reason = suppressionOf(result);
  const finding: FindingInput = {
    ruleId: `${run.tool}/${id}`,
    tool: run.tool,
    kind: 'code',
    ...severityOf(result, rule, kind),
    message: messageOf(result, rule) ?? id,
    ...(locations[0] === undefined ? {} : { location: locations[0] }),
    ...(locations.length > 1 ? { locations } : {}),
    ...(region === undefined ? {} : { region }),
    ...(helpUrl === undefined ? {} : { helpUrl }),
    ...(cwe.length === 0 ? {} : { cwe }),
    ...(reason === undefined ? {} : { suppression: { kind: 'in-source' as const, reason } }),
  };
  return { finding, rule };
}

// A score comes first, for it is finer than the three levels; its bounds are those of CVSS, which GitHub uses too.
function severityOf(
  result: JsonObject,
  rule: JsonObject | undefined,
  kind: string,
): { readonly severity: Severity; readonly raw: string } {
  const written =
    fieldAt(result, 'properties', 'security-severity') ?? fieldAt(rule, 'properties', 'security-severity');
  const score = written === undefined || written === '' ? Number.NaN : Number(written);
  const level =
    textOf(result['level']) ??
    textOf(fieldAt(rule, 'defaultConfiguration', 'level')) ??
    (kind === 'fail' ? 'warning' : 'none');
  if (!Number.isNaN(score)) return { severity: severityOfScore(score), raw: `security-severity ${score}` };
  return { severity: LEVELS.get(level) ?? 'unknown', raw: level };
}

function severityOfScore(score: number): Severity {
  if (score >= 9) return 'critical';
  if (score >= 7) return 'high';
  if (score >= 4) return 'medium';
  return score > 0 ? 'low' : 'info';
}

function messageOf(result: JsonObject, rule: JsonObject | undefined): string | undefined {
  const message = result['message'];
  const id = textOf(fieldAt(message, 'id'));
  const template =
    textOf(fieldAt(message, 'text')) ??
    (id === undefined ? undefined : textOf(fieldAt(rule, 'messageStrings', id, 'text'))) ??
    textOf(fieldAt(rule, 'shortDescription', 'text'));
  const values = listOf(fieldAt(message, 'arguments'));
  return template
    ?.slice(0, MAX_TEMPLATE)
    .replace(
      /\{(\d+)\}/gu,
      (whole, index: string) => textOf(values[Number(index)])?.slice(0, MAX_ARGUMENT) ?? whole,
    );
}

function locationOf(
  location: JsonObject,
  run: SarifRun,
  pathOf: (written: string) => string | undefined,
): Location | undefined {
  const artifact = fieldAt(location, 'physicalLocation', 'artifactLocation');
  const index = fieldAt(artifact, 'index');
  const uri =
    textOf(fieldAt(artifact, 'uri')) ??
    (typeof index === 'number'
      ? textOf(fieldAt(listOf(run.value['artifacts'])[index], 'location', 'uri'))
      : undefined);
  if (uri === undefined) return undefined;
  const base = textOf(fieldAt(artifact, 'uriBaseId'));
  const baseUri =
    base === undefined ? undefined : textOf(fieldAt(run.value, 'originalUriBaseIds', base, 'uri'));
  const path = pathOf(decoded(baseUri === undefined ? uri : joinUri(baseUri, uri)));
  if (path === undefined) return undefined;
  const region = fieldAt(location, 'physicalLocation', 'region');
  const places = { line: 'startLine', column: 'startColumn', endLine: 'endLine', endColumn: 'endColumn' };
  const numbers = Object.entries(places).flatMap(([name, key]) => {
    const value = fieldAt(region, key);
    return Number.isSafeInteger(value) && (value as number) >= 1 ? [[name, value as number]] : [];
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

function cweOf(rule: JsonObject | undefined): readonly string[] {
  const tags = listOf(fieldAt(rule, 'properties', 'tags')).flatMap((tag) =>
    typeof tag === 'string' ? (/\bcwe-0*(\d+)/iu.exec(tag)?.[1] ?? []) : [],
  );
  return [...new Set(tags)].map((number) => `CWE-${number}`);
}

// Only what was accepted: a suppression under review, or rejected, suppresses nothing.
function suppressionOf(result: JsonObject): string | undefined {
  const all = listOf(result['suppressions']).filter(isObject);
  if (all.length === 0 || all.some((one) => one['status'] !== undefined && one['status'] !== 'accepted'))
    return undefined;
  return textOf(all[0]?.['justification']) ?? 'suppressed in the source';
}
