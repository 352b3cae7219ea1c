import type * as Execa from 'execa';
import type { ChildProcess } from 'node:child_process';
import { messageOf } from '../errors/message-of.ts';

/** How to start a program. */
export interface StartOptions {
  readonly program: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  readonly hasInput: boolean;
  /** A descriptor that takes both streams, or `pipe`. */
  readonly output: number | 'pipe';
}

/** A program that runs, or the system's code for why it does not. */
export type Started =
  | { readonly child: ChildProcess & { readonly pid: number }; readonly exited: Promise<ExitFacts> }
  | { readonly code: string | undefined; readonly detail: string };

export interface ExitFacts {
  readonly exitCode: number | null;
  readonly signal?: NodeJS.Signals;
}

let loading: Promise<typeof Execa> | undefined;

/**
 * Starts a program in a process group of its own, without a shell. execa does the starting; how its output is kept
 * and how it is ended is ours, so all of that is switched off there: its own waiting would go on for as long as
 * anybody holds a pipe of the program, and its buffers hold 100 MB.
 */
export async function startProgram({
  program,
  args,
  cwd,
  env,
  hasInput,
  output,
}: StartOptions): Promise<Started> {
  // Loaded at the first program: a run in which every check is skipped does not pay for it.
  loading ??= import('execa');
  const { execa } = await loading;
  // execa's types know the descriptors up to 8; its code takes any.
  const stream = output as 3 | 'pipe';
  const stdio = [hasInput ? 'pipe' : 'ignore', stream, stream] as const;
  try {
    const running = execa(program, [...args], {
      cwd,
      env,
      stdio,
      extendEnv: false,
      reject: false,
      buffer: false,
      detached: true,
      cleanup: false,
    });
    const child: ChildProcess = running.nodeChildProcess;
    if (!hasPid(child)) {
      const { code, shortMessage } = await running;
      return { code, detail: shortMessage ?? '' };
    }
    return { child, exited: exitOf(child) };
  } catch (error) {
    return { code: (error as NodeJS.ErrnoException).code, detail: messageOf(error) };
  }
}

function hasPid(child: ChildProcess | undefined): child is ChildProcess & { readonly pid: number } {
  return child?.pid !== undefined;
}

/** The end of the process itself; its streams may stay open, held by what it started. */
function exitOf(child: ChildProcess): Promise<ExitFacts> {
  return new Promise((resolve) => {
    child.once('exit', (exitCode, signal) => resolve(signal === null ? { exitCode } : { exitCode, signal }));
  });
}
