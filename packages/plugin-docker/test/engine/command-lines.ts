import { readdirSync, readFileSync } from 'node:fs';

/** The command lines of all processes of this machine, argument by argument. */
export function commandLines(): readonly (readonly string[])[] {
  return readdirSync('/proc').flatMap((name) => {
    if (!/^\d+$/u.test(name)) return [];
    try {
      return [readFileSync(`/proc/${name}/cmdline`, 'utf8').split('\0')];
    } catch {
      // Gone since.
      return [];
    }
  });
}
