export { python } from './plugin.ts';
export type { PythonInput, PythonOptions } from './options.ts';
