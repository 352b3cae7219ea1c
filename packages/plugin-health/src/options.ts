import { z } from '@sluice/core';

/** Options of `health()`. Strict: a misspelt option is an error of the config. */
export const healthOptions = z.strictObject({
  threshold: z
    .number()
    .min(0)
    .max(1)
    .default(0.85)
    .describe('The success rate, 0 to 1, from which on CI is well.'),
  defaultBranch: z
    .string()
    .min(1)
    .optional()
    .describe('The branch shown apart. Default: `main`, else `master`, whichever has runs.'),
  exclude: z
    .array(z.string().min(1))
    .default(['.github/workflows/health.yml', '.github/workflows/sluice-health.yml'])
    .describe('Workflows that are left out, by their path or name. Default: the one that measures.'),
  repository: z
    .string()
    .regex(/^[\w.-]+\/[\w.-]+$/u)
    .optional()
    .describe('`owner/name` at GitHub, for `--collect`. Default: the one that Actions runs in.'),
  mostCalls: z
    .int()
    .min(10)
    .max(15_000)
    .default(800)
    .describe('How many calls one `--collect` may make; what is left is read the next time.'),
  alert: z
    .union([
      z.literal(false),
      z.strictObject({
        mode: z
          .enum(['confidence', 'threshold'])
          .default('confidence')
          .describe('`threshold`: the rate alone, at once, of every branch.'),
      }),
    ])
    .prefault({})
    .describe('The `ci-health` issue that `--publish` keeps; `false` keeps none.'),
  commit: z
    .union([
      z.literal(false),
      z.strictObject({
        branch: z
          .string()
          .regex(/^(?![-/.])(?!.*(?:\.\.|\/\/|\.lock$))[\w./-]{1,200}(?<![/.])$/u)
          .default('ci-health')
          .describe('A branch of its own, made where it is missing.'),
        folder: z
          .string()
          .regex(/^(?!\.)[\w-]+(?:\/(?!\.)[\w-]+)*$/u)
          .default('ci-health')
          .describe('Where in it the files go.'),
        pullRequest: z
          .boolean()
          .default(false)
          .describe('Keeps one pull request open from that branch to the default branch.'),
      }),
    ])
    .default(false)
    .describe('Where `--publish` commits the report; `false` commits nothing.'),
});

/** The options with their defaults. */
export type HealthOptions = z.output<typeof healthOptions>;

/** The options as a config writes them. */
export type HealthInput = z.input<typeof healthOptions>;
