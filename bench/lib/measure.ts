import { spawnSync } from 'node:child_process';

/** One command line of a benchmark: what is run, and where. */
export interface Command {
  readonly file: string;
  readonly args: readonly string[];
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string | undefined>>;
}

/** Wall times of whole processes in milliseconds, one for each round. */
export type Times = readonly number[];

/**
 * Times commands against one another, taking turns, so that a busy moment of the machine hits all of them. Each runs
 * once before it counts, for the disk's cache. Throws when a command does not end with 0.
 */
export function measureInTurns<const C extends readonly Command[]>(
  commands: C,
  rounds: number,
): { readonly [K in keyof C]: Times } {
  for (const command of commands) once(command);
  const times = commands.map((): number[] => []);
  for (let round = 0; round < rounds; round += 1) {
    for (const [index, command] of commands.entries()) times[index]?.push(once(command));
  }
  return times as unknown as { readonly [K in keyof C]: Times };
}

/** The middle one of some figures. */
export function median(values: readonly number[]): number {
  const middle = values.toSorted((a, b) => a - b)[values.length >> 1];
  if (middle === undefined) throw new Error('there is no median of nothing');
  return middle;
}

/** The median over the rounds of ours divided by theirs. */
export function medianRatio(ours: Times, theirs: Times): number {
  return median(ours.map((value, round) => value / (theirs[round] ?? Number.NaN)));
}

/** Wall time of one run. Throws when the command does not do its work: a failed run is fast and proves nothing. */
function once({ file, args, cwd, env }: Command): number {
  const start = process.hrtime.bigint();
  const result = spawnSync(file, args, {
    ...(cwd === undefined ? {} : { cwd }),
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    maxBuffer: 256 * 1024 * 1024,
  });
  const elapsedMs = Number(process.hrtime.bigint() - start) / 1e6;
  if (result.error !== undefined) throw result.error;
  if (result.status !== 0) {
    const tail = `${result.stdout}${result.stderr}`.slice(-2000);
    throw new Error(`${file} ${args.join(' ')} ended with ${result.status ?? result.signal}:\n${tail}`);
  }
  return elapsedMs;
}
