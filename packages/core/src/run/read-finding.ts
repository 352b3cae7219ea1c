import type { Finding, FindingInput, FindingKind } from '../model/finding.ts';
import { SEVERITIES } from '../model/finding.ts';
import {
  anyText,
  flag,
  listOf,
  objectOf,
  oneOf,
  optional,
  recordOf,
  text,
  whole,
  type Read,
} from './readers.ts';

const KINDS: readonly FindingKind[] = [
  'code',
  'format',
  'type',
  'test',
  'dependency',
  'secret',
  'misconfig',
  'license',
  'workflow',
  'eol',
];

/**
 * Reads a finding of a check. What the engine adds (`fingerprint`, `state`, `mergedFrom`) is dropped, and a waiver
 * is refused: only the engine waives. `mask` hides secrets in all that is printed; names are left as they are, for
 * fingerprints and limits go by them.
 */
export function findingReader(mask: (text: string) => string): Read<Finding> {
  const name = text();
  const words = anyText(mask);
  const place = objectOf({
    path: name,
    line: optional(whole(1)),
    column: optional(whole(1)),
    endLine: optional(whole(1)),
    endColumn: optional(whole(1)),
  });
  return objectOf({
    ruleId: name,
    tool: name,
    kind: oneOf(KINDS),
    severity: oneOf(SEVERITIES),
    raw: optional(words),
    confidence: optional(words),
    message: text(mask),
    location: optional(place),
    locations: optional(listOf(place)),
    region: optional(words),
    scope: optional(name),
    package: optional(objectOf({ purl: name, name, version: anyText(), fixedVersions: listOf(anyText()) })),
    cwe: optional(listOf(name)),
    aliases: optional(listOf(name)),
    helpUrl: optional(anyText()),
    fixable: optional(flag),
    steps: optional(listOf(words)),
    fingerprints: optional(recordOf(name)),
    suppression: optional(
      objectOf({ kind: oneOf(['in-source', 'vex']), reason: words, owner: optional(words) }),
    ),
  });
}

/** Completes what `ctx.finding()` took. Throws a TypeError that names what is wrong with it. */
export function completeFinding(partial: FindingInput, checkId: string, read: Read<Finding>): Finding {
  const problems: string[] = [];
  // Also where they are given as `undefined`, as a plugin that copies an optional field does.
  const {
    tool = checkId.slice(checkId.indexOf('/') + 1),
    kind = 'code',
    severity = 'medium',
  } = partial ?? {};
  const finding = read({ ...partial, tool, kind, severity }, '', (message) => problems.push(message));
  if (problems.length > 0) throw new TypeError(`ctx.finding() got a finding in which ${problems.join('; ')}`);
  return Object.freeze(finding);
}
