import type { Documents } from './documents.ts';
import { iniLines } from './ini.ts';
import { tableAt, textsAt, valueAt, type Table } from './table.ts';
import { namesIn } from './tree.ts';

/** A list of requirements that a project keeps, and the option that would name it. */
export interface RequirementList {
  readonly kind: 'group' | 'extra' | 'file' | 'main';
  readonly name: string;
  /** For people: `group test in pyproject.toml`. */
  readonly place: string;
  readonly lines: readonly string[];
}

/** Every list of requirements that is not empty, with those for tests and development before the project's own. */
export function requirementLists({ pyproject, pipfile, tree, ini }: Documents): readonly RequirementList[] {
  const setupCfg = ini('setup.cfg');
  const poetry = tableAt(pyproject, 'tool', 'poetry');
  const lists = [
    ...inTable('group', tableAt(pyproject, 'dependency-groups'), 'pyproject.toml'),
    ...poetryGroups(poetry),
    ...inTable('group', tableAt(pyproject, 'tool', 'pdm', 'dev-dependencies'), 'pyproject.toml'),
    ...inTable('extra', tableAt(pyproject, 'project', 'optional-dependencies'), 'pyproject.toml'),
    ...inTable('extra', tableAt(pyproject, 'tool', 'flit', 'metadata', 'requires-extra'), 'pyproject.toml'),
    ...Object.entries(setupCfg['options.extras_require'] ?? {}).map(([name, value]) =>
      listOf('extra', name, 'setup.cfg', iniLines(value)),
    ),
    ...requirementFiles(tree).map((file) => fileList(file, tree.read(file))),
    listOf('group', 'dev', 'pyproject.toml', textsAt(pyproject, 'tool', 'uv', 'dev-dependencies')),
    listOf('main', 'dev-packages', 'Pipfile', names(tableAt(pipfile, 'dev-packages'))),
    ...hatchLists(pyproject),
    listOf('main', 'deps', 'tox.ini', toxDependencies(ini('tox.ini'))),
    listOf('main', 'dependencies', 'pyproject.toml', textsAt(pyproject, 'project', 'dependencies')),
    listOf('main', 'dependencies', 'pyproject.toml', names(tableAt(poetry, 'dependencies'))),
    listOf('main', 'install_requires', 'setup.cfg', iniLines(setupCfg['options']?.['install_requires'])),
    listOf('main', 'packages', 'Pipfile', names(tableAt(pipfile, 'packages'))),
  ];
  return lists.filter(({ lines }) => lines.length > 0);
}

/** The distribution a line names, normalised; undefined for options, links and blank lines. */
export function requirementName(line: string): string | undefined {
  const name = /^\s*([A-Za-z0-9][\w.-]*)(?=\s*(?:\[|[<>=!~;@,]|\s|$))/u.exec(line)?.[1];
  return name?.toLowerCase().replace(/[-_.]+/gu, '-');
}

/** The first list that names the distribution. */
export function listWith(lists: readonly RequirementList[], name: string): RequirementList | undefined {
  return lists.find(({ lines }) => lines.some((line) => requirementName(line) === name));
}

/** `black 24.10.0`, when a list pins it exactly. */
export function pinOf(lists: readonly RequirementList[], name: string): string | undefined {
  for (const line of lists.flatMap((list) => list.lines)) {
    if (requirementName(line) !== name) continue;
    const version = /^[^;#]*?==\s*([\w.]+)/u.exec(line)?.[1];
    if (version !== undefined && !version.endsWith('.')) return version;
  }
  return undefined;
}

function listOf(
  kind: RequirementList['kind'],
  name: string,
  file: string,
  lines: readonly string[],
): RequirementList {
  return { kind, name, place: kind === 'main' ? `${file} (${name})` : `${kind} ${name} in ${file}`, lines };
}

/** An `.in` file tells which tools are used, but what is installed is what was compiled from it. */
function fileList(file: string, text: string | undefined): RequirementList {
  const lines = (text ?? '').split(/\r?\n/u).map((line) => line.trim());
  return { kind: file.endsWith('.in') ? 'main' : 'file', name: file, place: file, lines };
}

function inTable(kind: RequirementList['kind'], table: Table, file: string): readonly RequirementList[] {
  return Object.keys(table).map((name) => listOf(kind, name, file, textsAt(table, name)));
}

function poetryGroups(poetry: Table): readonly RequirementList[] {
  const groups = Object.entries(tableAt(poetry, 'group')).map(([name, group]) =>
    listOf('group', name, 'pyproject.toml', names(tableAt(group, 'dependencies'))),
  );
  return [...groups, listOf('group', 'dev', 'pyproject.toml', names(tableAt(poetry, 'dev-dependencies')))];
}

/** Poetry and pipenv: name to constraint, `{ version = … }` included. An exact one is written as pip does. */
function names(table: Table): readonly string[] {
  return Object.entries(table).map(([name, value]) => {
    const constraint = typeof value === 'string' ? value : valueAt(value, 'version');
    return typeof constraint === 'string' && /^(?:==)?\d/u.test(constraint)
      ? `${name}==${constraint.replace(/^==/u, '')}`
      : name;
  });
}

function hatchLists(pyproject: unknown): readonly RequirementList[] {
  return Object.entries(tableAt(pyproject, 'tool', 'hatch', 'envs')).map(([name, env]) =>
    listOf('group', name === 'default' ? 'dev' : name.replace(/^hatch-/u, ''), 'pyproject.toml', [
      ...textsAt(env, 'dependencies'),
      ...textsAt(env, 'extra-dependencies'),
    ]),
  );
}

function toxDependencies(tox: Readonly<Record<string, Readonly<Record<string, string>>>>): readonly string[] {
  // `py312: black==24.1` is for some of the environments only.
  return Object.values(tox).flatMap((keys) =>
    iniLines(keys['deps']).map((line) => line.replace(/^[\w,{}!-]+:\s*/u, '')),
  );
}

/** Requirement files of the root, and of a folder `requirements`. */
export function requirementFiles(tree: Documents['tree']): readonly string[] {
  const inRoot = namesIn(tree, '').filter((name) =>
    /(?:^|[-_.])(?:requirements?|reqs)(?:[-_.].*)?\.(?:txt|in)$/iu.test(name),
  );
  const inFolder = namesIn(tree, 'requirements').filter((name) => /\.(?:txt|in)$/u.test(name));
  return [...inRoot, ...inFolder.map((name) => `requirements/${name}`)];
}
