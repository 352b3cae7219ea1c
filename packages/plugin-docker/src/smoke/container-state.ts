import type { Exec } from '@sluice/core';

/** What a container is doing. */
export interface ContainerState {
  readonly isRunning: boolean;
  readonly exitCode: number;
  readonly isOutOfMemory: boolean;
  /** Why the engine could not start it. */
  readonly error: string;
  /** `starting`, `healthy`, `unhealthy`; undefined without a HEALTHCHECK. */
  readonly health?: string;
  /** What the last health check ended with and printed. */
  readonly lastCheck?: { readonly exitCode: number; readonly output: string };
}

const ANSWER_MS = 20_000;

/** Asks the engine for a container; undefined when it cannot be asked. */
export async function containerState(exec: Exec, name: string): Promise<ContainerState | undefined> {
  const asked = await exec('docker', ['container', 'inspect', '--format', '{{json .State}}', name], {
    timeoutMs: ANSWER_MS,
  });
  if (asked.exitCode !== 0) return undefined;
  try {
    const { Running, ExitCode, OOMKilled, Error, Health } = JSON.parse(asked.stdout) as State;
    const last = Health?.Log?.at(-1);
    return {
      isRunning: Running,
      exitCode: ExitCode,
      isOutOfMemory: OOMKilled,
      error: Error,
      ...(Health?.Status === undefined || Health.Status === 'none' ? {} : { health: Health.Status }),
      ...(last === undefined ? {} : { lastCheck: { exitCode: last.ExitCode, output: last.Output } }),
    };
  } catch {
    return undefined;
  }
}

interface State {
  readonly Running: boolean;
  readonly ExitCode: number;
  readonly OOMKilled: boolean;
  readonly Error: string;
  readonly Health?: {
    readonly Status?: string;
    readonly Log?: readonly { readonly ExitCode: number; readonly Output: string }[] | null;
  };
}
