import type { Finding } from '@sluice/core';
import { concludeReport, failedReport } from './conclude-report.ts';
import { parseDocument } from './json-document.ts';
import { fieldOf, isObject, listOf, objectsOf, textOf, type JsonObject } from './json-value.ts';
import { plainName } from './plain-text.ts';
import { foreignReason } from './recognise-report.ts';
import type { Missed, ReadOptions, ScanReport } from './scan-report.ts';
import { trivyLicense } from './trivy-license.ts';
import { trivyMisconfiguration } from './trivy-misconfiguration.ts';
import { suppressedByTrivy } from './trivy-modified.ts';
import { trivySecret } from './trivy-secret.ts';
import { createTrivyTarget, type TrivyTarget } from './trivy-target.ts';
import { trivyVulnerability } from './trivy-vulnerability.ts';

const TOOL = 'trivy';

type Read = (record: JsonObject, target: TrivyTarget) => Finding | undefined;

/** The lists of a result, and how a record of each is read; undefined for one that is no problem. */
const LISTS: readonly (readonly [list: string, type: string, read: Read])[] = [
  ['Vulnerabilities', 'vulnerability', trivyVulnerability],
  ['Misconfigurations', 'misconfiguration', trivyMisconfiguration],
  ['Secrets', 'secret', trivySecret],
  ['Licenses', 'license', trivyLicense],
];

/**
 * Reads the JSON report of Trivy: schema 2, the bare list of old versions and the report on a Kubernetes cluster.
 * A report without any result says that nothing was found to look at, which is no clean scan. What Trivy lists apart
 * as suppressed (`--show-suppressed`) becomes suppressed findings and is not in `read`.
 */
export function readTrivyReport(input: string | Uint8Array, options: ReadOptions = {}): ScanReport {
  const document = parseDocument(input);
  if ('code' in document) return failedReport(TOOL, document);
  const results = resultsOf(document.value);
  if (results === undefined || (results.length > 0 && !results.some(isResult)))
    return failedReport(TOOL, { code: 'wrong-tool', reason: foreignReason(document.value, 'Trivy') });
  const known = results.filter(isResult);
  const perResult = known.map((result) => readResult(result, options));
  const endOfLife = endOfLifeOf(document.value);
  const sum = (field: 'read' | 'unread'): number => perResult.reduce((total, one) => total + one[field], 0);
  return concludeReport({
    tool: TOOL,
    read: sum('read'),
    findings: [...endOfLife, ...perResult.flatMap(({ findings }) => findings)],
    missed: unreadRecords(sum('unread') + results.length - known.length),
    seen: known.length,
    unit: 'targets',
    detail: endOfLife.map(({ message }) => message),
    isSeenCounted: true,
  });
}

/** The results of any shape; undefined when it is none of Trivy's. */
function resultsOf(value: unknown): readonly unknown[] | undefined {
  if (value === null) return [];
  if (Array.isArray(value)) return value;
  if (!isObject(value)) return undefined;
  if (value['ClusterName'] !== undefined) return clusterResults(value);
  if (typeof value['SchemaVersion'] !== 'number') return undefined;
  const results = value['Results'];
  return results === undefined || results === null ? [] : Array.isArray(results) ? results : undefined;
}

function clusterResults(cluster: JsonObject): readonly unknown[] {
  const resources = ['Vulnerabilities', 'Misconfigurations', 'Resources'].flatMap((list) =>
    objectsOf(cluster[list]),
  );
  return resources.flatMap((resource) => listOf(resource['Results']));
}

function isResult(result: unknown): result is JsonObject {
  return typeof fieldOf(result, 'Target') === 'string';
}

interface ReadResult {
  readonly read: number;
  readonly unread: number;
  readonly findings: readonly Finding[];
}

function readResult(result: JsonObject, options: ReadOptions): ReadResult {
  const target = createTrivyTarget(result, options);
  const lists = LISTS.map(([name, , read]) => {
    const records = listOf(result[name]);
    const objects = records.filter(isObject);
    const findings = objects.flatMap((record) => read(record, target) ?? []);
    return { read: records.length, unread: records.length - objects.length, findings };
  });
  const modified = objectsOf(result['ExperimentalModifiedFindings']).flatMap((entry) => {
    const read = LISTS.find(([, type]) => type === entry['Type'])?.[2];
    const inner = entry['Finding'];
    const finding = read === undefined || !isObject(inner) ? undefined : read(inner, target);
    return finding === undefined ? [] : [suppressedByTrivy(finding, entry)];
  });
  return {
    read: lists.reduce((sum, { read }) => sum + read, 0),
    unread: lists.reduce((sum, { unread }) => sum + unread, 0),
    findings: [...lists.flatMap(({ findings }) => findings), ...modified],
  };
}

/** A system that gets no more fixes has few known vulnerabilities, which makes it no safer. */
function endOfLifeOf(document: unknown): readonly Finding[] {
  if (fieldOf(document, 'Metadata', 'OS', 'EOSL') !== true) return [];
  const family = plainName(textOf(fieldOf(document, 'Metadata', 'OS', 'Family')) ?? 'the operating system');
  const name = plainName(textOf(fieldOf(document, 'Metadata', 'OS', 'Name')) ?? '');
  const system = `${family} ${name}`.trim();
  return [
    {
      ruleId: `${TOOL}/end-of-life`,
      tool: TOOL,
      kind: 'eol',
      severity: 'high',
      message: `${system} gets no more security fixes`,
      region: system,
    },
  ];
}

function unreadRecords(count: number): readonly Missed[] {
  if (count === 0) return [];
  return [{ kind: 'record', name: `${count} records`, reason: 'not as Trivy writes them' }];
}
