import type { PythonOptions } from '../options.ts';

/** The id of the environment of a version: what a check needs for the project's own imports and programs. */
export function environmentId(version: string): string {
  return `python/env@${version}`;
}

/** The version that checks of one environment use: the highest, whatever the order in the options. */
export function newestVersion(options: PythonOptions): string {
  const minor = (version: string): number => Number(version.split('.')[1]);
  return [...options.versions].toSorted((left, right) => minor(left) - minor(right)).at(-1) ?? '3.12';
}
