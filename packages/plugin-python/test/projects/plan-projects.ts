import { createPipeline, type Check, type Config } from '@sluice/core';
import { tempWorkspace, testHost, SYSTEM_ENV } from '@sluice/core/testing';
import { python, type PythonInput } from '../../src/index.ts';

type Plan = Awaited<ReturnType<ReturnType<typeof createPipeline>['plan']>>;

/** What a test asks of a plan. */
export interface Planned {
  readonly plan: Plan['plan'];
  readonly ids: readonly string[];
  /** Ids of what runs. */
  readonly running: readonly string[];
  readonly problems: Plan['problems'];
  readonly checks: readonly Check[];
}

/** Plans a repository of these files; with `change`, against its first commit after these were written. */
export async function planProjects(
  files: Readonly<Record<string, string>>,
  options: PythonInput,
  { change, untracked = {}, policy = {} }: PlanMore = {},
): Promise<Planned> {
  await using workspace = await tempWorkspace(files, { git: true });
  await workspace.write(untracked);
  if (change !== undefined) await workspace.write(change);
  const config: Config = { plugins: [python(options)], policy };
  const { plan, problems, checks } = await createPipeline(config).plan({
    cwd: workspace.dir,
    host: testHost(SYSTEM_ENV),
    ...(change === undefined ? { all: true } : { base: 'HEAD' }),
  });
  const running = plan.checks.filter(({ decision }) => decision === 'run').map(({ id }) => id);
  return { plan, ids: plan.checks.map(({ id }) => id), running, problems, checks };
}

export interface PlanMore {
  readonly change?: Readonly<Record<string, string>>;
  readonly untracked?: Readonly<Record<string, string>>;
  readonly policy?: Config['policy'];
}

/** `pyproject.toml` of a project. */
export function pyproject(name: string, more = ''): string {
  return `[project]\nname = "${name}"\nversion = "1"\n${more}\n[build-system]\nrequires = ["setuptools"]\nbuild-backend = "setuptools.build_meta"\n`;
}
