export { github } from './plugin.ts';
export type { GithubInput, GithubOptions } from './options.ts';
