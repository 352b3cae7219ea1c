import { setTimeout as delay } from 'node:timers/promises';
import { hasInEnvironment, listProcesses, type ProcessInfo } from './process-list.ts';

/** How long after SIGKILL a process may take to go before it is given up: one stuck in the kernel never does. */
const GIVE_UP_MS = 1_000;

/** Which processes belong together: what was started, all it started, and all that carry the mark. */
export interface Family {
  /** The first process of each group. None: only the mark counts. */
  readonly roots: readonly number[];
  /** Text in the environment, found also in a process that left group and parents behind. Not given: not looked for. */
  readonly mark?: string;
}

/**
 * Ends a family: SIGTERM to its groups and to members that left them, `graceMs` to go by themselves, then SIGKILL
 * until none is left. Members are collected before each signal, for a child whose parent is gone can no longer be
 * traced to it. Resolves with the last signal sent, undefined when nobody was there; never rejects.
 */
export async function endFamily(asked: Family, graceMs: number): Promise<NodeJS.Signals | undefined> {
  // Everybody descends from 1, and 0 is the group of the kernel: neither was ever started by us.
  const family = { ...asked, roots: asked.roots.filter((root) => root > 1) };
  const known = new Map<number, string>();
  if (signalAll(family, collect(family, known), 'SIGTERM') === 0) return undefined;
  const deadline = performance.now() + graceMs;
  const { mark: _, ...unmarked } = family;
  for (let pause = 2; performance.now() < deadline; pause = Math.min(pause * 2, 50)) {
    // Reading every environment is slow, so while waiting only those already known are looked at.
    if (collect(unmarked, known).length === 0) break;
    await delay(Math.min(pause, Math.max(1, deadline - performance.now())));
  }
  let members = collect(family, known);
  if (members.length === 0) return 'SIGTERM';
  const giveUp = performance.now() + GIVE_UP_MS;
  // Again and again: a process may have forked between the look and the signal.
  for (let pause = 1; members.length > 0 && performance.now() < giveUp; pause = Math.min(pause * 2, 50)) {
    signalAll(family, members, 'SIGKILL');
    await delay(pause);
    members = collect(family, known);
  }
  return 'SIGKILL';
}

/** Sends SIGKILL at once and does not wait: for the moment this process itself exits. */
export function killGroups(roots: Iterable<number>): void {
  for (const root of roots) send(-root, 'SIGKILL');
}

/**
 * True while others are in the group of a process that has ended. A living process of that number is a new one,
 * and so is its group: the system gives a number out again only when no group has it.
 */
export function isGroupLeftBehind(root: number): boolean {
  return exists(-root) && !exists(root);
}

function exists(target: number): boolean {
  try {
    process.kill(target, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** The living members now; adds them to `known`, so that their children are found after they are gone. */
function collect(family: Family, known: Map<number, string>): ProcessInfo[] {
  const all = listProcesses();
  const members = new Map<number, ProcessInfo>();
  const isMember = (info: ProcessInfo): boolean =>
    family.roots.includes(info.pid) ||
    family.roots.includes(info.group) ||
    known.get(info.pid) === info.startedAt ||
    members.has(info.parent);
  const { mark } = family;
  if (mark !== undefined) {
    for (const info of all) if (hasInEnvironment(info.pid, mark)) members.set(info.pid, info);
  }
  for (const info of all) if (isOurs(info.pid)) members.delete(info.pid);
  for (let before = -1; before !== members.size;) {
    before = members.size;
    // Children usually have higher numbers, so the second round is the last.
    for (const info of all) {
      if (!isOurs(info.pid) && !members.has(info.pid) && isMember(info)) members.set(info.pid, info);
    }
  }
  for (const { pid, startedAt } of members.values()) known.set(pid, startedAt);
  return [...members.values()];
}

/** This process and init are in nobody's family, whatever a mark or a reused number says. */
function isOurs(pid: number): boolean {
  return pid <= 1 || pid === process.pid || pid === process.ppid;
}

function signalAll(family: Family, members: readonly ProcessInfo[], signal: NodeJS.Signals): number {
  const groups = family.roots.filter((root) => send(-root, signal));
  const strays = members.filter(({ group }) => !groups.includes(group));
  return groups.length + strays.filter(({ pid }) => send(pid, signal)).length;
}

function send(target: number, signal: NodeJS.Signals): boolean {
  // -1 would be everybody.
  if (Math.abs(target) <= 1) return false;
  try {
    return process.kill(target, signal);
  } catch {
    // Gone already, or of another user: nothing more can be done about it.
    return false;
  }
}
