export { docker } from './plugin.ts';
export type { DockerInput, DockerOptions } from './options.ts';
