import { join } from 'node:path';
import type { ProjectOptions, PythonOptions } from '../options.ts';
import { findRoots } from './find-roots.ts';
import { nameRoots } from './name-roots.ts';
import { presentFiles } from './tracked-files.ts';

/** The projects of a config by name, each with what it says of itself. */
export type NamedProjects = ReadonlyMap<string, ProjectOptions>;

/**
 * The projects that the options name, or that `'auto'` finds among `files`: those that git tracks, where it could say.
 * Empty where the options name none, or none is found: then the config's folder is the one project.
 */
export async function findProjects(
  cwd: string,
  { projects }: Pick<PythonOptions, 'projects'>,
  files: readonly string[] | undefined,
): Promise<NamedProjects> {
  if (projects === undefined) return new Map();
  if (projects !== 'auto')
    return new Map(Object.entries(projects).map(([name, own]) => [name, { ...own, root: normal(own.root) }]));
  const roots = await findRoots(cwd, files ?? (await presentFiles(cwd)));
  return new Map([...nameRoots(roots)].map(([name, root]) => [name, { root }]));
}

function normal(root: string): string {
  return join(root)
    .split('\\')
    .join('/')
    .replace(/(?<=.)\/$/u, '');
}
