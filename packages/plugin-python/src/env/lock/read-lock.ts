import { readFile } from 'node:fs/promises';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { messageOf } from '../message-of.ts';
import { normaliseName } from '../../project/normalise-name.ts';
import type { Interpreter } from '../interpreter.ts';
import type { Choice } from '../../project/choose-requirements.ts';
import type { MarkerEnvironment } from '../../project/marker.ts';
import { satisfies } from '../../project/pep440.ts';
import type { LockFile, PythonProject } from '../../project/python-project.ts';
import { readPdmLock, readPylock } from './flat-lock.ts';
import {
  toLockedSet,
  type LockedDependency,
  type LockedPackage,
  type LockedSet,
  type UnusableLock,
} from './locked-set.ts';
import { readPoetryLock, toDependency } from './poetry-lock.ts';
import { readUvLock } from './uv-lock.ts';
import { walkLock } from './walk-lock.ts';

/** Reads what a project's lock file says to install under an interpreter, or says why it cannot be used. */
export async function readLock(
  lockFile: LockFile,
  project: PythonProject,
  { choice, interpreter }: { readonly choice: Choice; readonly interpreter: Interpreter },
): Promise<LockedSet | UnusableLock> {
  const required = project.requiresPython;
  if (required !== undefined && !satisfies(interpreter.version, required)) {
    return { reason: `the project requires Python ${required}, and this is ${interpreter.version}` };
  }
  const environment = { variables: interpreter.markers, extras: choice.extras, groups: choice.groups };
  try {
    const { parse } = await import('smol-toml');
    const document = parse(await readFile(join(project.cwd, lockFile.path), 'utf8'));
    const packages = select({ document, lockFile, project, choice, environment });
    if ('reason' in packages) return packages;
    const placed = packages.map((one) => fromProject(one, project, lockFile));
    return toLockedSet(placed.filter((one) => !isProject(one, project)));
  } catch (error) {
    return { reason: `it cannot be parsed: ${messageOf(error).split('\n')[0]}` };
  }
}

interface Selection {
  readonly document: unknown;
  readonly lockFile: LockFile;
  readonly project: PythonProject;
  readonly choice: Choice;
  readonly environment: MarkerEnvironment;
}

function select(selection: Selection): readonly LockedPackage[] | UnusableLock {
  const { document, lockFile, environment } = selection;
  switch (lockFile.kind) {
    case 'uv':
      return selectUv(selection);
    case 'poetry':
      return selectPoetry(selection);
    case 'pylock':
      return readPylock(document, environment);
    default:
      return readPdmLock(document, environment);
  }
}

/** Paths of a lock are relative to its own folder; they are installed from the project's. */
function fromProject(one: LockedPackage, { cwd }: PythonProject, { path }: LockFile): LockedPackage {
  const { source } = one;
  const folder = dirname(path);
  if (folder === '.' || (source.kind !== 'folder' && source.kind !== 'url')) return one;
  const at = (target: string): string =>
    relative(cwd, resolve(cwd, folder, target))
      .split(sep)
      .join('/') || '.';
  if (source.kind === 'folder') return { ...one, source: { ...source, path: at(source.path) } };
  return source.url.startsWith('.') ? { ...one, source: { ...source, url: `./${at(source.url)}` } } : one;
}

function selectUv({
  document,
  lockFile,
  choice,
  environment,
}: Selection): readonly LockedPackage[] | UnusableLock {
  const lock = readUvLock(document, lockFile.member);
  if (!lock) return { reason: 'its version is not known' };
  if (lockFile.member !== undefined && !lock.root) return { reason: `it does not hold ${lockFile.member}` };
  const groups: LockedDependency[] = [];
  for (const name of choice.groups) {
    const group = lock.groups[normaliseName(name)];
    // uv leaves an empty group out of the lock, but a group that pyproject.toml has and the lock lacks is stale.
    if (group) groups.push(...group);
  }
  // Extras are not judged by markers here: the lock lists what each of them requires.
  const extras = choice.extras.map(normaliseName);
  const root = lock.root ? [{ name: lock.root.name, extras }] : [];
  return walkLock(lock.packages, [...root, ...groups], { ...environment, extras: [] });
}

function selectPoetry({
  document,
  project,
  choice,
  environment,
}: Selection): readonly LockedPackage[] | UnusableLock {
  const packages = readPoetryLock(document);
  if (!packages) return { reason: 'it lists no packages' };
  const lines = [
    ...project.dependencies,
    ...choice.extras.flatMap((extra) => project.extras[extra] ?? []),
    ...choice.groups.flatMap((group) => project.groups[group] ?? []),
  ];
  return walkLock(
    packages,
    lines.flatMap((line) => toDependency(line)),
    environment,
  );
}

/** The project is installed in a step of its own, as its options say. */
function isProject({ name, source }: LockedPackage, project: PythonProject): boolean {
  if (source.kind === 'folder' && /^\.?\/?$/u.test(source.path)) return true;
  return project.name !== undefined && name === normaliseName(project.name) && source.kind !== 'index';
}
