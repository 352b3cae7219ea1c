import { parseDocument } from './json-document.ts';
import { fieldOf, isObject, listOf, objectsOf, textOf, textsOf, type JsonObject } from './json-value.ts';
import { plainName, plainText } from './plain-text.ts';
import { parsePurl, type Purl } from './purl.ts';
import { foreignReason } from './recognise-report.ts';
import type { ReportFault } from './scan-report.ts';

export type VexStatus = 'not_affected' | 'affected' | 'fixed' | 'under_investigation';

/** What somebody states about a vulnerability in some packages. */
export interface VexStatement {
  /** The vulnerability's names, in capitals. */
  readonly vulnerabilities: readonly string[];
  /** The packages that are meant: the parts of the product where it names parts, else the product. */
  readonly packages: readonly Purl[];
  readonly status: VexStatus;
  /** Justification or impact, which `not_affected` needs. */
  readonly why?: string;
  readonly author: string;
  /** ISO time; empty when none is given. Of several statements about one thing, the last counts. */
  readonly timestamp: string;
}

/** What an OpenVEX document says. `read` is the number of its statements; `notes` names those that say nothing. */
export interface VexReport {
  readonly tool: 'openvex';
  readonly read: number;
  readonly status: 'complete' | 'failed';
  readonly code?: ReportFault;
  readonly reason?: string;
  readonly statements: readonly VexStatement[];
  readonly notes: readonly string[];
}

const STATUSES: ReadonlySet<unknown> = new Set<VexStatus>([
  'not_affected',
  'affected',
  'fixed',
  'under_investigation',
]);

/**
 * Reads an OpenVEX document, 0.0.1 and 0.2.0: vulnerabilities and products as objects or as plain names. A statement
 * with which nothing can be done (no status, no vulnerability, no package, or `not_affected` without a reason, which
 * the format asks for) suppresses nothing and is named in `notes`.
 */
export function readOpenVex(input: string | Uint8Array): VexReport {
  const document = parseDocument(input);
  if ('code' in document) return failed(document);
  const { value } = document;
  const context = fieldOf(value, '@context');
  if (!isObject(value) || !Array.isArray(value['statements']) || !isOpenVex(context))
    return failed({ code: 'wrong-tool', reason: foreignReason(value, 'OpenVEX') });
  const written: readonly unknown[] = value['statements'];
  const read = written.map((statement, index) => statementOf(statement, { document: value, index }));
  return {
    tool: 'openvex',
    read: written.length,
    status: 'complete',
    statements: read.filter((one) => typeof one !== 'string'),
    notes: read.filter((one) => typeof one === 'string'),
  };
}

function isOpenVex(context: unknown): boolean {
  const first = Array.isArray(context) ? (context as unknown[])[0] : context;
  return typeof first === 'string' && first.slice(0, 200).includes('openvex');
}

function failed({ code, reason }: { readonly code: ReportFault; readonly reason: string }): VexReport {
  return { tool: 'openvex', read: 0, status: 'failed', code, reason, statements: [], notes: [] };
}

function statementOf(
  statement: unknown,
  { document, index }: { readonly document: JsonObject; readonly index: number },
): VexStatement | string {
  const place = `statement ${index + 1}`;
  if (!isObject(statement)) return `${place} is no object`;
  const { status } = statement;
  if (!STATUSES.has(status)) return `${place} has no status that OpenVEX knows`;
  const vulnerabilities = vulnerabilitiesOf(statement['vulnerability']);
  if (vulnerabilities.length === 0) return `${place} names no vulnerability`;
  const packages = listOf(statement['products']).flatMap(packagesOf);
  if (packages.length === 0) return `${place}, about ${vulnerabilities[0]}, names no package by a purl`;
  const why = [statement['justification'], statement['impact_statement']].flatMap(
    (text) => textOf(text) ?? [],
  );
  if (status === 'not_affected' && why.length === 0)
    return `${place}, about ${vulnerabilities[0]}, says not_affected without a justification`;
  return {
    vulnerabilities,
    packages,
    status: status as VexStatus,
    ...(why.length === 0 ? {} : { why: plainText(why.join(': ')) }),
    author: plainName(textOf(document['author']) ?? 'no author'),
    timestamp: timeOf(statement['timestamp']) ?? timeOf(document['timestamp']) ?? '',
  };
}

function vulnerabilitiesOf(written: unknown): readonly string[] {
  const names = isObject(written)
    ? [textOf(written['name']), textOf(written['@id']), ...textsOf(written['aliases'])]
    : [textOf(written)];
  return [...new Set(names.flatMap((name) => (name === undefined ? [] : [plainName(name).toUpperCase()])))];
}

function packagesOf(product: unknown): readonly Purl[] {
  const parts = objectsOf(fieldOf(product, 'subcomponents'));
  const subjects: readonly unknown[] = parts.length > 0 ? parts : [product];
  return subjects.flatMap((subject) => {
    const names = isObject(subject)
      ? [textOf(fieldOf(subject, 'identifiers', 'purl')), textOf(subject['@id'])]
      : [textOf(subject)];
    return names.map((name) => (name === undefined ? undefined : parsePurl(name))).find(Boolean) ?? [];
  });
}

function timeOf(written: unknown): string | undefined {
  const time = typeof written === 'string' ? Date.parse(written.slice(0, 40)) : Number.NaN;
  return Number.isNaN(time) ? undefined : new Date(time).toISOString();
}
