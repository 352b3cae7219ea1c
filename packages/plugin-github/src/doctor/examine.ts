import { basename } from 'node:path';
import type { PluginExamination, PluginFact } from '@sluice/core';
import type { GithubOptions } from '../options.ts';
import { neededPermissions } from './missing-permissions.ts';
import { readWorkflows } from './read-workflows.ts';
import { repositoryOf } from './repository-of.ts';
import { ruleFacts } from './rule-facts.ts';
import type { Workflow } from './workflow.ts';
import { workflowFacts } from './workflow-facts.ts';

/** What `sluice doctor` says of GitHub: what the workflows lack, and with a token what the rules of the default branch do. */
export async function examine(
  context: PluginExamination,
  options: Pick<GithubOptions, 'file' | 'report' | 'alert'>,
): Promise<readonly PluginFact[]> {
  const { workflows, facts } = await readWorkflows(context.cwd);
  const needed = neededPermissions(options);
  const none: PluginFact = {
    what: 'workflows',
    state: 'todo',
    detail: `there is none in .github/workflows: \`sluice generate github\` writes ${options.file}`,
  };
  return [
    ...(workflows.length + facts.length === 0 ? [none] : []),
    ...facts,
    ...workflows.flatMap((workflow) => workflowFacts(workflow, needed)),
    ...(workflows.some(({ isOurs }) => isOurs) ? await drift(context) : []),
    ...(await ofRules(context, workflows)),
  ];
}

/** Files of ours that are not as the config gives them. */
async function drift({ cwd, signal }: PluginExamination): Promise<readonly PluginFact[]> {
  const [{ readProject }, { wantedFiles }] = await Promise.all([
    import('../generate/read-project.ts'),
    import('../generate/wanted-files.ts'),
  ]);
  try {
    const files = await wantedFiles(await readProject(cwd, signal));
    return files
      .filter(({ present, wanted }) => present !== wanted)
      .map(({ path, present }) => ({
        what: basename(path),
        state: 'todo' as const,
        detail: `${present === undefined ? 'it is not there' : 'it differs from what the config gives'}: run \`sluice generate github\``,
      }));
  } catch (error) {
    const detail = `whether they are as the config gives them is not known: ${error instanceof Error ? error.message : String(error)}`;
    return [{ what: 'workflows', state: 'unknown', detail }];
  }
}

async function ofRules(
  context: PluginExamination,
  workflows: readonly Workflow[],
): Promise<readonly PluginFact[]> {
  const { env, signal } = context;
  const unknown = (detail: string): readonly PluginFact[] => [
    { what: 'rules of the default branch', state: 'unknown', detail },
  ];
  if ((env['GITHUB_TOKEN'] || env['GH_TOKEN'] || '') === '')
    return unknown('not read, for there is no token: set GITHUB_TOKEN or GH_TOKEN');
  const repository = await repositoryOf(context);
  if (repository === undefined)
    return unknown('not read, for no remote `origin` says which repository this is: set GITHUB_REPOSITORY');
  const [{ openClient }, { readProtection }] = await Promise.all([
    import('../client/open-client.ts'),
    import('./read-protection.ts'),
  ]);
  const opened = await openClient({ env, signal, mostWaitMs: 5000 });
  if (!opened.ok) return unknown(`${opened.fault.message} ${opened.fault.hint}`);
  try {
    const read = await readProtection(opened.data, repository);
    if (!read.ok) return unknown(`${read.fault.message} ${read.fault.hint}`);
    return ruleFacts({ protection: read.data, workflows });
  } finally {
    await opened.data.close();
  }
}
