import { z } from '@sluice/core';

const args = z.array(z.string()).default([]).describe('Further arguments for the tool.');

const inputs = z
  .array(z.string().min(1))
  .min(1)
  .default(['**/*'])
  .describe('Globs: a change of other files does not affect it.');

/** `false` leaves a check out. */
export const optionsSchema = z.strictObject({
  lint: z
    .union([
      z.literal(false),
      z.strictObject({
        tool: z.enum(['oxlint', 'eslint']).default('oxlint').describe('Which linter the project has.'),
        paths: z.array(z.string().min(1)).min(1).default(['.']).describe('What is linted.'),
        warnings: z.boolean().default(false).describe('Whether a warning of the linter blocks, too.'),
        inputs,
        args,
      }),
    ])
    .prefault({}),
  types: z
    .union([
      z.literal(false),
      z.strictObject({
        project: z.string().min(1).default('tsconfig.json').describe('The configuration of TypeScript.'),
        package: z.string().min(1).default('typescript').describe('The installed package whose tsc is run.'),
        inputs,
        args,
      }),
    ])
    .prefault({}),
  test: z
    .union([
      z.literal(false),
      z.strictObject({
        coverage: z
          .number()
          .min(0)
          .max(100)
          .optional()
          .describe('Least share of lines that tests reach, in per cent.'),
        weight: z
          .int()
          .positive()
          .default(2)
          .describe('How many places it takes: vitest has workers of its own.'),
        timeoutMs: z.int().positive().default(600_000).describe('Its deadline.'),
        inputs,
        args,
      }),
    ])
    .prefault({}),
  audit: z
    .union([
      z.literal(false),
      z.strictObject({
        severityAtLeast: z
          .enum(['critical', 'high', 'medium', 'low'])
          .default('high')
          .describe('What blocks.'),
        omitDev: z.boolean().default(false).describe('Look at what is installed in production alone.'),
      }),
    ])
    .prefault({}),
  unused: z.union([z.literal(false), z.strictObject({ inputs, args })]).prefault({}),
});

export type Options = z.infer<typeof optionsSchema>;
/** The options of one check that is not left out. */
export type OptionsOf<Name extends keyof Options> = Exclude<Options[Name], false>;
