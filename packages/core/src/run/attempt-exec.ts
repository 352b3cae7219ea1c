import { quoteWord } from '../exec/command-line.ts';
import { createExec } from '../exec/exec.ts';
import type { CommandRecord, Exec, ExecResult } from '../model/exec.ts';
import { checkFolder } from './check-folder.ts';
import type { AttemptInput } from './attempt-input.ts';
import type { AttemptLog } from './attempt-log.ts';

/** The programs of one attempt. */
export interface AttemptExec {
  readonly execFor: (signal: AbortSignal) => Exec;
  readonly commands: readonly CommandRecord[];
  /** Settles when the programs that still run have ended; undefined when none does. */
  readonly leftovers: () => Promise<unknown> | undefined;
  /** From here on no program starts, and none is recorded. */
  readonly close: () => void;
}

export function openExec(input: AttemptInput, log: AttemptLog): AttemptExec {
  const commands: CommandRecord[] = [];
  const running = new Set<Promise<ExecResult>>();
  let isOpen = true;
  const onCommand = (command: CommandRecord): void =>
    void (isOpen && commands.push(fromConfigFolder(command, input)));
  return {
    commands,
    leftovers: () => (running.size === 0 ? undefined : Promise.allSettled(running)),
    close: () => {
      isOpen = false;
    },
    execFor: (signal) => {
      let made: Exec | undefined;
      return (...command) => {
        if (!isOpen) return Promise.resolve(refused(log.path));
        made ??= createExec({ ...portFor(input), logPath: log.path, signal, onCommand });
        const result = made(...command);
        running.add(result);
        const forget = (): void => void running.delete(result);
        result.then(forget, forget);
        return result;
      };
    },
  };
}

/** What is pasted is pasted in the config's folder, so a command of another says that it goes there. */
function fromConfigFolder(command: CommandRecord, { run, check }: AttemptInput): CommandRecord {
  const { path } = checkFolder(run.input.cwd, check);
  if (check.folder === undefined || command.cwd !== path || path === run.input.cwd) return command;
  return { ...command, line: `cd ${quoteWord(check.folder)} && ${command.line}` };
}

/** What needs provide comes before the check's own PATH, and their credentials are masked as its own are. */
function portFor({ run, check, provided, tools }: AttemptInput) {
  const { graceMs, redactor } = run.input;
  const cwd = checkFolder(run.input.cwd, check).path;
  const env = run.envFor(check.env ?? []);
  const port = { cwd, graceMs, path: [...provided.path], resolveTool: tools.pathOf };
  if (Object.keys(provided.env).length === 0) return { ...port, env, redactor };
  return { ...port, env: { ...env, ...provided.env }, redactor: redactor.with(provided.env) };
}

/** Nothing is thrown at code that nobody waits for any more: that would end the process. */
function refused(logPath: string): ExecResult {
  const missing = 'the attempt has ended';
  return { exitCode: null, timedOut: false, missing, stdout: '', stderr: '', logPath, durationMs: 0 };
}
