import { posix } from 'node:path';
import { normaliseName } from './normalise-name.ts';
import { isTable, tableAt } from './table.ts';
import { localPath, type LocalPath } from './local-path.ts';
import type { RequirementsFile } from './python-project.ts';
import type { PyprojectFacts } from './read-pyproject.ts';

interface Sources {
  /** By lines of requirements, which install them as they stand. */
  readonly paths: readonly LocalPath[];
  /** By uv's table of sources: pip, which does not read it, must be told. */
  readonly sources: readonly LocalPath[];
  readonly fromWorkspace: readonly string[];
}

/** Which folders a project is built from: by lines of requirements and by uv's table of sources. */
export function localSources(input: {
  readonly pyproject: unknown;
  readonly requirementsFiles: readonly RequirementsFile[];
  readonly facts: PyprojectFacts;
  readonly name: string | undefined;
}): Sources {
  const { facts, requirementsFiles } = input;
  const lists = [...Object.values(facts.extras), ...Object.values(facts.groups)].flat();
  const lines = [...facts.dependencies, ...lists];
  const fromLines = lines.map(localPath).filter((found) => found !== undefined);
  const uv = uvSources(input.pyproject);
  const all = [...fromLines, ...requirementsFiles.flatMap(({ paths = [] }) => paths)];
  const own = input.name === undefined ? undefined : normaliseName(input.name);
  return {
    // The project itself is no dependency of its own.
    paths: distinct(all),
    sources: distinct(uv.sources),
    fromWorkspace: uv.fromWorkspace.filter((name) => name !== own),
  };
}

/** `[tool.uv.sources]`: `lib = { path = "../lib" }`, `lib = { workspace = true }`, or a list of them by marker. */
function uvSources(pyproject: unknown): Omit<Sources, 'paths'> {
  const sources: LocalPath[] = [];
  const fromWorkspace: string[] = [];
  for (const [name, value] of Object.entries(tableAt(pyproject, 'tool', 'uv', 'sources'))) {
    for (const source of (Array.isArray(value) ? (value as unknown[]) : [value]).filter(isTable)) {
      if (source['workspace'] === true) fromWorkspace.push(normaliseName(name));
      if (typeof source['path'] !== 'string' || posix.isAbsolute(source['path'])) continue;
      const path = posix.normalize(source['path'].replaceAll('\\', '/')).replace(/(?<=.)\/$/u, '');
      sources.push({ path, isEditable: source['editable'] === true, name: normaliseName(name) });
    }
  }
  return { sources, fromWorkspace };
}

function distinct(paths: readonly LocalPath[]): readonly LocalPath[] {
  return [...new Map(paths.filter(({ path }) => path !== '.').map((one) => [one.path, one])).values()];
}
