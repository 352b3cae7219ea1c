import { spawnSync } from 'node:child_process';

/** One command line of a benchmark: what is run, where, and how often before it counts. */
export interface Command {
  readonly file: string;
  readonly args: readonly string[];
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Exit codes that are all right. Default `[0]`. */
  readonly accepts?: readonly number[];
}

/** Wall times of whole processes, in milliseconds, fastest first. */
export interface Timing {
  readonly minMs: number;
  readonly medianMs: number;
  readonly maxMs: number;
}

/** Times commands against one another, taking turns, so that a busy moment of the machine hits all of them. */
export function measureInTurns(commands: readonly Command[], rounds: number): readonly Timing[] {
  for (const command of commands) once(command);
  const times = commands.map((): number[] => []);
  for (let round = 0; round < rounds; round += 1) {
    for (const [index, command] of commands.entries()) times[index]?.push(once(command));
  }
  return times.map(timing);
}

/** Wall time of one run. Throws when the command does not do its work: a failed run is fast and proves nothing. */
export function once({ file, args, cwd, env, accepts = [0] }: Command): number {
  const start = process.hrtime.bigint();
  const result = spawnSync(file, [...args], {
    ...(cwd === undefined ? {} : { cwd }),
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    maxBuffer: 256 * 1024 * 1024,
  });
  const elapsedMs = Number(process.hrtime.bigint() - start) / 1e6;
  if (result.error !== undefined) throw result.error;
  if (!accepts.includes(result.status ?? -1)) {
    const tail = `${result.stdout}${result.stderr}`.slice(-2000);
    throw new Error(`${file} ${args.join(' ')} ended with ${result.status ?? result.signal}:\n${tail}`);
  }
  return elapsedMs;
}

function timing(times: readonly number[]): Timing {
  const sorted = times.toSorted((a, b) => a - b);
  return { minMs: sorted[0] ?? 0, medianMs: sorted[sorted.length >> 1] ?? 0, maxMs: sorted.at(-1) ?? 0 };
}
