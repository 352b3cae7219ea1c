import { join } from 'node:path';
import { childEnv } from '../exec/child-env.ts';
import { createExec } from '../exec/exec.ts';
import { createRedactor, type Redactor } from '../exec/redact.ts';
import type { RunEvent } from '../model/event.ts';
import type { Exec } from '../model/exec.ts';
import { createRunFolder } from '../state/run-folder.ts';
import { openStateDir, type StateDir } from '../state/state-dir.ts';
import { redactDeep } from './redact-deep.ts';
import type { EngineOptions } from './run-options.ts';

/** A run's place on disk, its clock and its way of speaking. */
export interface OpenRun {
  readonly runId: string;
  /** The run's folder, absolute. */
  readonly dir: string;
  readonly state: StateDir;
  readonly startedAt: string;
  readonly startedMs: number;
  readonly redactor: Redactor;
  readonly signal: AbortSignal;
  /** An exec for taps; its output goes to a log of this name in the run's folder. Ended with the run, or by `until`. */
  readonly execFor: (name: string, until?: AbortSignal) => Exec;
  /** Tells plugins, once they are there, and the caller. */
  readonly emit: (event: RunEvent) => void;
  /** Called with the hooks' emit once plugins are assembled. */
  readonly tellPlugins: (emit: (event: RunEvent) => void) => void;
}

/** Opens the state folder and a folder for this run. Throws STATE_UNWRITABLE when there is no place for evidence. */
export async function openRun(options: EngineOptions): Promise<OpenRun> {
  const { cwd, host } = options;
  const startedMs = host.now();
  const state = await openStateDir({ cwd, env: host.env });
  const { runId, dir } = await createRunFolder(state, startedMs);
  const redactor = createRedactor(host.env);
  const signal = options.signal ?? new AbortController().signal;
  let emitToPlugins: (event: RunEvent) => void = () => {};
  const emit = (said: RunEvent): void => {
    // A report is masked when it is built. Words of a check that came upon a secret are masked nowhere before.
    const event = redactor.hasLearned() && said.type !== 'report-ready' ? redactDeep(said, redactor) : said;
    try {
      options.onEvent?.(event);
    } catch {
      // A view that fails must not change the run; it has already shown whatever it could.
    }
    emitToPlugins(event);
  };
  return {
    runId,
    dir,
    state,
    startedAt: new Date(startedMs).toISOString(),
    startedMs,
    redactor,
    signal,
    emit,
    tellPlugins: (tell) => void (emitToPlugins = tell),
    execFor: (name, until = signal) =>
      createExec({
        cwd,
        env: childEnv(host.env, []),
        path: [],
        logPath: join(dir, 'logs', `${name}.log`),
        signal: until,
        redactor,
        graceMs: options.graceMs ?? 5000,
        onCommand: () => {},
      }),
  };
}
