import { concludeMissed } from '../parse/conclude-report.ts';
import type { Missed, ScanReport } from '../parse/scan-report.ts';

/** What may be missed: packages that no source of advisories knows, and files that a tool cannot parse. */
export interface AcceptedMisses {
  /** Package names or globs (`acme-*`), each with why nobody audits it. */
  readonly unaudited?: readonly { readonly package: string; readonly reason: string }[];
  /** Paths or globs of files (`legacy/**`). */
  readonly allowMissed?: readonly string[];
}

/**
 * Takes what is accepted out of what a report missed, and shows it in the scope's detail. A scan that saw nothing at
 * all stays failed: to accept all of it would be a pass without evidence.
 */
export function acceptMissed(report: ScanReport, accepted: AcceptedMisses): ScanReport {
  const verdicts = report.missed.map((missed) => ({ missed, why: whyAccepted(missed, accepted) }));
  const rest = verdicts.filter(({ why }) => why === undefined).map(({ missed }) => missed);
  if (rest.length === report.missed.length) return report;
  const shown = verdicts.flatMap(({ missed, why }) =>
    why === undefined ? [] : [`${missed.name} not scanned, accepted: ${why}`],
  );
  const detail = [...report.scope.detail, ...shown];
  const next = { ...report, missed: rest, scope: { ...report.scope, missed: rest.length, detail } };
  if (report.code !== 'incomplete') return next;
  const { code: _code, reason: _reason, ...facts } = next;
  return { ...facts, ...concludeMissed(rest, report.scope) };
}

function whyAccepted(
  missed: Missed,
  { unaudited = [], allowMissed = [] }: AcceptedMisses,
): string | undefined {
  if (missed.kind === 'package') {
    const name = normalName(missed.name);
    return unaudited.find((one) => globOf(normalName(one.package)).test(name))?.reason;
  }
  if (missed.kind !== 'file') return undefined;
  const glob = allowMissed.find((one) => globOf(one.replace(/^\.\//u, '')).test(missed.name));
  return glob === undefined ? undefined : `allowMissed has ${glob}`;
}

/** PyPI's normal form, with the stars of a glob left alone. */
function normalName(name: string): string {
  return name.toLowerCase().replace(/[-_.]+/gu, '-');
}

/** `*` stops at a slash, `**` does not. */
function globOf(glob: string): RegExp {
  const parts = glob.split(/(\*\*\/|\*\*|\*|\?)/u).map((part) => {
    if (part === '**/') return '(?:[^/]*/)*';
    if (part === '**') return '.*';
    if (part === '*') return '[^/]*';
    return part === '?' ? '[^/]' : part.replace(/[\\^$.*+?()[\]{}|/]/gu, String.raw`\$&`);
  });
  return new RegExp(`^${parts.join('')}$`, 'u');
}
