import type { Finding } from '@sluice/core';
import { concludeReport, failedReport } from './conclude-report.ts';
import { parseDocument } from './json-document.ts';
import { fieldOf, textOf, type JsonObject } from './json-value.ts';
import { isPlaceholder } from './placeholder.ts';
import { plainId, plainText } from './plain-text.ts';
import { foreignReason } from './recognise-report.ts';
import { locationOf, reportPath } from './report-location.ts';
import type { Missed, ReadOptions, ScanReport } from './scan-report.ts';

const TOOL = 'gitleaks';

/**
 * Reads the JSON report of gitleaks: version 8, the shape of version 7, and `null`, which old versions wrote for
 * nothing found. Only rule, description, place and commit pass. `Match`, `Secret`, `Message`, author and address never
 * do: `--redact` leaves the commit's message as it is.
 *
 * The report does not say how much was looked at; whoever ran gitleaks must know that some commit or file was.
 */
export function readGitleaksReport(input: string | Uint8Array, options: ReadOptions = {}): ScanReport {
  const document = parseDocument(input);
  if ('code' in document) return failedReport(TOOL, document);
  const records: unknown = document.value ?? [];
  const leaks = Array.isArray(records) ? records.flatMap((record) => leakOf(record) ?? []) : [];
  if (!Array.isArray(records) || (records.length > 0 && leaks.length === 0))
    return failedReport(TOOL, { code: 'wrong-tool', reason: foreignReason(document.value, TOOL) });
  return concludeReport({
    tool: TOOL,
    read: records.length,
    findings: leaks.map((leak) => findingOf(leak, options)),
    missed: unreadRecords(records.length - leaks.length),
    seen: leaks.length,
    unit: 'records',
    detail: ['gitleaks does not report how much it looked at'],
    isSeenCounted: false,
  });
}

/** One leak, whatever the version that wrote it. `value` never leaves this file. */
interface Leak {
  readonly rule: string;
  readonly description?: string;
  readonly path: string;
  readonly places: Parameters<typeof locationOf>[1];
  readonly commit?: string;
  readonly value?: string;
}

function leakOf(record: unknown): Leak | undefined {
  const rule = textOf(fieldOf(record, 'RuleID'));
  const path = textOf(fieldOf(record, 'File'));
  if (rule === undefined || path === undefined) return oldLeakOf(record);
  const field = (name: string): unknown => (record as JsonObject)[name];
  return {
    rule,
    description: textOf(field('Description')),
    path,
    places: {
      line: field('StartLine'),
      column: field('StartColumn'),
      endLine: field('EndLine'),
      endColumn: field('EndColumn'),
    },
    commit: textOf(field('Commit')),
    value: textOf(field('Secret')) ?? textOf(field('Match')),
  };
}

/** The shape of version 7: the rule is its description. */
function oldLeakOf(record: unknown): Leak | undefined {
  const rule = textOf(fieldOf(record, 'rule'));
  const path = textOf(fieldOf(record, 'file'));
  if (rule === undefined || path === undefined || fieldOf(record, 'offender') === undefined) return undefined;
  const field = (name: string): unknown => (record as JsonObject)[name];
  return {
    rule,
    path,
    places: { line: field('lineNumber'), column: undefined, endLine: undefined, endColumn: undefined },
    commit: textOf(field('commit')),
    value: textOf(field('offender')),
  };
}

function findingOf(leak: Leak, options: ReadOptions): Finding {
  const value = rawValue(leak.value);
  if (value !== undefined) options.secret?.(value);
  // A shorter value masks ordinary text, and guesses itself.
  const hide = (text: string): string =>
    value === undefined || value.length < 5 ? text : text.replaceAll(value, '***');
  const rule = plainId(hide(leak.rule)).replace(/\s+/gu, '-');
  const description = plainText(hide(leak.description ?? leak.rule)).replace(/\.$/u, '') || rule;
  const commit = /^[0-9a-f]{7,64}$/iu.exec(leak.commit ?? '')?.[0].slice(0, 10);
  const place = commit === undefined ? '' : `, in commit ${commit}`;
  return {
    ruleId: `${TOOL}/${rule}`,
    tool: TOOL,
    kind: 'secret',
    // gitleaks has no severity of its own; the rule's class may raise it (severity/secret-class.ts).
    severity: 'high',
    ...(value !== undefined && isPlaceholder(value) ? { confidence: 'placeholder' } : {}),
    message: `${description}${place}`,
    location: locationOf(reportPath(hide(leak.path), options.cwd), leak.places),
    // In place of the message, whose commit changes with every rebase.
    region: rule,
  };
}

/** What the report shows of a secret, undefined when it is masked. `--redact=20` leaves the beginning, and dots. */
function rawValue(written: string | undefined): string | undefined {
  const value = written?.trim().replace(/\.\.\.$/u, '') ?? '';
  return value === '' || /^(?:REDACTED|\*+)$/u.test(value) ? undefined : value;
}

function unreadRecords(count: number): readonly Missed[] {
  if (count === 0) return [];
  return [{ kind: 'record', name: `${count} leaks`, reason: 'not as gitleaks writes them' }];
}
