import { execFile } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';

const POLL_MS = 20;

/** A process that was seen, told from a later one with the same number by when it started. */
interface Seen {
  readonly pid: number;
  readonly parent: number;
  readonly started: string;
}

/**
 * Ends a process group and everything that its leader started: asks first, waits for the grace period, then kills.
 * Descendants that left the group (setsid, a daemon) are looked for before either signal, while their parents still
 * tell whose they are. Resolves when none is left, or was killed.
 */
export async function killTree(leader: number, graceMs: number): Promise<void> {
  const known = new Map<number, Seen>();
  const look = async (): Promise<void> => {
    for (const one of await descendantsOf([leader, ...known.keys()])) known.set(one.pid, one);
  };
  await look();
  signalGroup(leader, 'SIGTERM');
  for (const { pid } of known.values()) signal(pid, 'SIGTERM');
  const deadline = performance.now() + graceMs;
  while (performance.now() < deadline) {
    if (!isGroupAlive(leader) && !(await anyAlive(known))) return;
    await wait(POLL_MS);
  }
  await look();
  signalGroup(leader, 'SIGKILL');
  for (const one of await stillAlive(known)) signal(one.pid, 'SIGKILL');
}

/** True while a process of this group is there. */
export function isGroupAlive(leader: number): boolean {
  return signalGroup(leader, 0);
}

/** Sends a signal to a whole group. False when there is none. */
export function signalGroup(leader: number, name: NodeJS.Signals | 0): boolean {
  return signal(-leader, name);
}

function signal(pid: number, name: NodeJS.Signals | 0): boolean {
  try {
    process.kill(pid, name);
    return true;
  } catch (error) {
    // EPERM: it is there and belongs to somebody else.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

async function anyAlive(known: ReadonlyMap<number, Seen>): Promise<boolean> {
  if (![...known.keys()].some((pid) => signal(pid, 0))) return false;
  return (await stillAlive(known)).length > 0;
}

async function stillAlive(known: ReadonlyMap<number, Seen>): Promise<readonly Seen[]> {
  if (known.size === 0) return [];
  const now = new Map((await allProcesses()).map((one) => [one.pid, one]));
  return [...known.values()].filter((one) => now.get(one.pid)?.started === one.started);
}

async function descendantsOf(roots: readonly number[]): Promise<readonly Seen[]> {
  const all = await allProcesses();
  const inside = new Set(roots);
  const found: Seen[] = [];
  for (let grew = true; grew; ) {
    grew = false;
    for (const one of all) {
      if (inside.has(one.pid) || !inside.has(one.parent)) continue;
      inside.add(one.pid);
      found.push(one);
      grew = true;
    }
  }
  return found;
}

async function allProcesses(): Promise<readonly Seen[]> {
  return process.platform === 'linux' ? fromProc() : fromPs();
}

async function fromProc(): Promise<readonly Seen[]> {
  const names = (await readdir('/proc').catch(() => [])).filter((name) => /^\d+$/u.test(name));
  const seen = await Promise.all(
    names.map(async (name) => {
      const stat = await readFile(`/proc/${name}/stat`, 'utf8').catch(() => '');
      // The program's name stands in brackets and may hold spaces and brackets: count from the last one (proc(5)).
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      const isGone = fields.length < 20 || fields[0] === 'Z' || fields[0] === 'X';
      return isGone ? undefined : { pid: Number(name), parent: Number(fields[1]), started: fields[19] ?? '' };
    }),
  );
  return seen.filter((one) => one !== undefined);
}

function fromPs(): Promise<readonly Seen[]> {
  return new Promise((resolve) => {
    execFile('ps', ['-A', '-o', 'pid=,ppid=,stat=,lstart='], { maxBuffer: 16 * 1024 * 1024 }, (_error, stdout) => {
      const rows = stdout.split('\n').map((line) => /^\s*(\d+)\s+(\d+)\s+(\S+)\s+(.+)$/u.exec(line));
      const live = rows.filter((row) => row !== null && row[3]?.startsWith('Z') !== true);
      resolve(live.map((row) => ({ pid: Number(row?.[1]), parent: Number(row?.[2]), started: row?.[4] ?? '' })));
    });
  });
}
