import { readdirSync, readFileSync } from 'node:fs';

/** A process and its command line, argument by argument. */
export interface CommandLine {
  readonly pid: number;
  readonly args: readonly string[];
}

/** The processes of this machine. None where the system does not list them in /proc. */
export function commandLines(): readonly CommandLine[] {
  return numbersIn('/proc').flatMap((pid) => {
    try {
      return [{ pid, args: readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0') }];
    } catch {
      // Gone since.
      return [];
    }
  });
}

function numbersIn(folder: string): readonly number[] {
  try {
    return readdirSync(folder).flatMap((name) => (/^\d+$/u.test(name) ? [Number(name)] : []));
  } catch {
    return [];
  }
}
