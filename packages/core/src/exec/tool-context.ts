import { join } from 'node:path';
import { childEnv } from './child-env.ts';
import { createExec } from './exec.ts';
import type { Redactor } from './redact.ts';

/** Where tools are looked for and kept. */
export interface ToolPort {
  /** The config's folder, absolute. */
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly toolsDir: string;
  /** Paths that the config names, by tool. */
  readonly configuredTools: Readonly<Record<string, string>>;
  /** Versions that the lock names, by tool. */
  readonly lockedTools: Readonly<Record<string, string>>;
  readonly redactor: Redactor;
  readonly graceMs: number;
  readonly signal: AbortSignal;
  readonly onProgress: (message: string) => void;
}

/** Programs are run as a check's are: without credentials, their output in a log of their own. */
export function toolContext(port: ToolPort) {
  const env = childEnv(port.env, []);
  const { cwd, signal, redactor, graceMs, toolsDir, onProgress } = port;
  const exec = createExec({
    cwd,
    env,
    path: [],
    logPath: join(toolsDir, 'install.log'),
    signal,
    redactor,
    graceMs,
    onCommand: () => {},
  });
  return { cwd, env, toolsDir, exec, onProgress, signal };
}

/** What looking at and installing tools need. */
export type ToolContext = ReturnType<typeof toolContext>;
