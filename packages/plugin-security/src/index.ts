export { security } from './plugin.ts';
export type { SecurityInput, SecurityOptions } from './options.ts';
