import { randomBytes } from 'node:crypto';
import { delimiter, resolve } from 'node:path';
import type { CommandRecord, Exec, ExecOptions } from '../model/exec.ts';
import { commandLine } from './command-line.ts';
import { openLogFile, type LogFile } from './log-file.ts';
import type { Redactor } from './redact.ts';
import { notStarted, runProgram, type Ended } from './run-program.ts';

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

/** Every program gets it, its descendants inherit it: by it they are found after they left group and parents. */
const MARK_VARIABLE = 'SLUICE_PROCESS';
const PROCESS_MARK = randomBytes(6).toString('hex');
let programs = 0;

/**
 * Binds `exec` to its surroundings. What it runs gets no terminal, no shell and its own process group; it is ended
 * with everything it started, and what it leaves behind in its group, or holding its output, is ended a second
 * after it. A check that needs a server does not await the `exec` that runs it.
 *
 * An exit code is never thrown. Rejects only with a CiError STATE_UNWRITABLE, when output could not be kept: lost
 * output is no evidence.
 */
export function createExec(port: ExecPort): Exec {
  return async (file, args, options = {}) => {
    const program = file.includes('/') ? file : (port.resolveTool?.(file) ?? file);
    const cwd = options.cwd === undefined ? port.cwd : resolve(port.cwd, options.cwd);
    const redactor = options.env === undefined ? port.redactor : port.redactor.with(options.env);
    const line = redactor.text(commandLine(program, args, options));
    const log = await openLogFile(port.logPath);
    const start = performance.now();
    try {
      writeLine(log, `$ ${line}`);
      log.assertWritten();
      const { signal, graceMs } = port;
      const { env, mark } = environment(port, options.env);
      const ended = signal.aborted
        ? notStarted('not started, for the check was already ended')
        : await runProgram({ program, args, cwd, env, mark, options, log, redactor, signal, graceMs });
      const durationMs = Math.round(performance.now() - start);
      if (ended.missing !== undefined) writeLine(log, `${program}: ${ended.missing}`);
      log.assertWritten();
      port.onCommand({ line, cwd, durationMs, ...recordOf(ended) });
      return { ...ended, logPath: port.logPath, durationMs };
    } finally {
      await log.close();
    }
  };
}

function environment({ env, path }: ExecPort, more: ExecOptions['env']) {
  const merged: Record<string, string> = {};
  for (const [name, value] of Object.entries({ ...env, ...more }))
    if (value !== undefined) merged[name] = value;
  // A PATH that the check itself sets for a program is meant as it is.
  if (path.length > 0 && more?.['PATH'] === undefined) {
    merged['PATH'] = [...path, ...(merged['PATH'] === undefined ? [] : [merged['PATH']])].join(delimiter);
  }
  programs += 1;
  const mark = `${PROCESS_MARK}.${programs};`;
  // Appended: a Sluice that runs as somebody's check must still be found, with its own checks, by the outer one.
  merged[MARK_VARIABLE] = `${merged[MARK_VARIABLE] ?? ''}${mark}`;
  return { env: merged, mark };
}

function writeLine(log: LogFile, text: string): void {
  log.writeNow(`${log.isAtLineStart() ? '' : '\n'}${text}\n`);
}

function recordOf({
  exitCode,
  signal,
  timedOut,
}: Ended): Pick<CommandRecord, 'exitCode' | 'signal' | 'timedOut'> {
  return { exitCode, timedOut, ...(signal === undefined ? {} : { signal }) };
}
