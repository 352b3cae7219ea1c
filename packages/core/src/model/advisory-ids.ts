import { compareText } from './compare-text.ts';
import type { Finding } from './finding.ts';

const PREFERRED = ['CVE-', 'GHSA-', 'PYSEC-'];

/** All names that a finding gives its advisory, in capitals, the best known first: CVE, GHSA, PYSEC, then the others. */
export function advisoryIds({ ruleId, aliases = [] }: Finding): readonly string[] {
  const own = ruleId.slice(ruleId.indexOf('/') + 1);
  if (aliases.length === 0) return [own.toUpperCase()];
  return [...new Set([own, ...aliases].map((id) => id.toUpperCase()))].sort(compareAdvisoryIds);
}

/** The order of {@link advisoryIds}. */
export function compareAdvisoryIds(a: string, b: string): number {
  return rankOf(a) - rankOf(b) || compareText(a, b);
}

function rankOf(id: string): number {
  const rank = PREFERRED.findIndex((prefix) => id.startsWith(prefix));
  return rank === -1 ? PREFERRED.length : rank;
}
