import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { childEnv } from '../exec/child-env.ts';
import { createExec } from '../exec/exec.ts';
import { createRedactor, type Redactor } from '../exec/redact.ts';
import type { Exec } from '../model/exec.ts';

interface ExecPlace {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly signal: AbortSignal;
}

interface PluginPorts {
  /** Starts programs without credentials. */
  readonly exec: Exec;
  readonly redactor: Redactor;
  /** A temporary folder, empty, removed at the end. */
  readonly dir: string;
}

/** Lets plugins look at their surroundings outside of a run, with nothing of it left behind. */
export async function withPluginExec<T>(
  place: ExecPlace,
  use: (ports: PluginPorts) => Promise<T>,
): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'sluice-ask-'));
  const redactor = createRedactor(place.env);
  const exec = createExec({
    cwd: place.cwd,
    env: childEnv(place.env, []),
    path: [],
    logPath: join(folder, 'programs.log'),
    signal: place.signal,
    redactor,
    graceMs: 1000,
    onCommand: () => {},
  });
  try {
    return await use({ exec, redactor, dir: await mkdtemp(join(folder, 'kept-')) });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
