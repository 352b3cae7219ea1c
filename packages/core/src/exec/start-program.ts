import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
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

/**
 * Starts a program in a process group of its own, without a shell. Node's own spawn, and no library over it: how a
 * program's output is kept and how it is ended are the engine's, and with all of that switched off execa still took
 * 1.6 times as long for a program (`bench/README.md`).
 */
export async function startProgram({
  program,
  args,
  cwd,
  env,
  hasInput,
  output,
}: StartOptions): Promise<Started> {
  try {
    const child: ChildProcess = spawn(program, args, {
      cwd,
      env,
      stdio: [hasInput ? 'pipe' : 'ignore', output, output],
      detached: true,
    });
    if (hasPid(child)) return { child, exited: exitOf(child) };
    // What the system refuses comes as an event; what Node itself refuses (a null byte, no memory) is thrown.
    const [error] = await once(child, 'error');
    return refusedBy(error);
  } catch (error) {
    return refusedBy(error);
  }
}

function refusedBy(error: unknown): Started {
  return { code: (error as NodeJS.ErrnoException).code, detail: messageOf(error) };
}

function hasPid(child: ChildProcess): child is ChildProcess & { readonly pid: number } {
  return child.pid !== undefined;
}

/** The end of the process itself; its streams may stay open, held by what it started. */
function exitOf(child: ChildProcess): Promise<ExitFacts> {
  return new Promise((resolve) => {
    child.once('exit', (exitCode, signal) => resolve(signal === null ? { exitCode } : { exitCode, signal }));
  });
}
