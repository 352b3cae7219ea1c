import { normalizeName } from './requirement.ts';
import { poetryRequirements } from './poetry.ts';
import type { TomlTable } from './python-project.ts';

/** What `pyproject.toml` says about requirements. */
export interface PyprojectFacts {
  readonly name?: string;
  readonly requiresPython?: string;
  readonly buildBackend?: string;
  readonly hasProject: boolean;
  /** The file says that this is no package: `tool.uv.package`, poetry's `package-mode`. */
  readonly isVirtual: boolean;
  readonly dependencies: readonly string[];
  readonly extras: Readonly<Record<string, readonly string[]>>;
  readonly groups: Readonly<Record<string, readonly string[]>>;
  readonly problems: readonly string[];
}

export function table(value: unknown): TomlTable {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as TomlTable) : {};
}

export function strings(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}

const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

/** Reads PEP 621, PEP 735 and the tables of poetry, pdm, hatch and uv. */
export function readPyproject(pyproject: TomlTable): PyprojectFacts {
  const project = table(pyproject['project']);
  const tool = table(pyproject['tool']);
  const poetry = table(tool['poetry']);
  const problems: string[] = [];
  const buildSystem = pyproject['build-system'];
  const backend = text(table(buildSystem)['build-backend']);
  return {
    ...optional('name', text(project['name']) ?? text(poetry['name'])),
    ...optional('requiresPython', text(project['requires-python'])),
    // PEP 517: a table without a backend means setuptools' legacy one.
    ...optional('buildBackend', backend ?? (buildSystem ? 'setuptools.build_meta:__legacy__' : undefined)),
    hasProject: pyproject['project'] !== undefined,
    isVirtual: table(tool['uv'])['package'] === false || poetry['package-mode'] === false,
    dependencies: strings(project['dependencies']),
    extras: { ...poetryExtras(poetry), ...stringLists(project['optional-dependencies']) },
    groups: {
      ...hatchGroups(table(tool['hatch'])),
      ...poetryGroups(poetry),
      ...stringLists(table(tool['pdm'])['dev-dependencies']),
      ...uvDevelopment(table(tool['uv'])),
      ...dependencyGroups(table(pyproject['dependency-groups']), problems),
    },
    problems,
  };
}

function optional<K extends string>(key: K, value: string | undefined): { [P in K]?: string } {
  return value === undefined ? {} : ({ [key]: value } as { [P in K]: string });
}

function stringLists(value: unknown): Record<string, string[]> {
  return Object.fromEntries(Object.entries(table(value)).map(([name, list]) => [name, strings(list)]));
}

/** PEP 735. An include that is unknown or goes round in a circle is a problem of the file, as it is for every tool. */
function dependencyGroups(groups: TomlTable, problems: string[]): Record<string, string[]> {
  const byName = new Map(Object.entries(groups).map(([name, list]) => [normalizeName(name), list]));
  const resolve = (name: string, path: readonly string[]): string[] => {
    const list = byName.get(normalizeName(name));
    if (!Array.isArray(list) || path.includes(normalizeName(name))) {
      problems.push(`pyproject.toml: the dependency group ${[...path, name].join(' -> ')} cannot be resolved`);
      return [];
    }
    return list.flatMap((entry) => {
      const include = text(table(entry)['include-group']);
      if (include !== undefined) return resolve(include, [...path, normalizeName(name)]);
      return typeof entry === 'string' ? [entry] : [];
    });
  };
  return Object.fromEntries(Object.keys(groups).map((name) => [name, resolve(name, [])]));
}

function uvDevelopment(uv: TomlTable): Record<string, string[]> {
  return uv['dev-dependencies'] === undefined ? {} : { dev: strings(uv['dev-dependencies']) };
}

function poetryGroups(poetry: TomlTable): Record<string, string[]> {
  const groups: Record<string, string[]> = {};
  const add = (name: string, dependencies: unknown): void => {
    groups[name] = Object.entries(table(dependencies)).flatMap(([entry, value]) => poetryRequirements(entry, value));
  };
  if (poetry['dev-dependencies'] !== undefined) add('dev', poetry['dev-dependencies']);
  for (const [name, group] of Object.entries(table(poetry['group']))) add(name, table(group)['dependencies']);
  return groups;
}

/** Poetry's extras name optional dependencies; what these require is in its dependency table. */
function poetryExtras(poetry: TomlTable): Record<string, string[]> {
  const dependencies = new Map(
    Object.entries(table(poetry['dependencies'])).map(([name, value]) => [normalizeName(name), value]),
  );
  return Object.fromEntries(
    Object.entries(stringLists(poetry['extras'])).map(([extra, names]) => [
      extra,
      names.flatMap((name) => poetryRequirements(name, dependencies.get(normalizeName(name)) ?? '*')),
    ]),
  );
}

/** The environments in which `hatch test` and `hatch run` put their tools; only those that hold test requirements. */
function hatchGroups(hatch: TomlTable): Record<string, string[]> {
  const groups: Record<string, string[]> = {};
  for (const [name, value] of Object.entries(table(hatch['envs']))) {
    const env = table(value);
    const all = [...strings(env['dependencies']), ...strings(env['extra-dependencies'])];
    // `{root:uri}` and the like are hatch's own to fill in.
    const list = all.filter((line) => !line.includes('{'));
    if (list.length > 0) groups[name === 'default' ? 'dev' : name.replace(/^hatch-/u, '')] = list;
  }
  return groups;
}
