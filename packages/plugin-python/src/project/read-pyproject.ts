import { normaliseName } from './normalise-name.ts';
import { tableAt, textsOf, type Table } from './table.ts';
import { poetryOwnRequirements, poetryRequirements } from './poetry.ts';

/** What `pyproject.toml` says about requirements. */
export interface PyprojectFacts {
  readonly name?: string;
  readonly requiresPython?: string;
  readonly buildBackend?: string;
  readonly buildRequires: readonly string[];
  readonly pyproject: Table;
  readonly hasProject: boolean;
  /** The file says that this is no package: `tool.uv.package`, poetry's `package-mode`. */
  readonly isVirtual: boolean;
  readonly dependencies: readonly string[];
  readonly extras: Readonly<Record<string, readonly string[]>>;
  readonly groups: Readonly<Record<string, readonly string[]>>;
  readonly problems: readonly string[];
}

const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

/** Reads PEP 621, PEP 735 and the tables of poetry, pdm, hatch and uv. */
export function readPyproject(pyproject: Table): PyprojectFacts {
  const project = tableAt(pyproject, 'project');
  const tool = tableAt(pyproject, 'tool');
  const poetry = tableAt(tool, 'poetry');
  const problems: string[] = [];
  const buildSystem = pyproject['build-system'];
  const backend = text(tableAt(buildSystem)['build-backend']);
  return {
    ...optional('name', text(project['name']) ?? text(poetry['name'])),
    ...optional('requiresPython', text(project['requires-python'])),
    // PEP 517: a table without a backend means setuptools' legacy one.
    ...optional('buildBackend', backend ?? (buildSystem ? 'setuptools.build_meta:__legacy__' : undefined)),
    buildRequires: textsOf(tableAt(buildSystem)['requires']),
    pyproject,
    hasProject: pyproject['project'] !== undefined,
    isVirtual: tableAt(tool, 'uv')['package'] === false || poetry['package-mode'] === false,
    dependencies: [...textsOf(project['dependencies']), ...poetryOwnRequirements(pyproject)],
    extras: { ...poetryExtras(poetry), ...stringLists(project['optional-dependencies']) },
    groups: {
      ...hatchGroups(tableAt(tool, 'hatch')),
      ...poetryGroups(poetry),
      ...stringLists(tableAt(tool, 'pdm')['dev-dependencies']),
      ...uvDevelopment(tableAt(tool, 'uv')),
      ...dependencyGroups(tableAt(pyproject, 'dependency-groups'), problems),
    },
    problems,
  };
}

function optional<K extends string>(key: K, value: string | undefined): { [P in K]?: string } {
  return value === undefined ? {} : ({ [key]: value } as { [P in K]: string });
}

function stringLists(value: unknown): Record<string, readonly string[]> {
  return Object.fromEntries(Object.entries(tableAt(value)).map(([name, list]) => [name, textsOf(list)]));
}

/** PEP 735. An include that is unknown or goes round in a circle is a problem of the file, as it is for every tool. */
function dependencyGroups(groups: Table, problems: string[]): Record<string, readonly string[]> {
  const byName = new Map(Object.entries(groups).map(([name, list]) => [normaliseName(name), list]));
  const resolve = (name: string, path: readonly string[]): string[] => {
    const list = byName.get(normaliseName(name));
    if (!Array.isArray(list) || path.includes(normaliseName(name))) {
      problems.push(
        `pyproject.toml: the dependency group ${[...path, name].join(' -> ')} cannot be resolved`,
      );
      return [];
    }
    return list.flatMap((entry) => {
      const include = text(tableAt(entry)['include-group']);
      if (include !== undefined) return resolve(include, [...path, normaliseName(name)]);
      return typeof entry === 'string' ? [entry] : [];
    });
  };
  return Object.fromEntries(Object.keys(groups).map((name) => [name, resolve(name, [])]));
}

function uvDevelopment(uv: Table): Record<string, readonly string[]> {
  return uv['dev-dependencies'] === undefined ? {} : { dev: textsOf(uv['dev-dependencies']) };
}

function poetryGroups(poetry: Table): Record<string, readonly string[]> {
  const groups: Record<string, readonly string[]> = {};
  const add = (name: string, dependencies: unknown): void => {
    groups[name] = Object.entries(tableAt(dependencies)).flatMap(([entry, value]) =>
      poetryRequirements(entry, value),
    );
  };
  if (poetry['dev-dependencies'] !== undefined) add('dev', poetry['dev-dependencies']);
  for (const [name, group] of Object.entries(tableAt(poetry, 'group')))
    add(name, tableAt(group)['dependencies']);
  return groups;
}

/** Poetry's extras name optional dependencies; what these require is in its dependency table. */
function poetryExtras(poetry: Table): Record<string, readonly string[]> {
  const dependencies = new Map(
    Object.entries(tableAt(poetry, 'dependencies')).map(([name, value]) => [normaliseName(name), value]),
  );
  return Object.fromEntries(
    Object.entries(stringLists(poetry['extras'])).map(([extra, names]) => [
      extra,
      names.flatMap((name) => poetryRequirements(name, dependencies.get(normaliseName(name)) ?? '*')),
    ]),
  );
}

/** The environments in which `hatch test` and `hatch run` put their tools; only those that hold test requirements. */
function hatchGroups(hatch: Table): Record<string, readonly string[]> {
  const groups: Record<string, readonly string[]> = {};
  for (const [name, value] of Object.entries(tableAt(hatch['envs']))) {
    const env = tableAt(value);
    const all = [...textsOf(env['dependencies']), ...textsOf(env['extra-dependencies'])];
    // `{root:uri}` and the like are hatch's own to fill in.
    const list = all.filter((line) => !line.includes('{'));
    if (list.length > 0) groups[name === 'default' ? 'dev' : name.replace(/^hatch-/u, '')] = list;
  }
  return groups;
}
