import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import type {
  Check,
  CheckContext,
  CheckOutcome,
  Exec,
  ExecResult,
  Finding,
  HistoryEntry,
} from '@sluice/core';

/** A folder of a test's own, with files; it removes itself. */
export interface Workspace extends AsyncDisposable {
  readonly dir: string;
  readonly write: (files: Readonly<Record<string, string>>) => Promise<void>;
}

export async function workspace(files: Readonly<Record<string, string>> = {}): Promise<Workspace> {
  const dir = await mkdtemp(join(tmpdir(), 'plugin-python-'));
  const write: Workspace['write'] = async (added) => {
    for (const [path, text] of Object.entries(added)) {
      await mkdir(dirname(join(dir, path)), { recursive: true });
      await writeFile(join(dir, path), text);
    }
  };
  await write(files);
  return { dir, write, [Symbol.asyncDispose]: () => rm(dir, { recursive: true, force: true }) };
}

export interface RunInput {
  readonly cwd: string;
  readonly cell?: Readonly<Record<string, string>>;
  /** Programs by name, as the engine resolves a check's tools. */
  readonly tools?: Readonly<Record<string, string>>;
  /** Folders put first on PATH, as a needed check provides them. */
  readonly path?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly history?: readonly HistoryEntry[];
  readonly previous?: CheckOutcome;
  readonly attempt?: number;
  readonly signal?: AbortSignal;
  /** In place of running programs: what they would have said. */
  readonly exec?: Exec;
}

/** What one attempt did, beside its outcome. */
export interface RunOutput {
  readonly outcome: CheckOutcome;
  readonly findings: readonly Finding[];
  readonly commands: readonly (readonly string[])[];
  readonly artifacts: readonly { readonly name: string; readonly path: string }[];
  readonly logged: readonly string[];
}

/** Runs a check as the engine does, in a small way: real programs, one attempt, nothing judged. */
export async function runCheck(check: Check, input: RunInput): Promise<RunOutput> {
  const findings: Finding[] = [];
  const commands: (readonly string[])[] = [];
  const artifacts: { name: string; path: string }[] = [];
  const logged: string[] = [];
  const stateDir = join(input.cwd, '.sluice', 'python');
  await mkdir(stateDir, { recursive: true });
  await writeFile(join(input.cwd, '.sluice', '.gitignore'), '*\n');
  const tempDir = await mkdtemp(join(tmpdir(), 'plugin-python-attempt-'));
  const exec: Exec = async (file, args, options) => {
    commands.push([file, ...args]);
    return input.exec ? input.exec(file, args, options) : realExec(input, file, args, options);
  };
  const ctx: CheckContext = {
    cwd: input.cwd,
    cell: input.cell ?? {},
    signal: input.signal ?? new AbortController().signal,
    exec,
    log: (line) => logged.push(line),
    finding: (partial) => {
      const name = check.id.split('/').at(-1) ?? check.id;
      const finding: Finding = { tool: name, kind: 'code', severity: 'medium', ...partial };
      findings.push(finding);
      return finding;
    },
    artifact: (name, path) => artifacts.push({ name, path }),
    attempt: input.attempt ?? 1,
    ...(input.previous ? { previous: input.previous } : {}),
    tempDir,
    stateDir,
    history: input.history ?? [],
    lockedTools: {},
  };
  try {
    return { outcome: await check.run(ctx), findings, commands, artifacts, logged };
  } finally {
    await rm(tempDir, { recursive: true, force: true });
  }
}

/** The result of a program that ended with a code and these words. */
export function said(exitCode: number | null, stdout = '', stderr = ''): ExecResult {
  return { exitCode, timedOut: false, stdout, stderr, logPath: '', durationMs: 1 };
}

function realExec(input: RunInput, ...[file, args, options]: Parameters<Exec>): Promise<ExecResult> {
  const path = [...(input.path ?? []), process.env['PATH'] ?? ''].join(delimiter);
  const started = Date.now();
  return new Promise((resolve) => {
    const child = spawn(input.tools?.[file] ?? file, args, {
      cwd: options?.cwd ?? input.cwd,
      env: { ...process.env, PATH: path, ...input.env, ...options?.env },
      stdio: [options?.input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
      signal: input.signal,
      ...(options?.timeoutMs === undefined ? {} : { timeout: options.timeoutMs }),
    });
    const chunks = { stdout: '', stderr: '' };
    child.stdout?.setEncoding('utf8').on('data', (text: string) => (chunks.stdout += text));
    child.stderr?.setEncoding('utf8').on('data', (text: string) => (chunks.stderr += text));
    if (options?.input !== undefined) child.stdin?.end(options.input);
    const end = (extra: Partial<ExecResult>): void =>
      resolve({ ...said(null, chunks.stdout, chunks.stderr), durationMs: Date.now() - started, ...extra });
    child.on('error', (error) => end({ missing: error.message }));
    child.on('close', (exitCode, signal) => end({ exitCode, ...(signal ? { signal } : {}) }));
  });
}
