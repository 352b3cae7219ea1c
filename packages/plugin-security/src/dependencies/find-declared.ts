import { readdir, readFile } from 'node:fs/promises';
import { join, posix } from 'node:path';
import type { Declared, Requirement } from './declared.ts';
import { readLock } from './read-lock.ts';
import { readRequirements } from './requirement-lines.ts';
import { pythonName } from '../parse/python-name.ts';

const LOCKS = ['uv.lock', 'poetry.lock', 'pdm.lock', 'pylock.toml', 'Pipfile.lock'];

/**
 * Finds what a project depends on: the files of the option, else a lock, else every requirements file of the root and
 * of `requirements/`, else what `pyproject.toml` depends on. Undefined where no file says anything of dependencies.
 */
export async function findDeclared(
  cwd: string,
  root: string,
  files: readonly string[] | undefined,
): Promise<Declared | undefined> {
  const at = (name: string): string => posix.join(root, name);
  if (files !== undefined) return read(cwd, files.map(at));
  const names = await readdir(join(cwd, root)).catch((): string[] => []);
  const lock =
    LOCKS.find((name) => names.includes(name)) ?? names.find((name) => /^pylock\..+\.toml$/u.test(name));
  if (lock !== undefined) return readLock(cwd, at(lock));
  const inFolder = await readdir(join(cwd, root, 'requirements')).catch((): string[] => []);
  const found = [
    ...names.filter((name) => /^requirements(?:[-_.].*)?\.txt$/u.test(name)),
    ...inFolder.filter((name) => name.endsWith('.txt')).map((name) => `requirements/${name}`),
  ].toSorted();
  if (found.length > 0) return readRequirements(cwd, found.map(at));
  return (await ofPyproject(cwd, at('pyproject.toml'))) ?? ofOthers(names.map(at));
}

/** Files that say what a project depends on in a way that is not read here: no reason to say that it has none. */
function ofOthers(paths: readonly string[]): Declared | undefined {
  const known = paths.find((path) =>
    /(?:^|\/)(?:setup\.py|setup\.cfg|Pipfile|environment\.ya?ml)$/u.test(path),
  );
  if (known === undefined) return undefined;
  const fault = `what ${known} depends on is not read here: name a requirements file or a lock with pipAudit.requirements`;
  return { files: [known], requirements: [], options: [], isClosed: false, faults: [fault] };
}

async function read(cwd: string, files: readonly string[]): Promise<Declared> {
  const isLock = (name: string): boolean => /\.lock$|(?:^|\/)pylock\.(?:.+\.)?toml$/u.test(name);
  const parts = [
    await readRequirements(
      cwd,
      files.filter((name) => !isLock(name)),
    ),
    ...(await Promise.all(files.filter(isLock).map((name) => readLock(cwd, name)))),
  ];
  return {
    files: parts.flatMap((part) => part.files),
    requirements: parts.flatMap((part) => part.requirements),
    options: parts.flatMap((part) => part.options),
    isClosed: parts.every((part) => part.isClosed),
    faults: parts.flatMap((part) => part.faults),
  };
}

async function ofPyproject(cwd: string, file: string): Promise<Declared | undefined> {
  const text = await readFile(join(cwd, file), 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  const base = { files: [file], options: [], isClosed: false };
  try {
    const { parse } = await import('smol-toml');
    const { project } = parse(text) as { readonly project?: Readonly<Record<string, unknown>> };
    if (project === undefined) return undefined;
    if (listOf(project['dynamic']).includes('dependencies')) {
      const fault = `${file} leaves its dependencies to the build: name a requirements file or a lock with pipAudit.requirements`;
      return { ...base, requirements: [], faults: [fault] };
    }
    const optional = Object.values(Object(project['optional-dependencies'] ?? {}) as object).flat();
    const all = [...listOf(project['dependencies']), ...optional].filter((one) => typeof one === 'string');
    const lines = text.split('\n');
    return { ...base, requirements: all.map((one) => requirement(one, file, lines)), faults: [] };
  } catch (error) {
    const why = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
    return { ...base, requirements: [], faults: [`${file} cannot be read: ${why}`] };
  }
}

function requirement(text: string, file: string, lines: readonly string[]): Requirement {
  const name = /^[\w.-]+/u.exec(text)?.[0];
  const version = /^[\w.-]+\s*(?:\[[^\]]*\])?\s*===?\s*([\w.!+-]+)\s*(?:$|;)/u.exec(text)?.[1];
  const line = lines.findIndex((one) => one.includes(text)) + 1 || 1;
  return {
    ...(name === undefined ? {} : { name: pythonName(name) }),
    ...(version === undefined ? {} : { version }),
    text,
    file,
    line,
  };
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
