import { setTimeout as delay } from 'node:timers/promises';
import type { ExecOptions, ExecResult } from '../model/exec.ts';
import { collectOutput, type CollectedOutput } from './collect-output.ts';
import { endFamily, isGroupLeftBehind, type Family } from './end-family.ts';
import { createEnding, type Ending } from './ending.ts';
import { rememberGroup } from './live-groups.ts';
import type { LogFile } from './log-file.ts';
import { missingWords } from './missing-words.ts';
import { listProcesses } from './process-list.ts';
import type { Redactor } from './redact.ts';
import { startProgram, type ExitFacts } from './start-program.ts';

const BUFFER_BYTES = 4 * 1024 * 1024;
/** How long what a program left behind may go on, with its output, after the program itself has ended. */
const LEFT_BEHIND_MS = 1_000;

/** One program, and what it is bound to. */
export interface ProgramInput {
  readonly program: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  /** Text in `env` that tells this program's descendants from all others. */
  readonly mark: string;
  readonly options: ExecOptions;
  readonly log: LogFile;
  readonly redactor: Redactor;
  readonly signal: AbortSignal;
  readonly graceMs: number;
}

/** What a program ended with, before the log and the time are added. */
export type Ended = Omit<ExecResult, 'logPath' | 'durationMs'>;

/** Runs one program to its end, and ends what it leaves in its group. Never throws for what the program does. */
export async function runProgram(input: ProgramInput): Promise<Ended> {
  const { program, args, cwd, env, options, log } = input;
  // The kernel copies for us where nothing has to be masked and nobody reads along: a third of the cost of a pipe.
  const isDirect = options.output === 'log' && !input.redactor.hasSecrets;
  const hasInput = options.input !== undefined;
  const started = await startProgram({
    program,
    args,
    cwd,
    env,
    hasInput,
    output: isDirect ? log.fd : 'pipe',
  });
  if ('code' in started) return notStarted(missingWords(started.code, started.detail, { program, cwd, env }));
  const { child } = started;
  const forget = rememberGroup(child.pid);
  const family: Family = { roots: [child.pid], mark: input.mark };
  const ending = createEnding(family, {
    signal: input.signal,
    timeoutMs: options.timeoutMs,
    graceMs: input.graceMs,
  });
  try {
    // A program that does not read its input to the end closes the pipe, which is no error of ours.
    if (hasInput) child.stdin?.on('error', () => {}).end(options.input);
    const keepBytes = options.output === 'log' ? 0 : (options.maxBufferBytes ?? BUFFER_BYTES);
    const shared = { log, redactor: input.redactor, keepBytes, onLost: ending.begin };
    const isLogged = options.output !== 'private';
    const stdout = child.stdout && collectOutput(child.stdout, { ...shared, isLogged });
    const stderr = child.stderr && collectOutput(child.stderr, shared);
    const exit = await started.exited;
    const ended = await ending.settled();
    if (ended === undefined) await endLeftBehind(family, [stdout, stderr], input.graceMs);
    for (const stream of [stdout, stderr]) stream?.finish();
    await log.drained();
    return { ...factsOf(exit, ended, ending), ...textsOf(stdout, stderr) };
  } finally {
    ending.release();
    forget();
  }
}

/** The result of a program that was never started. */
export function notStarted(missing: string): Ended {
  return { exitCode: null, timedOut: false, missing, stdout: '', stderr: '' };
}

type Output = CollectedOutput | null | undefined;

/**
 * Waits for the streams and the group of a program that ended, a moment only, then ends who still holds them: a
 * background process would keep a check waiting for ever, and outlive it.
 */
async function endLeftBehind(family: Family, streams: readonly Output[], graceMs: number): Promise<void> {
  const [root = 0] = family.roots;
  const deadline = performance.now() + LEFT_BEHIND_MS;
  const isHeld = !(await areClosed(streams));
  while (isLivingGroup(root) && performance.now() < deadline) await delay(10);
  const isLeft = isLivingGroup(root);
  // Somebody outside the group that holds the pipe is worth the search through all environments.
  if (isLeft || isHeld)
    await endFamily(isHeld ? family : { roots: [root] }, Math.min(graceMs, LEFT_BEHIND_MS));
}

/** True when all streams closed within a moment; most programs leave nothing, and theirs close with them. */
async function areClosed(streams: readonly Output[]): Promise<boolean> {
  const open = streams.flatMap((stream) => (stream ? [stream.ended] : []));
  if (open.length === 0) return true;
  const timer = new AbortController();
  const waited = delay(LEFT_BEHIND_MS, false, { signal: timer.signal }).catch(() => false);
  const isClosed = await Promise.race([Promise.all(open).then(() => true), waited]);
  timer.abort();
  return isClosed;
}

/** Zombies count as a group to the system, and in a container without an init nobody buries them. */
function isLivingGroup(root: number): boolean {
  return isGroupLeftBehind(root) && listProcesses().some(({ group }) => group === root);
}

/** A program that was asked to end did not end by itself, even when it says 0 on its way out. */
function factsOf(
  exit: ExitFacts,
  ended: NodeJS.Signals | undefined,
  ending: Ending,
): Pick<Ended, 'exitCode' | 'signal' | 'timedOut'> {
  const timedOut = ending.isTimedOut();
  return ended === undefined
    ? { ...exit, timedOut }
    : { exitCode: null, signal: exit.signal ?? ended, timedOut };
}

function textsOf(stdout: Output, stderr: Output): Pick<Ended, 'stdout' | 'stderr' | 'truncated'> {
  const isTruncated = [stdout, stderr].some((stream) => stream?.isTruncated());
  return {
    stdout: stdout?.text() ?? '',
    stderr: stderr?.text() ?? '',
    ...(isTruncated ? { truncated: true } : {}),
  };
}
