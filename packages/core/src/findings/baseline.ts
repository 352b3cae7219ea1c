import { advisoryIds } from '../model/advisory-ids.ts';
import { compareText } from '../model/compare-text.ts';
import type { Finding, FindingKind, Severity } from '../model/finding.ts';
import { packageKey } from '../model/package-key.ts';
import { normalPath, occurrenceFingerprint, shortHash, subjectOf, textOf } from './fingerprint.ts';
import { lineSketch } from './line-sketch.ts';

/** An accepted problem, as `ci.baseline.json` holds it: hashes and names, never code and never a secret. */
export interface BaselineEntry {
  /** Of its first occurrence; of a dependency without its version, so that a bump which mends nothing is not new. */
  readonly fingerprint: string;
  /** How many of it are accepted. */
  readonly count: number;
  readonly kind: FindingKind;
  readonly severity: Severity;
  readonly rule: string;
  readonly path?: string;
  readonly scope?: string;
  /** Hash of its code. */
  readonly code?: string;
  /** What an edited line is recognised by; absent where the line may hold a secret. */
  readonly sketch?: string;
  readonly package?: string;
  /** All names of the advisory, for a dependency. */
  readonly ids?: readonly string[];
  /** Why it was accepted, when it came in by `--accept-new`. */
  readonly reason?: string;
}

/** The accepted findings of a repository. */
export interface Baseline {
  readonly schemaVersion: 1;
  readonly entries: readonly BaselineEntry[];
}

/** Shorter code is like other code by chance. */
const LEAST_TELLING = 12;

const HOLDS_PASSWORD = /\/B10[567]$/u;

/** How many findings a baseline accepts. */
export function baselineSize({ entries }: Baseline): number {
  return entries.reduce((sum, { count }) => sum + count, 0);
}

/** The fingerprint that a finding has in a baseline. */
export function baselineFingerprint(finding: Finding): string {
  const { kind, package: found } = finding;
  return occurrenceFingerprint(
    kind === 'dependency' && found !== undefined
      ? JSON.stringify(['dependency', packageKey(found), advisoryIds(finding)[0] ?? ''])
      : subjectOf(finding),
    0,
  );
}

/** What a finding would be in a baseline, by itself. */
export function entryOf(finding: Finding): BaselineEntry {
  const { kind, severity, ruleId, location, scope, package: found } = finding;
  const base = { fingerprint: baselineFingerprint(finding), count: 1, kind, severity, rule: ruleId };
  if (kind === 'dependency' && found !== undefined)
    return { ...base, package: packageKey(found), ids: advisoryIds(finding) };
  return {
    ...base,
    ...(location === undefined ? {} : { path: normalPath(location.path) }),
    ...(scope === undefined ? {} : { scope }),
    ...codeOf(finding),
  };
}

/** Its code as a hash and as a sketch, as far as it has any that tells it from other code. */
function codeOf(finding: Finding): Pick<BaselineEntry, 'code' | 'sketch'> {
  const { kind, ruleId, region } = finding;
  if (region === undefined || region.trim() === '') return {};
  const text = textOf(finding);
  const isSafe = kind !== 'secret' && !HOLDS_PASSWORD.test(ruleId);
  return {
    code: shortHash(text),
    ...(isSafe && text.length >= LEAST_TELLING ? { sketch: lineSketch(region) } : {}),
  };
}

/** By place, so that a reader finds what is theirs, then by rule. */
export function compareEntries(a: BaselineEntry, b: BaselineEntry): number {
  return (
    compareText(a.path ?? a.package ?? '', b.path ?? b.package ?? '') ||
    compareText(a.rule, b.rule) ||
    compareText(a.fingerprint, b.fingerprint)
  );
}
