import { readdirSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import type { Owner } from './owner.ts';
import { parseOwner } from './parse-owner.ts';

/** A docker that an earlier run started. */
export interface Orphan {
  readonly pid: number;
  readonly owner: Owner;
}

/**
 * Processes of docker that have the name of a tag or a container of ours on their command line. Empty where the
 * system does not list its processes in /proc.
 */
export function dockerProcesses(): readonly Orphan[] {
  return numbersIn('/proc').flatMap((pid) => {
    const [program = '', ...args] = commandLine(pid);
    if (!/^docker(?:-buildx)?$/u.test(basename(program))) return [];
    const owner = args.map((arg) => parseOwner(arg)).find((found) => found !== undefined);
    return owner === undefined ? [] : [{ pid, owner }];
  });
}

function numbersIn(folder: string): readonly number[] {
  try {
    return readdirSync(folder).flatMap((name) => (/^\d+$/u.test(name) ? [Number(name)] : []));
  } catch {
    return [];
  }
}

function commandLine(pid: number): readonly string[] {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
  } catch {
    return [];
  }
}
