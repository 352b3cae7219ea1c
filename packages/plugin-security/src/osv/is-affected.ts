import { compareVersions } from './compare-versions.ts';
import type { OsvAffected, OsvEvent } from './osv-record.ts';

/** Whether a version of a package is among those that an advisory speaks of: by its list, or within a range. */
export function isAffected({ versions, ranges }: OsvAffected, version: string): boolean {
  if (versions.some((one) => one === version || compareVersions(one, version) === 0)) return true;
  return ranges.some((events) => isWithin(events, version));
}

/**
 * Walks the events in the order of their versions: the last that is not beyond the version decides. What cannot be
 * compared is taken as affected from the beginning: an advisory must not vanish for an odd version.
 */
function isWithin(events: readonly OsvEvent[], version: string): boolean {
  let isIn = false;
  const sorted = events.toSorted((a, b) => compareEvents(a, b));
  for (const { introduced, fixed, last_affected: last } of sorted) {
    if (introduced !== undefined && reaches(version, introduced)) isIn = true;
    if (fixed !== undefined && (compareVersions(version, fixed) ?? -1) >= 0) isIn = false;
    if (last !== undefined && (compareVersions(version, last) ?? -1) > 0) isIn = false;
  }
  return isIn;
}

function reaches(version: string, introduced: string): boolean {
  return introduced === '0' || (compareVersions(version, introduced) ?? 0) >= 0;
}

function compareEvents(a: OsvEvent, b: OsvEvent): number {
  const [one, other] = [versionOf(a), versionOf(b)];
  if (one === '0' || other === '0') return one === other ? 0 : one === '0' ? -1 : 1;
  return compareVersions(one, other) ?? 0;
}

function versionOf({ introduced, fixed, last_affected: last, limit }: OsvEvent): string {
  return introduced ?? fixed ?? last ?? limit ?? '0';
}
