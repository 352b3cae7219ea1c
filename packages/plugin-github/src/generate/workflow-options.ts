import { z } from '@sluice/core';
import { alertOptions } from '../alert/alert-options.ts';
import { reportOptions } from '../report/report-options.ts';

const name = z.string().regex(/^[A-Za-z_][A-Za-z0-9_]*$/u, 'is not the name of a variable');
const scalar = z.union([z.string(), z.number(), z.boolean()]);

const service = z.strictObject({
  image: z.string().min(1).describe('The image to start.'),
  env: z.record(name, scalar).optional().describe('Its variables.'),
  ports: z.array(z.string()).optional().describe("As in Actions: '5432:5432'."),
  options: z.string().optional().describe('Options of `docker create`.'),
});

const step = z.strictObject({
  name: z.string().optional().describe('Its name in the log.'),
  run: z.string().optional().describe('A command line of the shell.'),
  uses: z.string().optional().describe('An action, pinned: owner/repo@<sha> # v1.2.3.'),
  with: z.record(z.string(), scalar).optional().describe("The action's inputs."),
});

const jobOptions = z.strictObject({
  runsOn: z
    .union([z.string(), z.array(z.string()).min(1)])
    .optional()
    .describe('Labels of the runner.'),
  timeoutMinutes: z.int().min(1).max(360).optional().describe('When Actions ends it. Default 30.'),
  services: z.record(z.string(), service).optional().describe('Containers beside it, such as a database.'),
  env: z.record(name, scalar).optional().describe('Variables of its steps.'),
  secrets: z.array(name).optional().describe('Secrets that the checks see as variables of the same name.'),
  before: z.array(step).optional().describe('Steps before the checks.'),
});

const branch = z.string().regex(/^[\w*][\w./*-]*$/u, 'is not the name of a branch');

/** The options that decide what `sluice generate github` writes. */
export const workflowOptions = {
  layout: z
    .enum(['single', 'groups', 'checks'])
    .default('groups')
    .describe('How checks share machines: one for all, one for a group, one for a check with what it needs.'),
  jobs: z
    .record(z.string().min(1), jobOptions)
    .default({})
    .describe(
      'What some checks need, by a glob over groups (`python`, `*@legacy*`) or check ids. The first that fits counts.',
    ),
  file: z
    .string()
    .regex(/^[\w-]+\.ya?ml$/u, 'is not the name of a workflow file')
    .default('ci.yml')
    .describe('The main workflow, in .github/workflows.'),
  branches: z.array(branch).min(1).default(['main', 'develop']).describe('Pushes to these are gated.'),
  retentionDays: z.int().min(1).max(90).default(7).describe('How long results are kept as artifacts.'),
  report: reportOptions,
  ...alertOptions,
  attest: z
    .boolean()
    .default(false)
    .describe('Sign the recorded verdict of a run that passed on a branch, as a build attestation.'),
} as const;

/** The same, checked as one. */
export const workflowSchema = z.object(workflowOptions);

export type WorkflowOptions = z.output<typeof workflowSchema>;

export type JobOptions = z.output<typeof jobOptions>;
