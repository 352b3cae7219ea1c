import { z } from '@sluice/core';

const count = z
  .strictObject({
    kind: z
      .union([z.string(), z.array(z.string())])
      .optional()
      .describe('Kinds of findings: format, code, type, test.'),
    severityAtLeast: z
      .enum(['critical', 'high', 'medium', 'low', 'info', 'unknown'])
      .optional()
      .describe('This severity and worse.'),
    state: z
      .enum(['new', 'existing'])
      .optional()
      .describe('Only findings that are new, or only accepted ones.'),
    fixable: z
      .boolean()
      .optional()
      .describe('Only findings that the tool can repair itself, or only the others.'),
    ruleId: z.string().optional().describe('A rule id or a glob over rule ids: ruff/E*.'),
  })
  .describe('Which findings are counted; {} counts all.');

/** A limit as a user writes it for one check. */
export const limitOption = z.strictObject({
  rule: z.string().min(1).describe('Stable name of the limit, shown when it is broken.'),
  count: count.optional().describe('Which findings are counted; {} counts all.'),
  metric: z.string().optional().describe('A number that the check measured, instead of a count.'),
  max: z.number().optional().describe('The most that is allowed.'),
  min: z.number().optional().describe('The least that is allowed.'),
  objection: z.enum(['block', 'warn']).optional().describe('What a broken limit is. Default block.'),
  when: z.literal('pull_request').optional().describe('Judged in pull requests only.'),
});
