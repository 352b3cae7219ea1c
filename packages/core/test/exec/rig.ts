import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { onTestFinished } from 'vitest';
import { createExec, type ExecPort } from '../../src/exec/exec.ts';
import { createRedactor } from '../../src/exec/redact.ts';
import type { CommandRecord, Exec, ExecOptions, ExecResult } from '../../src/model/exec.ts';

/** A folder of its own, with a space in its name, removed after the test. */
export async function tempFolder(): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), 'sluice exec '));
  onTestFinished(() => rm(dir, { recursive: true, force: true }));
  return dir;
}

export interface ExecRig {
  readonly dir: string;
  readonly logPath: string;
  readonly exec: Exec;
  readonly sh: (script: string, options?: ExecOptions) => Promise<ExecResult>;
  readonly log: () => string;
  readonly commands: readonly CommandRecord[];
  readonly abort: () => void;
}

export async function execRig(more: Partial<ExecPort> = {}): Promise<ExecRig> {
  const dir = await tempFolder();
  const controller = new AbortController();
  onTestFinished(() => controller.abort());
  const commands: CommandRecord[] = [];
  const logPath = more.logPath ?? join(dir, 'logs', 'one.1.log');
  const exec = createExec({
    cwd: dir,
    env: { PATH: process.env['PATH'] },
    path: [],
    signal: controller.signal,
    redactor: createRedactor({}),
    graceMs: 5_000,
    onCommand: (command) => void commands.push(command),
    ...more,
    logPath,
  });
  return {
    dir,
    logPath,
    exec,
    sh: (script, options) => exec('sh', ['-c', script], options),
    log: () => readFileSync(logPath, 'utf8'),
    commands,
    abort: () => controller.abort(),
  };
}

/** Waits until it holds; the test's own timeout is the limit, so a slow machine only waits longer. */
export async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await delay(5);
}

/** The number a script wrote into a file; waits for it. */
export async function pidIn(file: string): Promise<number> {
  await until(() => existsSync(file) && /\d+\n/u.test(readFileSync(file, 'utf8')));
  return Number(readFileSync(file, 'utf8'));
}

/** False for a zombie, which is only waiting to be buried. */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  try {
    return !/\) [ZX] /u.test(readFileSync(`/proc/${pid}/stat`, 'latin1'));
  } catch {
    return process.platform !== 'linux';
  }
}
