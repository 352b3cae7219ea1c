import { join } from 'node:path';
import { loadConfig } from '../../config/load.ts';
import { planOnly } from '../../engine/plan-only.ts';
import { compareLock, lockText } from '../../gate/lock.ts';
import { writeAtomic } from '../../state/write-atomic.ts';
import { processHost } from '../host.ts';
import { printProblems } from '../print-problems.ts';
import type { Invocation } from '../verb.ts';

// What `lock` is there to mend is no reason to refuse.
const MENDED_HERE = new Set(['LOCK_DIFFERS', 'LOCK_UNREADABLE']);

/** `sluice lock`: writes the lock, or with `--check` says how it differs (exit 1). */
export async function lock({ cwd, flags, terminal, signal }: Invocation): Promise<number> {
  const loaded = await loadConfig({ cwd }).catch((error: unknown) => printProblems(terminal, error));
  if (typeof loaded === 'number') return loaded;
  const outcome = await planOnly(loaded.config, {
    cwd: loaded.dir,
    host: processHost(),
    signal,
    all: true,
    ignoreLock: flags['check'] !== true,
  });
  const problems = outcome.problems.filter(({ code }) => !MENDED_HERE.has(code));
  if (problems.length > 0) return printProblems(terminal, problems);
  if (outcome.objections.length > 0) {
    for (const { message } of outcome.objections) terminal.err(`${message}\n`);
    terminal.err('No lock was written: checks are missing from this plan.\n');
    return 1;
  }
  const file = join(loaded.dir, 'ci.lock.json');
  if (flags['check'] === true) {
    const unreadable = outcome.problems.find(({ code }) => code === 'LOCK_UNREADABLE');
    const differences =
      unreadable !== undefined
        ? [unreadable.message]
        : outcome.lock === undefined
          ? ['there is no ci.lock.json']
          : compareLock(outcome.lock, outcome.currentLock);
    for (const difference of differences) terminal.out(`${difference}\n`);
    terminal.out(
      differences.length === 0
        ? 'ci.lock.json is up to date\n'
        : 'Run `sluice lock` and commit it, if the change is meant.\n',
    );
    return differences.length === 0 ? 0 : 1;
  }
  await writeAtomic(file, lockText(outcome.currentLock));
  terminal.out(
    `wrote ci.lock.json: ${outcome.currentLock.checks.length} checks, ${outcome.currentLock.limits.length} limits, ${outcome.currentLock.waivers.length} waivers\n`,
  );
  return 0;
}
