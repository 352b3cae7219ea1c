import { readdir, readFile, rm } from 'node:fs/promises';
import { basename, dirname, join, resolve, sep } from 'node:path';
import { commandLines } from './command-lines.ts';
import { endProcesses } from './end-processes.ts';
import { isAbandoned, type World } from './is-abandoned.ts';
import { MARKS } from './marks.ts';
import { parseOwner } from './parse-owner.ts';

/** Removes the temporary folders of runs that were killed, and their marks. Gives how many runs that were. */
export async function removeMarked(stateDir: string, world: World): Promise<number> {
  const folder = join(stateDir, MARKS);
  let removed = 0;
  for (const name of await readdir(folder).catch(() => [])) {
    const owner = parseOwner(`sluice-mark-${name}`);
    if (owner === undefined || !isAbandoned(owner, world)) continue;
    const path = join(folder, name);
    const temporary = resolve(await readFile(path, 'utf8').catch(() => ''));
    // A file that anybody may have written names no folder but one where runs keep theirs.
    const runs = `${join(dirname(stateDir), 'runs')}${sep}`;
    if (temporary.startsWith(runs) && temporary.endsWith(`${sep}tmp`)) await removeFolder(temporary);
    await rm(path, { force: true }).catch(() => undefined);
    removed += 1;
  }
  return removed;
}

/** A scanner that was left running writes into it, so that goes first. */
async function removeFolder(temporary: string): Promise<void> {
  const users = commandLines().filter(
    ({ args: [program = '', ...args] }) =>
      basename(program) === 'trivy' && args.some((arg) => arg.includes(`${temporary}${sep}`)),
  );
  await endProcesses(users.map(({ pid }) => pid));
  await rm(temporary, { recursive: true, force: true }).catch(() => undefined);
}
