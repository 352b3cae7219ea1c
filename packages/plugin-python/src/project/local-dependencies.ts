import { relative, resolve, sep } from 'node:path';
import { findWorkspace } from './find-workspace.ts';
import { normaliseName } from './normalise-name.ts';
import type { PythonProject } from './python-project.ts';
import { readPythonProject } from './read-python-project.ts';
import { parseRequirement } from './requirement.ts';

/** A folder of the repository that a project is built from, directly or through another. */
export interface LocalDependency {
  /** Absolute. */
  readonly folder: string;
  /** The distribution in it; undefined where only its build knows. */
  readonly name?: string;
  /** Relative to the project, as a requirement needs it: `../lib`, `./lib`. */
  readonly path: string;
  /** A line of requirements installs it; else it is required by name, and must be given beside the project. */
  readonly isByLine: boolean;
  /** What is changed in it is seen without installing again. */
  readonly isEditable: boolean;
  /** Files that have a say in what is installed for it, absolute. */
  readonly files: readonly string[];
}

/**
 * The folders that a project is built from: by lines (`-e ../lib`), by uv's sources and workspace, by poetry's paths, and
 * by what these are built from in turn. Sorted by path; a folder that is not there is among them, for whoever installs it
 * to say so.
 */
export async function localDependencies(project: PythonProject): Promise<readonly LocalDependency[]> {
  const found = new Map<string, LocalDependency>();
  const queue = await directOf(project);
  for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
    const known = found.get(next.folder);
    if (next.folder === resolve(project.cwd) || (known !== undefined && (known.isByLine || !next.isByLine)))
      continue;
    const read = await readPythonProject(next.folder);
    found.set(next.folder, {
      ...next,
      path: pathTo(project.cwd, next.folder),
      ...(read.name === undefined ? {} : { name: normaliseName(read.name) }),
      files: read.files.map((file) => resolve(next.folder, file)),
    });
    if (known === undefined) queue.push(...(await directOf(read)));
  }
  return [...found.values()].toSorted((left, right) => (left.path < right.path ? -1 : 1));
}

type Direct = Pick<LocalDependency, 'folder' | 'isByLine' | 'isEditable'>;

async function directOf(project: PythonProject): Promise<Direct[]> {
  const at = (path: string): string => resolve(project.cwd, path);
  return [
    ...project.paths.map(({ path, isEditable }) => ({ folder: at(path), isByLine: true, isEditable })),
    ...project.sources.map(({ path, isEditable }) => ({ folder: at(path), isByLine: false, isEditable })),
    ...(await membersOf(project)).map((folder) => ({ folder, isByLine: false, isEditable: true })),
  ];
}

/** A member of its workspace is meant by its name alone, wherever the table of sources stands. */
async function membersOf(project: PythonProject): Promise<readonly string[]> {
  const lists = [...Object.values(project.extras), ...Object.values(project.groups)].flat();
  const names = [...project.dependencies, ...lists].map((line) => parseRequirement(line)?.name);
  const wanted = new Set([...project.fromWorkspace, ...names.filter((name) => name !== undefined)]);
  if (wanted.size === 0) return [];
  const members = (await findWorkspace(project.cwd))?.members;
  return [...(members ?? [])].filter(([name]) => wanted.has(name)).map(([, folder]) => folder);
}

function pathTo(cwd: string, folder: string): string {
  const path = relative(cwd, folder).split(sep).join('/');
  return path.startsWith('../') || path === '..' ? path : `./${path}`;
}
