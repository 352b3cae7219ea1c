import type { PythonOptions } from '../options.ts';

/** The option `pytest` where it is not switched off. */
export type PytestOptions = Exclude<PythonOptions['pytest'], false>;
