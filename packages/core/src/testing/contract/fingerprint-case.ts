import type { Finding } from '../../model/finding.ts';
import type { ContractCase, ContractCheck, Subject } from './contract-cases.ts';
import { complain } from './contract-error.ts';
import { drive } from './drive.ts';

const MOVED_BY = 3;

/** A finding that is known by its line is a new one after every edit above it, and no waiver or baseline holds. */
export function fingerprintCase(subject: Subject, one: ContractCheck): ContractCase {
  return {
    name: `${one.id}: keeps the fingerprints of its findings when lines move`,
    run: () => keepsFingerprints(subject, one),
  };
}

async function keepsFingerprints(subject: Subject, one: ContractCheck): Promise<void> {
  const rule = `${one.id} keeps the fingerprints of its findings when lines move`;
  const before = (await drive(subject, one)).result.findings;
  if (before.length === 0) {
    complain(rule, ['it found nothing: give programs or files with something to find, or `finds: false`']);
  }
  const files = new Set(before.flatMap(({ location }) => (location === undefined ? [] : [location.path])));
  const after = (await drive(subject, one, { moved: { by: MOVED_BY, files } })).result.findings;
  const known = new Set(after.map(({ fingerprint }) => fingerprint));
  const lost = before.filter(({ fingerprint }) => !known.has(fingerprint));
  complain(rule, [
    ...lost.map(
      (finding) =>
        `${placeOf(finding)} is another finding ${MOVED_BY} lines further down, or in another folder: give \`region\` the flagged text or a stable name, without a line number, and a path relative to ctx.cwd`,
    ),
    ...(lost.length === 0 && before.length !== after.length
      ? [`there were ${before.length} findings, and ${after.length} after lines had moved`]
      : []),
    ...(lost.length === 0 && one.programs !== undefined && !hasMoved(before, after)
      ? ['no line moved, so nothing was shown: add `movedBy` to the lines that its programs print']
      : []),
  ]);
}

function hasMoved(before: readonly Finding[], after: readonly Finding[]): boolean {
  const lines = (findings: readonly Finding[]): readonly (number | undefined)[] =>
    findings.map(({ location }) => location?.line).filter((line) => line !== undefined);
  const [first, second] = [lines(before), lines(after)];
  return first.length === 0 || String(first) !== String(second);
}

function placeOf({ ruleId, location }: Finding): string {
  if (location === undefined) return ruleId;
  return `${ruleId} at ${location.path}${location.line === undefined ? '' : `:${location.line}`}`;
}
