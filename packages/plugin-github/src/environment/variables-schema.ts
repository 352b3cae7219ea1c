import { z } from '@sluice/core';
import { fields } from './fields.ts';

const events = [
  'pull_request',
  'push',
  'merge_group',
  'schedule',
  'workflow_run',
  'workflow_dispatch',
] as const;

/** The variables of the runner that are read. Its order is the order in which the first fault is named. */
export const variablesSchema = z.object({
  GITHUB_EVENT_NAME: z.enum(events),
  GITHUB_EVENT_PATH: z.string().optional(),
  GITHUB_REPOSITORY: fields.repository,
  GITHUB_API_URL: fields.address.default('https://api.github.com'),
  GITHUB_SERVER_URL: fields.address.default('https://github.com'),
  GITHUB_RUN_ID: fields.positiveText,
  GITHUB_RUN_ATTEMPT: fields.positiveText.default(1),
  GITHUB_SHA: fields.sha,
  GITHUB_REF: fields.ref,
  GITHUB_ACTOR: fields.login,
});

/** The variables, checked. */
export type Variables = z.output<typeof variablesSchema>;
