import { join, resolve } from 'node:path';
import type { Check } from '@sluice/core';
import { reusable } from '../checks/reusable.ts';
import type { Env } from '../env/candidates.ts';
import { configAbove } from '../project/config-above.ts';
import type { Project } from '../project/project.ts';
import type { PythonProject } from '../project/python-project.ts';
import { readProject } from '../project/read-project.ts';
import { staticChecks } from '../static-checks.ts';
import { testChecks } from '../test-checks.ts';
import { aboveFolders } from './above-folders.ts';
import type { ScopedOptions } from './find-scopes.ts';
import { inProject } from './in-project.ts';
import { withSettingsAbove } from './with-settings-above.ts';

/** Where the checks are added, and the folders above projects that were read already. */
export interface ProjectsHost {
  readonly cwd: string;
  readonly env: Env;
  /** By folder: projects lie side by side, and what is above one is above others. */
  readonly read?: Map<string, Promise<Project>>;
}

/** All checks of one project. */
export async function projectChecks(
  host: ProjectsHost,
  { scope, options, python }: ScopedOptions,
): Promise<readonly Check[]> {
  const project = await settledProject(host, scope.root, python);
  const own = { ...project, excluded: [...project.excluded, ...scope.nested] };
  const place = { env: host.env, root: scope.root, projects: scope.count };
  const above = await configAbove(join(host.cwd, scope.root), host.env);
  const surroundings = { project: own, env: host.env, above, scoped: { scope, options } };
  return [...testChecks(options, place), ...staticChecks(options, own)].map((check) =>
    inProject(reusable(check, surroundings), scope),
  );
}

async function settledProject(
  { cwd, env, read = new Map<string, Promise<Project>>() }: ProjectsHost,
  root: string,
  python: PythonProject | undefined,
): Promise<Project> {
  const folder = join(cwd, root);
  const given = env['SLUICE_STATE_DIR'];
  const state = root === '.' || given === undefined ? given : resolve(cwd, given);
  const readAbove = (one: string): Promise<Project> => {
    const known = read.get(one) ?? readProject(one, state);
    read.set(one, known);
    return known;
  };
  const above = aboveFolders(folder, root).map(async (one) => ({
    folder: one,
    project: await readAbove(one),
  }));
  const own = { folder, project: await readProject(folder, state, python) };
  return withSettingsAbove(own, await Promise.all(above));
}
