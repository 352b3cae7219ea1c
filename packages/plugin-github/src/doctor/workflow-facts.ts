import type { PluginFact } from '@sluice/core';
import { PINS } from '../generate/pins.ts';
import { missingPermissions } from './missing-permissions.ts';
import type { Workflow } from './workflow.ts';

const PINNED = /@[0-9a-f]{40}$|@[0-9a-f]{64}$|@sha256:[0-9a-f]{64}$/u;

/**
 * What a workflow lacks: actions that are not pinned to a commit, and permissions that nobody has written down, so that
 * its jobs get what the settings of the repository give (which may be to write everything), and those that reporting
 * needs where Sluice runs (`needed`).
 */
export function workflowFacts(workflow: Workflow, needed: readonly string[] = []): readonly PluginFact[] {
  const faults = [unpinned(workflow), unlimited(workflow), ...missingPermissions(workflow, needed)].filter(
    (text) => text !== undefined,
  );
  if (faults.length > 0)
    return faults.map((detail) => ({ what: workflow.file, state: 'todo' as const, detail }));
  return [{ what: workflow.file, state: 'fine', detail: 'actions are pinned, permissions are written down' }];
}

function unpinned({ jobs }: Workflow): string | undefined {
  const used = Object.values(jobs).flatMap(({ uses, steps }) => [uses, ...steps.map((step) => step.uses)]);
  const loose = [...new Set(used)].filter(
    (name) => name !== undefined && !name.startsWith('./') && !PINNED.test(name),
  ) as string[];
  const [first] = loose;
  if (first === undefined) return undefined;
  const action = first.replace(/@.*$/u, '');
  const pin = PINS[action];
  const example =
    pin === undefined ? `${action}@<commit> # <version>` : `${action}@${pin.sha} # ${pin.version}`;
  return `${loose.join(', ')} ${loose.length === 1 ? 'is' : 'are'} not pinned to a commit, and a tag can be moved: write ${example}`;
}

function unlimited({ permissions, jobs }: Workflow): string | undefined {
  if (permissions !== undefined) return undefined;
  const open = Object.entries(jobs)
    .filter(([, job]) => job.permissions === undefined)
    .map(([id]) => id);
  if (open.length === 0) return undefined;
  return `${open.join(', ')} ${open.length === 1 ? 'has' : 'have'} no permissions written down, and so all that the repository's settings give: write \`permissions: {}\` at the top, and in each job what it needs`;
}
