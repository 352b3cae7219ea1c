import { posix, relative, resolve, sep } from 'node:path';
import { CiError, createPipeline, loadConfig } from '@sluice/core';
import { findWorkflows } from '../preflight/find-workflows.ts';
import { joinPermissions } from './join-permissions.ts';
import { permissionsOf } from './permissions-of.ts';
import { findLockFile } from './lock-file.ts';
import type { ProjectFacts } from './project-facts.ts';
import { workflowSchema, type WorkflowOptions } from './workflow-options.ts';

/** What `generate` works from. */
export interface Project {
  readonly facts: ProjectFacts;
  readonly options: WorkflowOptions;
  /** The root of the repository, absolute. */
  readonly root: string;
}

/**
 * Reads the config, plans once with everything affected (to know which Pythons there are), and looks for the lock file.
 * Throws a CiError for a config that cannot be planned and for a project without a lock file.
 */
export async function readProject(cwd: string, signal: AbortSignal): Promise<Project> {
  const { config, dir } = await loadConfig({ cwd });
  const { plan, problems } = await createPipeline(config).plan({ cwd: dir, all: true, signal });
  // Workflows that are broken are what this is to mend.
  const concerning = problems.filter(({ plugin }) => plugin !== 'github');
  if (concerning.length > 0) throw new CiError(concerning);
  const plugins = config.plugins ?? [];
  const { toRoot } = await findWorkflows(dir);
  const lock = await findLockFile(dir, toRoot);
  if (lock === undefined)
    throw new CiError([
      {
        code: 'USAGE',
        message:
          'There is no package-lock.json, pnpm-lock.yaml or yarn.lock here or above: a workflow installs from one.',
        hint: 'Run `npm install --save-dev @sluice/core @sluice/plugin-github` and commit package-lock.json.',
      },
    ]);
  const root = resolve(dir, toRoot);
  const folder = relative(root, dir).split(sep).join('/') || '.';
  const python = new Set(plan.checks.flatMap(({ cell }) => cell['python'] ?? []));
  const own = plugins.find(({ name }) => name === 'github');
  const granted = plugins.map((plugin) => ({ ...plugin.definition, permissions: permissionsOf(plugin) }));
  return {
    root,
    options: workflowSchema.parse(own?.rawOptions ?? {}),
    facts: {
      folder,
      lockFolder: posix.normalize(posix.join(folder, lock.folder)).replace(/(?<=.)\/$/u, ''),
      install: lock.install,
      python: [...python].toSorted(),
      permissions: joinPermissions(
        granted.flatMap(({ permissions }) => permissions.map(({ check }) => check)),
      ),
      setup: granted.flatMap(({ name, workflowSetup = [] }) =>
        workflowSetup.map((step) => ({ ...step, plugin: name })),
      ),
      keeps: granted.flatMap(({ name, workflowKeeps = [] }) =>
        workflowKeeps.map((folder) => `${name}/${folder}`),
      ),
      workflows: granted.flatMap(({ workflows, permissions }) =>
        (workflows ?? []).map((workflow) => ({
          ...workflow,
          permissions: joinPermissions([
            workflow.permissions,
            ...permissions.map(({ workflow: named }) => named?.[workflow.name]),
          ]),
        })),
      ),
    },
  };
}
