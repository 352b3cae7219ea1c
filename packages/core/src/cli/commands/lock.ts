import { join } from 'node:path';
import { loadConfig } from '../../config/load.ts';
import { planOnly, type PlanOutcome } from '../../engine/plan-only.ts';
import { compareLock, lockText } from '../../gate/lock.ts';
import type { Lock } from '../../model/lock.ts';
import type { Problem } from '../../model/problem.ts';
import { countOf } from '../../report/count-of.ts';
import { writeAtomic } from '../../state/write-atomic.ts';
import { processHost } from '../host.ts';
import { printProblems } from '../print-problems.ts';
import type { Terminal } from '../terminal.ts';
import type { Invocation } from '../verb.ts';

// What `lock` is there to mend is no reason to refuse.
const MENDED_HERE = new Set(['LOCK_DIFFERS', 'LOCK_UNREADABLE']);

/** `sluice lock`: writes the lock, or with `--check` says how it differs (exit 1). */
export async function lock(invocation: Invocation): Promise<number> {
  try {
    return await compareOrWrite(invocation);
  } catch (error) {
    return printProblems(invocation.terminal, error);
  }
}

async function compareOrWrite({ cwd, flags, terminal, signal }: Invocation): Promise<number> {
  const isCheck = flags['check'] === true;
  const { config, dir } = await loadConfig({ cwd });
  const options = { cwd: dir, host: processHost(), signal, all: true, ignoreLock: !isCheck };
  const outcome = await planOnly(config, options);
  const problems = outcome.problems.filter(({ code }) => !MENDED_HERE.has(code));
  if (problems.length > 0) return printProblems(terminal, problems);
  if (outcome.objections.length > 0) {
    for (const { message } of outcome.objections) terminal.err(`${message}\n`);
    terminal.err('No lock was written: checks are missing from this plan.\n');
    return 1;
  }
  if (isCheck) return compare(outcome, terminal);
  const { checks, limits, waivers } = outcome.currentLock;
  await writeAtomic(join(dir, 'ci.lock.json'), lockText(outcome.currentLock), 'FILE_UNWRITABLE');
  const counts = [
    countOf(checks.length, 'check'),
    countOf(limits.length, 'limit'),
    countOf(waivers.length, 'waiver'),
  ];
  terminal.out(`wrote ci.lock.json: ${counts.join(', ')}\n`);
  return 0;
}

function compare({ lock: locked, currentLock, problems }: PlanOutcome, terminal: Terminal): number {
  const differences = differencesOf(locked, currentLock, problems);
  for (const difference of differences) terminal.out(`${difference}\n`);
  const isSame = differences.length === 0;
  const advice = 'Run `sluice lock` and commit it, if the change is meant.';
  terminal.out(`${isSame ? 'ci.lock.json is up to date' : advice}\n`);
  return isSame ? 0 : 1;
}

function differencesOf(
  locked: Lock | undefined,
  current: Lock,
  problems: readonly Problem[],
): readonly string[] {
  const unreadable = problems.find(({ code }) => code === 'LOCK_UNREADABLE');
  if (unreadable !== undefined) return [unreadable.message];
  return locked === undefined ? ['there is no ci.lock.json'] : compareLock(locked, current);
}
