import { z } from '@sluice/core';
import { checkOptions } from './check-options.ts';
import { withoutDefaults } from './projects/without-defaults.ts';

/** What one project can be told: all that the whole can, and where it is. */
const projectShape = {
  root: z
    .string()
    .min(1)
    .regex(
      /^(?![/\\-])(?![^]*(?:^|\/)\.\.(?:\/|$))[^\\\0]+$/u,
      "must be a folder below the config's, with forward slashes",
    )
    .describe("Its folder, relative to the config's. All paths in its options are relative to it."),
  dependsOn: z
    .array(z.string())
    .optional()
    .describe('Names of projects that it is built from, beside those that its files name by path.'),
};

const oneProject = (withoutDefaults(z.strictObject(checkOptions)) as z.ZodObject).extend(projectShape);

const projects = z
  .union([
    z.literal('auto'),
    z.record(
      z.string().regex(/^[a-z0-9][a-z0-9_-]*$/u, 'must be a short name in lower case'),
      oneProject as unknown as z.ZodType<ProjectOptions, ProjectOptions>,
    ),
  ])
  .optional()
  .describe(
    "The projects of a monorepo, by name: `root`, and any option of the project's own over those given here. 'auto' finds them.",
  );

/** Options of `python()`. Strict: a misspelt option is an error of the config. */
export const pythonOptions = z.strictObject({
  ...checkOptions,
  projects,
  shared: z
    .array(z.string().min(1))
    .default([])
    .describe('Globs of files that every project depends on, relative to the config.'),
});

/** The options of one project, as a config writes them and as checks get them. */
export type ProjectOptions = Partial<z.input<z.ZodObject<typeof checkOptions>>> & {
  readonly root: string;
  readonly dependsOn?: readonly string[] | undefined;
};

/** The options with their defaults, as checks get them. */
export type PythonOptions = z.output<typeof pythonOptions>;

/** The options as a config writes them. */
export type PythonInput = z.input<typeof pythonOptions>;
