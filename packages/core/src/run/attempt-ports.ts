import { createExec } from '../exec/exec.ts';
import type { Check, CheckContext, CheckOutcome } from '../model/check.ts';
import type { CommandRecord, Exec, ExecResult } from '../model/exec.ts';
import type { Finding } from '../model/finding.ts';
import type { PlannedCheck } from '../model/plan.ts';
import type { ArtifactRequest } from './artifacts.ts';
import type { AttemptLog } from './attempt-log.ts';
import type { Provided } from './provided.ts';
import { completeFinding, findingReader } from './read-finding.ts';
import type { RunContext } from './run-context.ts';
import type { TempDir } from './temp-dir.ts';
import type { CheckTools } from './tool-shelf.ts';

/** What one attempt is made from. */
export interface AttemptInput {
  readonly run: RunContext;
  readonly planned: PlannedCheck;
  readonly check: Check;
  readonly number: number;
  readonly previous?: CheckOutcome;
  readonly tools: CheckTools;
  readonly provided: Provided;
  readonly temp: TempDir;
}

/** The ports of one attempt, and what went through them. */
export interface AttemptPorts {
  readonly contextFor: (signal: AbortSignal) => CheckContext;
  readonly findings: readonly Finding[];
  readonly commands: readonly CommandRecord[];
  readonly requests: readonly ArtifactRequest[];
  /** Settles when the programs that still run have ended; undefined when none does. */
  readonly leftovers: () => Promise<unknown> | undefined;
  /** From here on nothing gets through: what a check does after its end is not part of the attempt. */
  readonly close: () => void;
}

export function openPorts(input: AttemptInput, log: AttemptLog): AttemptPorts {
  const { run, planned, check } = input;
  const findings: Finding[] = [];
  const commands: CommandRecord[] = [];
  const requests: ArtifactRequest[] = [];
  const running = new Set<Promise<ExecResult>>();
  const read = findingReader(run.mask);
  let isOpen = true;
  const onCommand = (command: CommandRecord): void => void (isOpen && commands.push(command));
  const execFor = (signal: AbortSignal): Exec => {
    let made: Exec | undefined;
    const exec: Exec = (...command) =>
      (made ??= createExec(execPort({ input, log, signal, onCommand })))(...command);
    return (file, args, options) => {
      if (!isOpen) return Promise.resolve(refused(log.path));
      const result = exec(file, args, options);
      running.add(result);
      const forget = (): void => void running.delete(result);
      result.then(forget, forget);
      return result;
    };
  };
  return {
    findings,
    commands,
    requests,
    leftovers: () => (running.size === 0 ? undefined : Promise.allSettled(running)),
    close: () => {
      isOpen = false;
    },
    contextFor: (signal) => ({
      cwd: run.input.cwd,
      cell: planned.cell,
      signal,
      exec: execFor(signal),
      log: (line) => log.line(String(line)),
      finding: (partial) => {
        const finding = completeFinding(partial, check.id, read);
        if (isOpen) findings.push(finding);
        return finding;
      },
      artifact: (name, path) => void (isOpen && requests.push({ name, path })),
      attempt: input.number,
      previous: input.previous,
      lockedTools: run.input.lockedTools,
      // Asked for by few: no folder is made, and no history is sorted out, for all the others.
      get tempDir() {
        return input.temp.make();
      },
      get stateDir() {
        return run.input.state.pluginDir(pluginOf(check.id));
      },
      get history() {
        return run.historyOf(planned.id);
      },
    }),
  };
}

/** The plugin a check belongs to: `python` of `python/ruff`. */
export function pluginOf(checkId: string): string {
  return checkId.slice(0, Math.max(0, checkId.indexOf('/')));
}

interface PortInput {
  readonly input: AttemptInput;
  readonly log: AttemptLog;
  readonly signal: AbortSignal;
  readonly onCommand: (command: CommandRecord) => void;
}

function execPort({ input, log, signal, onCommand }: PortInput): Parameters<typeof createExec>[0] {
  const { run, check, provided, tools } = input;
  const { redactor } = run.input;
  const base = run.envFor(check.env ?? []);
  const isGiven = Object.keys(provided.env).length > 0;
  return {
    cwd: run.input.cwd,
    env: isGiven ? { ...base, ...provided.env } : base,
    path: [...provided.path],
    logPath: log.path,
    signal,
    redactor: isGiven ? redactor.with(provided.env) : redactor,
    graceMs: run.input.graceMs,
    resolveTool: tools.pathOf,
    onCommand,
  };
}

/** Nothing is thrown at code that nobody waits for any more: that would end the process. */
function refused(logPath: string): ExecResult {
  const missing = 'the attempt has ended';
  return { exitCode: null, timedOut: false, missing, stdout: '', stderr: '', logPath, durationMs: 0 };
}
