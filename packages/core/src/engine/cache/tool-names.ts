import { createHash } from 'node:crypto';
import { readFileSync, realpathSync, statSync } from 'node:fs';
import { basename, delimiter, isAbsolute, join, resolve } from 'node:path';
import { wantedVersion } from '../../exec/tool.ts';
import type { Check } from '../../model/check.ts';
import { commandSource } from '../../plugin/command-source.ts';

interface ToolsInput {
  readonly cwd: string;
  readonly path: string;
  readonly lockedTools: Readonly<Record<string, string>>;
  readonly configuredTools: Readonly<Record<string, string>>;
}

/** A wrapper script is read; of a larger program its size and date tell. */
const READ_BYTES = 1024 * 1024;

/**
 * Names the programs of a check without starting one. A tool is only ever used at exactly the version that is wanted, so
 * that this is the version; the program of a `command()` is whatever is found, so its file is looked at.
 */
export function createToolNames(input: ToolsInput): (check: Check) => Readonly<Record<string, string>> {
  const programs = new Map<string, string>();
  // Most commands of a config are of a few programs, and each is looked for in every folder of the PATH.
  const programName = (program: string, folder: string): string => {
    const name = program.includes('/') ? resolve(folder, program) : program;
    const known = programs.get(name) ?? fileName(placeOf(name, input));
    programs.set(name, known);
    return known;
  };
  return (check) => namesOf(check, programName, input);
}

function namesOf(
  check: Check,
  programName: (program: string, folder: string) => string,
  input: ToolsInput,
): Readonly<Record<string, string>> {
  const { cwd, lockedTools, configuredTools } = input;
  const named = (check.tools ?? []).map((spec) => {
    const configured = configuredTools[spec.name];
    const words = [
      wantedVersion(spec, lockedTools),
      ...(configured === undefined ? [] : [`at ${fileName(resolve(cwd, configured))}`]),
      // A linter that is written in Python reads the syntax of the Python it is installed under.
      ...(spec.install === undefined ? [] : [`under ${pythonName(spec.install.python ?? 'python3', input)}`]),
    ];
    return [spec.name, words.join(' ')] as const;
  });
  const source = commandSource(check);
  const program = source?.argv[0];
  const folder = resolve(cwd, source?.options.cwd ?? '.');
  const command = program === undefined ? [] : [[program, programName(program, folder)] as const];
  return Object.fromEntries([...named, ...command]);
}

function placeOf(program: string, { cwd, path }: ToolsInput): string | undefined {
  if (program.includes('/')) return resolve(cwd, program);
  return path
    .split(delimiter)
    .filter((folder) => isAbsolute(folder))
    .map((folder) => join(folder, program))
    .find((file) => statSync(file, { throwIfNoEntry: false })?.isFile() === true);
}

function fileName(file: string | undefined): string {
  if (file === undefined) return 'not on PATH';
  try {
    const real = realpathSync(file);
    const { size, mtimeMs } = statSync(real);
    const content =
      size > READ_BYTES ? '' : createHash('sha256').update(readFileSync(real)).digest('hex').slice(0, 16);
    return `${real} of ${size} bytes, ${Math.trunc(mtimeMs)} ${content}`.trim();
  } catch {
    return `${file}, which is not there`;
  }
}

/** `python3.12`: what the link on PATH leads to says the version, and is the same on another machine. */
function pythonName(python: string, input: ToolsInput): string {
  const place = placeOf(python, input);
  if (place === undefined) return `${basename(python)}, not found`;
  try {
    const name = basename(realpathSync(place));
    return /\d\.\d/u.test(name) ? name : fileName(place);
  } catch {
    return `${basename(python)}, not found`;
  }
}
