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
    .default(['.github/workflows/health.yml'])
    .describe('Workflows that are left out, by their path or name. Default: the one that measures.'),
});

/** The options with their defaults. */
export type HealthOptions = z.output<typeof healthOptions>;

/** The options as a config writes them. */
export type HealthInput = z.input<typeof healthOptions>;
