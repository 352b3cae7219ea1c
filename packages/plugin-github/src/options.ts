import { z } from '@sluice/core';
import { workflowOptions } from './generate/workflow-options.ts';

/** Options of `github()`. Strict: a misspelt option is an error of the config. */
export const githubOptions = z.strictObject({ ...workflowOptions });

/** The options with their defaults. */
export type GithubOptions = z.output<typeof githubOptions>;

/** The options as a config writes them. */
export type GithubInput = z.input<typeof githubOptions>;
