import { spawn } from 'node:child_process';
import { cleanEnv } from './clean-env.ts';

export interface RunInOptions {
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
}

export interface Ran {
  readonly code: number | null;
  readonly stdout: string;
  /** Both streams, for a message about a failure. */
  readonly output: string;
}

/** Runs a program as somebody in that folder would, and waits for its end. Never throws for an exit code. */
export function runIn(file: string, args: readonly string[], { cwd, env }: RunInOptions): Promise<Ran> {
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, { cwd, env: env ?? cleanEnv(), stdio: ['ignore', 'pipe', 'pipe'] });
    let stdout = '';
    let output = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text;
      output += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => (output += text));
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, stdout, output }));
  });
}
