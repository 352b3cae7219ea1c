import { oneLine, type FindingInput } from '@sluice/core';

const SEVERITIES: Readonly<Record<string, FindingInput['severity']>> = {
  error: 'high',
  warning: 'medium',
  info: 'low',
  style: 'info',
};

const MOST_MESSAGE = 300;

/**
 * The findings of `hadolint --format json`, or why there are none. `lines` are those of the Dockerfile: the flagged one
 * is what a finding is known by when lines move.
 */
export function readHadolint(
  text: string,
  { path, lines }: { readonly path: string; readonly lines: readonly string[] },
): { readonly findings: readonly FindingInput[] } | { readonly reason: string } {
  let report: unknown;
  try {
    report = JSON.parse(text);
  } catch {
    return { reason: text.trim() === '' ? 'hadolint wrote no report' : "hadolint's report is not JSON" };
  }
  if (!Array.isArray(report)) return { reason: "hadolint's report is no list" };
  const findings: FindingInput[] = [];
  for (const entry of report as readonly unknown[]) {
    const finding = toFinding(entry, path, lines);
    if (finding === undefined) return { reason: "hadolint's report has an entry that is no finding" };
    findings.push(finding);
  }
  return { findings };
}

function toFinding(entry: unknown, path: string, lines: readonly string[]): FindingInput | undefined {
  if (typeof entry !== 'object' || entry === null) return undefined;
  const { code, line, column, level, message } = entry as Readonly<Record<string, unknown>>;
  if (typeof code !== 'string' || !/^[A-Z]{2}\d{3,5}$/u.test(code)) return undefined;
  if (typeof message !== 'string' || typeof level !== 'string') return undefined;
  const at = typeof line === 'number' && Number.isInteger(line) && line > 0 ? line : undefined;
  const place = typeof column === 'number' && Number.isInteger(column) && column > 0 ? { column } : {};
  return {
    ruleId: `hadolint/${code}`,
    tool: 'hadolint',
    kind: 'misconfig',
    severity: SEVERITIES[level] ?? 'unknown',
    raw: oneLine(level).slice(0, 40),
    message: oneLine(message).slice(0, MOST_MESSAGE),
    location: { path, ...(at === undefined ? {} : { line: at, ...place }) },
    region: (at === undefined ? undefined : lines[at - 1]?.trim()) || code,
    helpUrl: code.startsWith('SC')
      ? `https://www.shellcheck.net/wiki/${code}`
      : `https://github.com/hadolint/hadolint/wiki/${code}`,
  };
}
