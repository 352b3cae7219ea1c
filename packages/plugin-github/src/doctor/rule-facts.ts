import type { PluginFact } from '@sluice/core';
import { reportedNames } from './reported-names.ts';
import type { Workflow } from './workflow.ts';

/** The app of GitHub Actions itself; what another app has to report is not for workflows. */
const ACTIONS_APP = 15_368;

/** What protects a branch, from its rules and its classic protection. */
export interface BranchProtection {
  readonly branch: string;
  readonly required: readonly { readonly context: string; readonly app?: number }[];
  readonly hasMergeQueue: boolean;
}

interface RuleInput {
  readonly protection: BranchProtection;
  readonly workflows: readonly Workflow[];
}

/** The job that decides; it alone is to be required. */
const GATE = 'sluice';

/**
 * What the rules of a branch and the workflows say of each other: whether the gate is required, which required names
 * never arrive (each pull request then waits for ever), and whether a merge queue would wait for ever.
 */
export function ruleFacts(input: RuleInput): readonly PluginFact[] {
  const { branch, required } = input.protection;
  const what = `rules of ${branch}`;
  const isRequired = required.some(({ context }) => context === GATE);
  return [
    isRequired
      ? { what, state: 'fine', detail: `\`${GATE}\` is required` }
      : {
          what,
          state: 'todo',
          detail: `\`${GATE}\` is not required, so nothing stops the merge of a blocked change: require it in Settings, Rules, Rulesets`,
        },
    ...unreported(input).map((detail) => ({ what, state: 'todo' as const, detail })),
    ...withoutQueue(input).map((detail) => ({ what, state: 'todo' as const, detail })),
  ];
}

function unreported({ protection, workflows }: RuleInput): readonly string[] {
  const names = reportedNames(workflows);
  return protection.required
    .filter(({ app }) => app === undefined || app === ACTIONS_APP)
    .flatMap(({ context }) => {
      const reporting = names.filter(({ matches }) => matches(context)).map(({ workflow }) => workflow);
      const onChanges = reporting.filter(
        ({ events }) => 'pull_request' in events || 'pull_request_target' in events,
      );
      const always = onChanges.filter(({ events }) => !hasFilter(events['pull_request']));
      if (always.length > 0) return [];
      const [filtered] = onChanges;
      if (filtered !== undefined)
        return [
          `\`${context}\` is required, but ${filtered.file} runs for some changes only (paths, branches or types): every other pull request waits for it for ever`,
        ];
      const why =
        reporting[0] === undefined
          ? 'no workflow here reports it'
          : `${reporting[0].file} does not run on pull_request`;
      return [
        `\`${context}\` is required, but ${why}: every pull request waits for it for ever, unless somebody else reports it`,
      ];
    });
}

function hasFilter(event: unknown): boolean {
  if (typeof event !== 'object' || event === null) return false;
  return ['paths', 'paths-ignore', 'branches-ignore'].some((key) => key in event);
}

function withoutQueue({ protection: { hasMergeQueue, required }, workflows }: RuleInput): readonly string[] {
  if (!hasMergeQueue) return [];
  const names = reportedNames(workflows);
  const lacking = new Set<string>();
  for (const { context } of required) {
    const reporting = names.filter(({ matches }) => matches(context)).map(({ workflow }) => workflow);
    if (reporting.length > 0 && !reporting.some(({ events }) => 'merge_group' in events))
      lacking.add(reporting[0]?.file ?? '');
  }
  return [...lacking].map(
    (file) => `there is a merge queue, but ${file} does not run on merge_group: the queue waits for ever`,
  );
}
