import { join, resolve } from 'node:path';
import type { Check } from '@sluice/core';
import { reusable } from '../checks/reusable.ts';
import type { Env } from '../env/candidates.ts';
import { configAbove } from '../project/config-above.ts';
import type { Project } from '../project/project.ts';
import { readProject } from '../project/read-project.ts';
import { staticChecks } from '../static-checks.ts';
import { testChecks } from '../test-checks.ts';
import { aboveFolders } from './above-folders.ts';
import type { ScopedOptions } from './find-scopes.ts';
import { inProject } from './in-project.ts';
import { withSettingsAbove } from './with-settings-above.ts';

/** All checks of one project. */
export async function projectChecks(
  { cwd, env }: { readonly cwd: string; readonly env: Env },
  { scope, options }: ScopedOptions,
): Promise<readonly Check[]> {
  const project = await settledProject(cwd, scope.root, env['SLUICE_STATE_DIR']);
  const own = { ...project, excluded: [...project.excluded, ...scope.nested] };
  const host = { env, root: scope.root, projects: scope.count };
  const above = await configAbove(join(cwd, scope.root), env);
  const surroundings = { project: own, env, above, scoped: { scope, options } };
  return [...testChecks(options, host), ...staticChecks(options, own)].map((check) =>
    inProject(reusable(check, surroundings), scope),
  );
}

async function settledProject(cwd: string, root: string, stateFolder: string | undefined): Promise<Project> {
  const folder = join(cwd, root);
  const state = root === '.' || stateFolder === undefined ? stateFolder : resolve(cwd, stateFolder);
  const project = await readProject(folder, state);
  const above = await Promise.all(
    aboveFolders(folder, root).map(async (one) => ({ folder: one, project: await readProject(one, state) })),
  );
  return withSettingsAbove({ folder, project }, above);
}
