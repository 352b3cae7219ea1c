import { oneLine } from '@sluice/core';
import type { PackageChanges } from './compare-packages.ts';

/**
 * A line for each kind of change, with at most so many names: `+ pypi/foo 1.2, pypi/bar 3.0`. Names are text of
 * strangers, and a new base changes hundreds.
 */
export function changeLines({ added, removed, changed }: PackageChanges, most: number): readonly string[] {
  return [lineOf('+', added, most), lineOf('−', removed, most), lineOf('~', changed, most)].filter(Boolean);
}

function lineOf(sign: string, names: readonly string[], most: number): string {
  if (names.length === 0) return '';
  const more = names.length > most ? `, and ${names.length - most} more` : '';
  return `${sign} ${names.slice(0, most).map(oneLine).join(', ')}${more}`;
}
