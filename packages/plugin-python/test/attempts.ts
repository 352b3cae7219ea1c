import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import type { Check, CheckContext, CheckOutcome, Exec, ExecResult, Finding, HistoryEntry } from '@sluice/core';

export interface AttemptsInput {
  readonly cwd: string;
  readonly stateDir: string;
  readonly version?: string;
  /** Folders put first on PATH, and variables: what `python/env` provides. */
  readonly provides?: { readonly path?: readonly string[]; readonly env?: Readonly<Record<string, string>> };
  readonly history?: readonly HistoryEntry[];
  /** In place of this process's own. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** At most so many attempts, while the outcome is one that is tried again. Default 1. */
  readonly attempts?: number;
}

export interface AttemptsOutput {
  readonly outcomes: readonly CheckOutcome[];
  readonly last: CheckOutcome;
  readonly log: readonly string[];
  readonly commands: readonly string[];
  /** Name to content, of the last attempt. */
  readonly artifacts: ReadonlyMap<string, string>;
}

/** Runs the attempts of one cell as the engine does, in a small way: a shared temporary folder, failures tried again. */
export async function runAttempts(check: Check, input: AttemptsInput): Promise<AttemptsOutput> {
  const tempDir = await mkdtemp(join(tmpdir(), 'sluice-attempts-'));
  const log: string[] = [];
  const commands: string[] = [];
  const artifacts = new Map<string, string>();
  const outcomes: CheckOutcome[] = [];
  await mkdir(input.stateDir, { recursive: true });
  try {
    for (let attempt = 1; attempt <= (input.attempts ?? 1); attempt++) {
      const ctx: CheckContext = {
        ...{ cwd: input.cwd, cell: { python: input.version ?? '3.12' }, attempt, tempDir, stateDir: input.stateDir },
        ...{ signal: new AbortController().signal, history: input.history ?? [], lockedTools: {} },
        exec: realExec(input, commands),
        log: (line) => log.push(line),
        finding: (partial) => ({ ...partial }) as Finding,
        artifact: (name, path) => artifacts.set(name, path),
        ...(outcomes.length > 0 && { previous: outcomes.at(-1) as CheckOutcome }),
      };
      const outcome = await check.run(ctx);
      outcomes.push(outcome);
      const findings = outcome.status === 'completed' ? outcome.findings : [];
      const isRetried = outcome.status === 'completed' && outcome.noRetry === undefined && findings.some(({ severity }) => severity === 'high');
      if (!isRetried) break;
    }
    const texts = await Promise.all([...artifacts].map(async ([name, path]) => [name, await readText(path)] as const));
    return { outcomes, last: outcomes.at(-1) as CheckOutcome, log, commands, artifacts: new Map(texts) };
  } finally {
    await rm(tempDir, { recursive: true, force: true });
  }
}

async function readText(path: string): Promise<string> {
  const { readFile } = await import('node:fs/promises');
  return readFile(path, 'utf8');
}

/** Runs programs for real, in a folder and environment of the caller's. */
export function realExec(
  { cwd, provides, env }: Pick<AttemptsInput, 'cwd' | 'provides' | 'env'>,
  commands: string[] = [],
): Exec {
  return (file, args, options) => {
    commands.push([file, ...args].join(' '));
    const base = env ?? process.env;
    const path = [...(provides?.path ?? []), base['PATH'] ?? ''].join(delimiter);
    const started = Date.now();
    return new Promise<ExecResult>((resolve) => {
      const merged = { ...base, ...provides?.env, PATH: path, ...options?.env };
      const child = spawn(file, args, {
        cwd: options?.cwd ?? cwd,
        env: Object.fromEntries(Object.entries(merged).filter(([, value]) => value !== undefined)) as NodeJS.ProcessEnv,
        stdio: ['ignore', 'pipe', 'pipe'],
        ...(options?.timeoutMs !== undefined && { timeout: options.timeoutMs }),
      });
      let stdout = '';
      let stderr = '';
      child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
      child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
      const end = (extra: Partial<ExecResult>): void =>
        resolve({ exitCode: null, timedOut: false, stdout, stderr, logPath: '', durationMs: Date.now() - started, ...extra });
      child.on('error', (error) => end({ missing: error.message }));
      child.on('close', (exitCode, signal) => end({ exitCode, ...(signal && { signal }) }));
    });
  };
}

/** A folder with files, and the git repository it is, so that a test can see what was left in it. */
export async function gitProject(files: Readonly<Record<string, string>>): Promise<{ dir: string; status: () => Promise<string> }> {
  const dir = await mkdtemp(join(tmpdir(), 'sluice project ü-'));
  for (const [path, text] of Object.entries(files)) {
    await mkdir(join(dir, path, '..'), { recursive: true });
    await writeFile(join(dir, path), text);
  }
  const exec = realExec({ cwd: dir });
  await exec('git', ['init', '-q']);
  await exec('git', ['add', '-A']);
  await exec('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.org', 'commit', '-q', '-m', 'first']);
  return { dir, status: async () => (await exec('git', ['status', '--short', '--ignored'])).stdout };
}
