import type { Finding } from '@sluice/core';
import { blankLiterals } from './blank-literals.ts';
import { concludeReport, failedReport } from './conclude-report.ts';
import { parseDocument } from './json-document.ts';
import { fieldOf, integerOf, isObject, listOf, objectsOf, textOf, type JsonObject } from './json-value.ts';
import { banditSeverity } from './bandit-severity.ts';
import { plainId, plainName, plainText } from './plain-text.ts';
import { foreignReason } from './recognise-report.ts';
import { locationOf, reportPath } from './report-location.ts';
import type { Missed, ReadOptions, ScanReport } from './scan-report.ts';

const TOOL = 'bandit';

/** Rules whose message and code hold the password that they found. */
const PASSWORD_RULES = new Set(['B105', 'B106', 'B107']);

/**
 * Reads the JSON report of Bandit, 1.6 to 1.9. `results` alone is counted: `metrics` ignores the filters of the
 * command line. A file that Bandit could not parse is in `errors` and nowhere else, its exit code included.
 */
export function readBanditReport(input: string | Uint8Array, options: ReadOptions = {}): ScanReport {
  const document = parseDocument(input);
  if ('code' in document) return failedReport(TOOL, document);
  const { value } = document;
  if (!isObject(value) || !Array.isArray(value['results']) || !isObject(value['metrics']))
    return failedReport(TOOL, { code: 'wrong-tool', reason: foreignReason(value, 'Bandit') });
  const results = listOf(value['results']);
  const records = results.filter(isResult);
  const errors = objectsOf(value['errors']).map((error) => missedFile(error, options));
  const files = filesOf(value, records, options);
  for (const { name } of errors) files.delete(name);
  const lines = passwordLines(records);
  return concludeReport({
    tool: TOOL,
    read: results.length,
    findings: records.map((record) => findingOf(record, lines, options)),
    missed: [...errors, ...unreadRecords(results.length - records.length)],
    seen: files.size,
    unit: 'files',
    detail: detailOf(value),
    isSeenCounted: true,
  });
}

function isResult(result: unknown): result is JsonObject {
  return (
    textOf(fieldOf(result, 'filename')) !== undefined &&
    textOf(fieldOf(result, 'issue_text')) !== undefined &&
    typeof fieldOf(result, 'issue_severity') === 'string'
  );
}

function missedFile(error: JsonObject, { cwd }: ReadOptions): Missed {
  const name = textOf(error['filename']);
  const reason = plainText(textOf(error['reason']) ?? 'no reason given');
  return { kind: 'file', name: name === undefined ? 'a file without a name' : reportPath(name, cwd), reason };
}

function unreadRecords(count: number): readonly Missed[] {
  if (count === 0) return [];
  return [{ kind: 'record', name: `${count} results`, reason: 'not as Bandit writes them' }];
}

/** What Bandit looked at. `metrics` has a line for each file; where it is filtered away, the results name files too. */
function filesOf(document: JsonObject, records: readonly JsonObject[], { cwd }: ReadOptions): Set<string> {
  const measured = Object.keys(document['metrics'] as JsonObject).filter((name) => name !== '_totals');
  const named = records.flatMap((record) => textOf(record['filename']) ?? []);
  return new Set([...measured, ...named].map((name) => reportPath(name, cwd)));
}

function detailOf(document: JsonObject): readonly string[] {
  const count = (name: string): number => integerOf(fieldOf(document, 'metrics', '_totals', name)) ?? 0;
  const [nosec, skipped] = [count('nosec'), count('skipped_tests')];
  return [
    ...(nosec > 0 ? [`${nosec} marked \`# nosec\``] : []),
    ...(skipped > 0 ? [`${skipped} marked \`# nosec\` for one rule`] : []),
  ];
}

/** The lines that hold a password: another rule may quote the same line. */
function passwordLines(records: readonly JsonObject[]): ReadonlySet<string> {
  const found = records.filter((record) => PASSWORD_RULES.has(String(record['test_id'])));
  return new Set(found.flatMap(linesOf));
}

function linesOf(record: JsonObject): readonly string[] {
  const range = listOf(record['line_range']).flatMap((line) => integerOf(line, 1) ?? []);
  const lines = range.length > 0 ? range : [integerOf(record['line_number'], 1) ?? 0];
  return lines.map((line) => `${String(record['filename'])}:${line}`);
}

function findingOf(record: JsonObject, secretLines: ReadonlySet<string>, options: ReadOptions): Finding {
  const rule = plainId(textOf(record['test_id']) ?? textOf(record['test_name']));
  const text = String(record['issue_text']);
  const holdsPassword = PASSWORD_RULES.has(rule);
  if (holdsPassword) tellSecret(text, options);
  const isSecretLine = holdsPassword || linesOf(record).some((line) => secretLines.has(line));
  const source = regionOf(record);
  const region =
    source === undefined ? undefined : plainText(isSecretLine ? blankLiterals(source) : source, 2000);
  const range = listOf(record['line_range']).flatMap((line) => integerOf(line, 1) ?? []);
  const cwe = integerOf(fieldOf(record, 'issue_cwe', 'id'), 1);
  const helpUrl = textOf(record['more_info']);
  const confidence = textOf(record['issue_confidence']);
  return {
    ruleId: `${TOOL}/${rule}`,
    tool: TOOL,
    kind: 'code',
    severity: banditSeverity(record['issue_severity']),
    raw: plainName(String(record['issue_severity'])),
    ...(confidence === undefined ? {} : { confidence: plainName(confidence) }),
    message: (holdsPassword ? withoutLiteral(text) : plainText(text)) || rule,
    location: locationOf(reportPath(String(record['filename']), options.cwd), {
      line: record['line_number'],
      column: fromZero(record['col_offset']),
      endLine: range.at(-1),
      endColumn: fromZero(record['end_col_offset']),
    }),
    ...(region === undefined || region === '' ? {} : { region }),
    ...(cwe === undefined ? {} : { cwe: [`CWE-${cwe}`] }),
    ...(helpUrl === undefined ? {} : { helpUrl: plainText(helpUrl) }),
  };
}

function fromZero(column: unknown): number | undefined {
  const offset = integerOf(column);
  return offset === undefined ? undefined : offset + 1;
}

function tellSecret(text: string, { secret }: ReadOptions): void {
  const literal = /: '([^]*)'\s*$/u.exec(text)?.[1];
  // Most of what B105 finds is a word such as `bearer`: masked everywhere, it would take ordinary text with it.
  if (literal !== undefined && literal.length >= 6 && /[^a-z_-]/iu.test(literal)) secret?.(literal);
}

/** `Possible hardcoded password: '…'` without what comes after the colon. */
function withoutLiteral(text: string): string {
  return plainText(text.replace(/[:'"][^]*$/u, ''));
}

/** The flagged lines themselves. `code` has up to three lines around them, each with its number in front. */
function regionOf(record: JsonObject): string | undefined {
  const code = textOf(record['code']);
  if (code === undefined) return undefined;
  const range = new Set(listOf(record['line_range']).concat(record['line_number']));
  const lines = code.slice(0, 16_384).split('\n');
  const flagged = lines.flatMap((line) => {
    const match = /^(\d+)[ \t](.*)$/u.exec(line);
    return match !== null && range.has(Number(match[1])) ? [match[2] ?? ''] : [];
  });
  return flagged.length === 0 ? undefined : flagged.join('\n');
}
