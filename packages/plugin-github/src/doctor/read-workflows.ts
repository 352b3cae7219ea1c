import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { PluginFact } from '@sluice/core';
import { isOurs } from '../generate/blocks.ts';
import { findWorkflows } from '../preflight/find-workflows.ts';
import { workflowOf, type Workflow } from './workflow.ts';

/** The workflows of the repository, and a fact for each that cannot be read. */
export interface WorkflowsRead {
  readonly workflows: readonly Workflow[];
  readonly facts: readonly PluginFact[];
}

/** Reads every workflow file as data. Nothing in it is run or resolved. */
export async function readWorkflows(cwd: string): Promise<WorkflowsRead> {
  const { load } = await import('js-yaml');
  const { files } = await findWorkflows(cwd);
  const workflows: Workflow[] = [];
  const facts: PluginFact[] = [];
  for (const path of files) {
    const file = basename(path);
    try {
      const text = await readFile(join(cwd, path), 'utf8');
      const workflow = workflowOf(file, load(text), isOurs(text));
      if (workflow === undefined) throw new Error('it is no workflow');
      workflows.push(workflow);
    } catch (error) {
      const [reason = ''] = (error instanceof Error ? error.message : String(error)).split('\n');
      facts.push({ what: file, state: 'todo', detail: `it cannot be read: ${reason}` });
    }
  }
  return { workflows, facts };
}
