import { maskTokens } from '../parse/token-shapes.ts';

/** Rules whose message quotes the password that they found. */
const PASSWORD_RULES: ReadonlySet<unknown> = new Set(['B105', 'B106', 'B107']);

/**
 * Bandit's report as it may be kept: without `code`, whose lines around a finding may hold a password that another rule
 * is about, without the literal in the message of a password rule, and without what looks like a token. Undefined for what is no such report.
 */
export function publicReport(text: string): string | undefined {
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (typeof document !== 'object' || document === null) return undefined;
  const { results, ...rest } = document as { readonly results?: unknown };
  if (!Array.isArray(results)) return undefined;
  const shown = results.map((result: unknown) => {
    const { code: _code, ...fields } = (result ?? {}) as Record<string, unknown>;
    if (!PASSWORD_RULES.has(fields['test_id'])) return fields;
    return { ...fields, issue_text: String(fields['issue_text']).replace(/[:'"][^]*$/u, '') };
  });
  // A file may be named after a token, and the check that knows which may not have ended.
  return `${maskTokens(JSON.stringify({ ...rest, results: shown }, undefined, 2))}\n`;
}
