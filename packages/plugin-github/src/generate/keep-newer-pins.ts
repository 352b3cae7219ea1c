import { PINS } from './pins.ts';

const PINNED = /(?<=uses: )([\w.-]+\/[\w.-]+)@([0-9a-f]{40}) # (v\d[\w.]*)/gu;

/** A pin in the file that is newer than ours. */
export interface NewerPin {
  readonly action: string;
  readonly ours: string;
  readonly found: string;
}

/**
 * Takes over pins of the file that are of a newer version of the same action: whoever keeps them up to date, by
 * Dependabot for one, is not to be set back. Where it has several, the newest is taken for all.
 */
export function keepNewerPins(
  text: string,
  present: string,
): { readonly text: string; readonly newer: readonly NewerPin[] } {
  const newest = new Map<string, { sha: string; version: string }>();
  for (const [, action = '', sha = '', version = ''] of present.matchAll(PINNED)) {
    const known = newest.get(action) ?? PINS[action];
    if (known !== undefined && isNewer(version, known.version)) newest.set(action, { sha, version });
  }
  const used = new Map<string, NewerPin>();
  const out = text.replace(PINNED, (whole, action: string, _sha: string, ours: string) => {
    const found = newest.get(action);
    if (found === undefined) return whole;
    used.set(action, { action, ours, found: found.version });
    return `${action}@${found.sha} # ${found.version}`;
  });
  return { text: out, newer: [...used.values()] };
}

function isNewer(version: string, than: string): boolean {
  return version.localeCompare(than, 'en', { numeric: true }) > 0;
}
