import { accessSync, constants, statSync } from 'node:fs';
import type { ToolContext } from './tool-context.ts';

/** The first start of a large Python program on a busy machine takes most of a minute. */
const ANSWER_MS = 120_000;

const answers = new Map<string, Promise<{ readonly version?: string }>>();

/**
 * The version that a program says it has: the first dotted number it prints. Undefined when there is no program at
 * that path; without `version` when it does not run. Asked once per process for a file as it is,
 * until it has answered.
 */
export function toolVersion(
  path: string,
  args: readonly string[],
  { exec }: Pick<ToolContext, 'exec'>,
): Promise<{ readonly version?: string } | undefined> {
  let changedMs: number;
  try {
    const stat = statSync(path);
    if (!stat.isFile()) return Promise.resolve(undefined);
    accessSync(path, constants.X_OK);
    changedMs = stat.mtimeMs;
  } catch {
    return Promise.resolve(undefined);
  }
  const key = `${path}\0${changedMs}\0${args.join('\0')}`;
  const known = answers.get(key) ?? ask(path, args, exec);
  answers.set(key, known);
  // Asked again next time: a machine that was too busy to answer once must not lose the tool for all that follow.
  const forget = (): void => void answers.delete(key);
  known.then(({ version }) => version ?? forget(), forget);
  return known;
}

async function ask(
  path: string,
  args: readonly string[],
  exec: ToolContext['exec'],
): Promise<{ readonly version?: string }> {
  const { exitCode, stdout, stderr } = await exec(path, args, { timeoutMs: ANSWER_MS });
  const version = exitCode === 0 ? parseVersion(`${stdout}\n${stderr}`) : undefined;
  return version === undefined ? {} : { version };
}

/** The first version number of a text: `ruff 0.14.6`, `VERSION 6.1.0`, `black, 25.9.0 (compiled: yes)`. */
export function parseVersion(text: string): string | undefined {
  return /(?<![\w.])v?(\d+(?:\.\d+)+(?:(?:a|b|rc)\d+|\.(?:post|dev)\d+)*)/u.exec(text)?.[1];
}
