import { z } from '@sluice/core';

/** No quote, `$` or backslash: it stands in a command line of a workflow. */
const name = z
  .string()
  .regex(/^\w[\w ./:()-]{0,98}$/u, 'is no name that can be shown beside a commit')
  .refine(
    // Both would then have to be green, and which of the two a rule asks for could not be told.
    (text) => text.trim().toLowerCase() !== 'sluice',
    'is the name of the job that decides; a check run or a status needs another',
  );

const names = z.strictObject({
  comment: z.boolean().default(true).describe('One comment on the pull request, updated in place.'),
  author: z
    .string()
    .regex(/^[\w-]{1,100}(?:\[bot\])?$/u, 'is no name of an account')
    .optional()
    .describe('Who comments, when it is an app of your own: `acme-ci[bot]`.'),
  check: z
    .union([z.literal(false), name])
    .default('sluice/report')
    .describe('A check run of this name, with annotations on the diff.'),
  status: z
    .union([z.literal(false), name])
    .default('sluice/verdict')
    .describe('A commit status of this name.'),
  coverage: z
    .union([z.literal(false), z.enum(['artifact', 'codecov'])])
    .default(false)
    .describe('Coverage reports of the checks in one artifact; `codecov` sends them to Codecov too.'),
  summary: z.boolean().default(true).describe('The report in the summary of the run.'),
});

/** The options that decide where a run is reported. */
export const reportOptions = names
  .prefault({})
  .refine(({ check, status }) => check === false || check !== status, {
    path: ['status'],
    message: 'is the name of the check run too',
  })
  .describe('Where a run is shown.');

export type ReportOptions = z.output<typeof reportOptions>;
