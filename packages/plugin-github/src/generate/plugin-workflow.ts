import type { PluginWorkflow } from '@sluice/core';
import type { Block } from './blocks.ts';
import { keptFolder, setUpSteps, type Step } from './job-steps.ts';
import { joinPermissions } from './join-permissions.ts';
import type { ProjectFacts } from './project-facts.ts';
import { yamlText, type YamlValue } from './yaml-text.ts';

/** A plugin's workflow, and what only our own have. */
interface WorkflowParts extends PluginWorkflow {
  /** Steps before its command. */
  readonly before?: readonly Step[];
  /** Members of its job beside those that every one has, as `if`. */
  readonly options?: { readonly [key: string]: YamlValue };
}

/**
 * A workflow of a plugin: one job that runs its command on the default branch's own code. Nothing of a change is
 * checked out or run, whatever the event, so the one finding that zizmor has of every `workflow_run` is answered.
 */
export function pluginWorkflow(
  facts: ProjectFacts,
  { workflow, main }: { readonly workflow: WorkflowParts; readonly main: string },
): readonly Block[] {
  const { name, on, command, permissions, when, keeps, before = [], options } = workflow;
  const title = `Sluice ${name.replaceAll('-', ' ')}`;
  const head = yamlText({
    name: title,
    on: triggers(on, main),
    permissions: {},
    concurrency: {
      group: `sluice-${name}-\${{ github.event.workflow_run.id || github.ref }}`,
      'cancel-in-progress': false,
    },
  }).replace(
    /^ {2}workflow_run:$/mu,
    '  workflow_run: # zizmor: ignore[dangerous-triggers] no code of a change is checked out or run here',
  );
  const [checkout, ...rest] = setUpSteps(facts);
  const shallow = { ...checkout, with: { 'persist-credentials': false } };
  const job: { readonly [key: string]: YamlValue } = {
    name,
    ...(when === undefined ? {} : { if: when }),
    ...options,
    'runs-on': 'ubuntu-24.04',
    'timeout-minutes': 15,
    permissions: joinPermissions([{ contents: 'read' }, permissions]),
    ...(facts.folder === '.' ? {} : { defaults: { run: { 'working-directory': facts.folder } } }),
    steps: [
      shallow,
      ...rest,
      ...before,
      ...(keeps === undefined ? [] : [keptFolder(facts, name, keeps)]),
      { name, env: { GITHUB_TOKEN: '${{ github.token }}' }, run: `npx --no-install ${command}` },
    ],
  };
  return [
    { id: 'workflow', text: `${head}jobs:\n` },
    { id: name, text: yamlText({ [name]: job }, '  ') },
  ];
}

/** The events, with the name that the main workflow has in place of `CI`. */
function triggers(on: PluginWorkflow['on'], main: string): { readonly [key: string]: YamlValue } {
  const events = JSON.parse(JSON.stringify(on, (_, value: unknown) => value ?? {})) as Record<
    string,
    YamlValue
  >;
  const after = events['workflow_run'];
  if (typeof after !== 'object' || Array.isArray(after)) return events;
  return { ...events, workflow_run: { types: ['completed'], ...after, workflows: [main] } };
}
