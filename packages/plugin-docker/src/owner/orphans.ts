import { basename } from 'node:path';
import { commandLines } from './command-lines.ts';
import type { Owner } from './owner.ts';
import { parseOwner } from './parse-owner.ts';

/** A docker that an earlier run started. */
export interface Orphan {
  readonly pid: number;
  readonly owner: Owner;
}

/** The names on a command line of ours: `--tag=sluice-orders:run-…`, `--name=sluice-orders-run-…`, or alone. */
const OPTION = /^--(?:tag|name)=/u;

/** Processes of docker that have the name of a tag or a container of ours on their command line. */
export function dockerProcesses(): readonly Orphan[] {
  return commandLines().flatMap(({ pid, args: [program = '', ...args] }) => {
    if (!/^docker(?:-buildx)?$/u.test(basename(program))) return [];
    const owner = args.map((arg) => parseOwner(arg.replace(OPTION, ''))).find((found) => found !== undefined);
    return owner === undefined ? [] : [{ pid, owner }];
  });
}
