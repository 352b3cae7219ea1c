import type { Finding } from '@sluice/core';
import type { VexStatement } from '../parse/openvex-json.ts';
import { parsePurl, type Purl } from '../parse/purl.ts';

/**
 * Suppresses the findings that are stated to be no problem: `not_affected` and `fixed`. Of several statements about
 * one finding the last counts, so that `affected` takes an earlier `not_affected` back, and `under_investigation`
 * leaves the finding as it is. A finding that is suppressed already stays so.
 */
export function applyVex(
  findings: readonly Finding[],
  statements: readonly VexStatement[],
): readonly Finding[] {
  const byName = Map.groupBy(
    statements.flatMap((statement) => statement.vulnerabilities.map((name) => ({ name, statement }))),
    ({ name }) => name,
  );
  if (byName.size === 0) return findings;
  return findings.map((finding) => {
    const last = finding.suppression === undefined ? lastStatement(finding, byName) : undefined;
    if (last === undefined || !(last.status === 'not_affected' || last.status === 'fixed')) return finding;
    const why = last.why === undefined ? '' : `: ${last.why}`;
    const reason = `OpenVEX of ${last.author}: ${last.status}${why}`;
    return { ...finding, suppression: { kind: 'in-source', reason } };
  });
}

type Named = { readonly name: string; readonly statement: VexStatement };

function lastStatement(
  { ruleId, aliases = [], package: found }: Finding,
  byName: ReadonlyMap<string, readonly Named[]>,
): VexStatement | undefined {
  const purl = found === undefined ? undefined : parsePurl(found.purl);
  if (purl === undefined) return undefined;
  const names = new Set(
    [ruleId.slice(ruleId.indexOf('/') + 1), ...aliases].map((name) => name.toUpperCase()),
  );
  const about = [...names]
    .flatMap((name) => byName.get(name) ?? [])
    .map(({ statement }) => statement)
    .filter(({ packages }) => packages.some((wanted) => covers(wanted, purl)));
  // The later of two with equal times is the one that was written, or given, last.
  return about.reduce<VexStatement | undefined>(
    (last, one) => (last === undefined || one.timestamp >= last.timestamp ? one : last),
    undefined,
  );
}

/** A purl without a version means all versions; every qualifier it has must be the finding's too. */
function covers(wanted: Purl, found: Purl): boolean {
  return (
    wanted.type === found.type &&
    wanted.name === found.name &&
    (wanted.version === undefined || wanted.version === found.version) &&
    [...wanted.qualifiers].every(([key, value]) => found.qualifiers.get(key) === value)
  );
}
