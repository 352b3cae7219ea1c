import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CheckContext, CheckOutcome } from '../../src/model/check.ts';
import type { ExecOptions, ExecResult } from '../../src/model/exec.ts';
import type { Finding } from '../../src/model/finding.ts';
import { command, type CommandOptions } from '../../src/plugin/command.ts';

/** What the scripted program does: its effects, its output and how it ends. */
export interface Script {
  readonly output?: string;
  readonly exitCode?: number | null;
  readonly signal?: string;
  readonly missing?: string;
  readonly effect?: (cwd: string) => Promise<void>;
}

/** One folder, in which commands are run against a scripted program. */
export async function commandBench() {
  const root = await mkdtemp(join(tmpdir(), 'sluice command '));
  const calls: { file: string; args: readonly string[]; options?: ExecOptions }[] = [];
  const artifacts: (readonly [string, string])[] = [];
  const findings: Finding[] = [];
  const logPath = join(root, 'attempt.log');

  const run = async (
    script: Script,
    options: CommandOptions = {},
    argv: readonly string[] = ['tool', 'arg'],
  ): Promise<CheckOutcome> => {
    const exec = async (
      file: string,
      args: readonly string[],
      execOptions?: ExecOptions,
    ): Promise<ExecResult> => {
      calls.push({ file, args, options: execOptions });
      await writeFile(logPath, `$ ${[file, ...args].join(' ')}\n${script.output ?? ''}`);
      await script.effect?.(execOptions?.cwd ?? root);
      const { exitCode = 0, signal, missing } = script;
      return { exitCode, signal, missing, timedOut: false, stdout: '', stderr: '', logPath, durationMs: 1 };
    };
    const context: CheckContext = {
      cwd: root,
      cell: {},
      signal: new AbortController().signal,
      exec,
      log: () => {},
      finding: (partial) => {
        const finding: Finding = { tool: 'tool', kind: 'code', severity: 'medium', ...partial };
        findings.push(finding);
        return finding;
      },
      artifact: (name, path) => void artifacts.push([name, path]),
      secret: () => {},
      attempt: 1,
      tempDir: root,
      stateDir: root,
      history: [],
      lockedTools: {},
    };
    return command('docs', argv, options).run(context);
  };
  return { root, calls, artifacts, findings, logPath, run, remove: () => rm(root, { recursive: true }) };
}

export type CommandBench = Awaited<ReturnType<typeof commandBench>>;
