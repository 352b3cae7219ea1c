import { pythonOptions, type ProjectOptions, type PythonOptions } from '../options.ts';
import { isTable } from '../project/table.ts';

/** What a project says of itself, and not of its checks. */
const OF_THE_PROJECT = new Set(['root', 'dependsOn']);

/**
 * The options of one project: its own over those of the whole, a tool's object key by key. Where the whole switches a
 * tool off and the project gives it an object, it is on, with that.
 */
export function projectOptions(all: PythonOptions, own: Partial<ProjectOptions>): PythonOptions {
  const { projects: _projects, shared: _shared, ...whole } = all;
  const merged: Record<string, unknown> = { ...whole };
  for (const [key, value] of Object.entries(own)) {
    if (value === undefined || OF_THE_PROJECT.has(key)) continue;
    const base = merged[key];
    merged[key] = isTable(value) && isTable(base) ? { ...base, ...value } : value;
  }
  return pythonOptions.parse(merged);
}
