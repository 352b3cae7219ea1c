import type { ProjectFacts } from '../../src/generate/project-facts.ts';
import { workflowSchema, type WorkflowOptions } from '../../src/generate/workflow-options.ts';
import type { z } from '@sluice/core';

/** A project as the reference pipeline sees one. */
export const FACTS: ProjectFacts = {
  folder: '.',
  lockFolder: '.',
  install: 'npm ci --ignore-scripts --no-audit --no-fund',
  python: ['3.11', '3.12'],
  permissions: {},
  setup: [],
  keeps: [],
  workflows: [],
};

export function optionsOf(given: z.input<typeof workflowSchema> = {}): WorkflowOptions {
  return workflowSchema.parse(given);
}
