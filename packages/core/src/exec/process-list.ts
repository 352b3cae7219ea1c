import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';

/** One living process. `startedAt` tells it from a later one with the same number. */
export interface ProcessInfo {
  readonly pid: number;
  readonly parent: number;
  readonly group: number;
  readonly startedAt: string;
}

/**
 * All living processes that can be seen; zombies are left out, for nobody can end them. Read in one go, without a
 * pause in which the picture could change, from /proc, and from `ps` where there is none. Empty on other systems.
 */
export function listProcesses(): readonly ProcessInfo[] {
  try {
    return process.platform === 'linux' ? fromProc() : fromPs();
  } catch {
    return [];
  }
}

/** True when a process was started with this text in its environment. Only known on Linux. */
export function hasInEnvironment(pid: number, text: string): boolean {
  try {
    return readFileSync(`/proc/${pid}/environ`, 'latin1').includes(text);
  } catch {
    // Gone meanwhile, of another user, or no /proc.
    return false;
  }
}

function fromProc(): ProcessInfo[] {
  return readdirSync('/proc').flatMap((name) => {
    if (!/^\d+$/u.test(name)) return [];
    try {
      return parseStat(Number(name), readFileSync(`/proc/${name}/stat`, 'latin1'));
    } catch {
      return [];
    }
  });
}

/** `pid (name) state parent group …`; the name may hold spaces and brackets, so counting begins after the last one. */
function parseStat(pid: number, stat: string): ProcessInfo[] {
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const [state = 'X', parent, group] = fields;
  if (state === 'Z' || state === 'X') return [];
  return [{ pid, parent: Number(parent), group: Number(group), startedAt: fields[19] ?? '' }];
}

function fromPs(): ProcessInfo[] {
  const table = execFileSync('ps', ['-A', '-o', 'pid=,ppid=,pgid=,stat=,lstart='], {
    encoding: 'utf8',
    stdio: 'pipe',
  });
  return table.split('\n').flatMap((line) => {
    const match = /^\s*(\d+)\s+(\d+)\s+(\d+)\s+(\S+)\s+(.*)$/u.exec(line);
    if (match === null || match[4]?.startsWith('Z')) return [];
    const [, pid, parent, group, , startedAt = ''] = match;
    return [{ pid: Number(pid), parent: Number(parent), group: Number(group), startedAt: startedAt.trim() }];
  });
}
