import { existsSync, readFileSync, statSync } from 'node:fs';
import { delimiter, isAbsolute, join, resolve } from 'node:path';

/** What could not be started, and where. */
export interface MissingProgram {
  readonly program: string;
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/**
 * Why a program could not be started, in words. The system says ENOENT for a missing folder, a missing program and
 * a missing interpreter alike, so it is looked up which of them it is.
 */
export function missingWords(
  code: string | undefined,
  detail: string,
  { program, cwd, env }: MissingProgram,
): string {
  if (!isFolder(cwd)) return `the folder ${cwd} does not exist (${code ?? 'ENOENT'})`;
  switch (code) {
    case 'ENOENT':
      return absentWords(program, cwd, env);
    case 'EACCES':
    case 'EPERM':
      return `may not be executed (${code})`;
    case 'E2BIG':
      return 'its arguments and environment are too long for this system (E2BIG)';
    case 'ENOEXEC':
      return 'is not a program that this machine can run (ENOEXEC)';
    case 'EMFILE':
    case 'ENFILE':
    case 'EAGAIN':
    case 'ENOMEM':
      return `the system has no room for another program (${code})`;
    default:
      return `could not be started (${code ?? (detail === '' ? 'no reason given' : detail)})`;
  }
}

function absentWords(program: string, cwd: string, env: MissingProgram['env']): string {
  const isPath = program.includes('/');
  const folders = (env['PATH'] ?? '').split(delimiter).map((folder) => resolve(cwd, folder));
  const found = isPath
    ? resolve(cwd, program)
    : folders.map((folder) => join(folder, program)).find(existsSync);
  if (found === undefined) return 'not found on PATH (ENOENT)';
  if (!existsSync(found)) return `there is no program at ${isAbsolute(program) ? program : found} (ENOENT)`;
  const interpreter = interpreterOf(found);
  return interpreter === undefined
    ? `${found} cannot be run here (ENOENT)`
    : `${found} needs ${interpreter}, which does not exist (ENOENT)`;
}

function interpreterOf(file: string): string | undefined {
  try {
    return /^#!\s*(\S+)/u.exec(readFileSync(file, { encoding: 'latin1' }).slice(0, 512))?.[1];
  } catch {
    return undefined;
  }
}

function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch {
    return false;
  }
}
