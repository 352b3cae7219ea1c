import { existsSync } from 'node:fs';
import { delimiter, isAbsolute, join } from 'node:path';
import type { CommandRecord, Exec, ExecOptions, ExecResult } from '../model/exec.ts';
import { commandLine } from './command-line.ts';
import { openLogFile } from './log-file.ts';
import type { Redactor } from './redact.ts';
import { runProgram } from './run-program.ts';

/** What an exec is bound to: one attempt, or one tap. */
export interface ExecPort {
  /** Default folder of programs. */
  readonly cwd: string;
  /** The whole environment of children, credentials already taken out. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Folders put in front of PATH, first one first. */
  readonly path: readonly string[];
  /** Everything that programs print is appended here, masked. */
  readonly logPath: string;
  /** Ends what runs, with all it started. */
  readonly signal: AbortSignal;
  readonly redactor: Redactor;
  /** How long a program has to end after it was asked to. */
  readonly graceMs: number;
  /** The path of a tool by its bare name. */
  readonly resolveTool?: (name: string) => string | undefined;
  readonly onCommand: (command: CommandRecord) => void;
}

/**
 * Binds `exec` to its surroundings. What it runs gets no terminal, no shell and its own process group; it is ended
 * with everything it started, and what it leaves behind in its group is ended too.
 *
 * An exit code is never thrown. Throws a CiError STATE_UNWRITABLE when output could not be kept: lost output is no
 * evidence.
 */
export function createExec(port: ExecPort): Exec {
  return async (file, args, options = {}) => {
    const program = isAbsolute(file) ? file : (port.resolveTool?.(file) ?? file);
    const cwd = options.cwd === undefined || isAbsolute(options.cwd) ? (options.cwd ?? port.cwd) : join(port.cwd, options.cwd);
    const env = environment(port, options.env);
    const line = port.redactor.text(commandLine(program, args, options.env));
    const log = openLogFile(port.logPath);
    const start = performance.now();
    try {
      log.writeNow(`${log.isAtLineStart() ? '' : '\n'}$ ${line}\n`);
      log.assertWritten();
      const ended = port.signal.aborted
        ? { exitCode: null, timedOut: false, missing: 'the run was cancelled', stdout: '', stderr: '' }
        : await runProgram({ program, args, cwd, env, options, port, log });
      const durationMs = Math.round(performance.now() - start);
      if (ended.missing !== undefined) log.writeNow(`${program}: ${ended.missing}\n`);
      log.assertWritten();
      const { exitCode, signal, timedOut } = ended;
      port.onCommand({ line, cwd, exitCode, timedOut, durationMs, ...(signal === undefined ? {} : { signal }) });
      return { ...ended, logPath: port.logPath, durationMs };
    } finally {
      await log.close();
    }
  };
}

/** What a program ended with, before the log and the time are added. */
export type Ended = Omit<ExecResult, 'logPath' | 'durationMs'>;

function environment({ env, path }: ExecPort, more: ExecOptions['env']): Record<string, string> {
  const result: Record<string, string> = {};
  for (const [name, value] of Object.entries({ ...env, ...more })) if (value !== undefined) result[name] = value;
  if (path.length > 0) result['PATH'] = [...path, ...(result['PATH'] === undefined ? [] : [result['PATH']])].join(delimiter);
  return result;
}

/** Why a program could not be started, in words. */
export function missingWords(code: string | undefined, { program, cwd }: { readonly program: string; readonly cwd: string }): string {
  if (!existsSync(cwd)) return `the folder ${cwd} does not exist`;
  if (code === 'ENOENT') return isAbsolute(program) ? 'there is no such program' : 'not found on PATH';
  if (code === 'EACCES') return 'may not be executed';
  if (code === 'E2BIG') return 'its arguments and environment are too long for this system';
  if (code === 'ENOEXEC') return 'is not a program this machine can run';
  return `could not be started (${code ?? 'no reason given'})`;
}
