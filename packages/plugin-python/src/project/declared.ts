import { iniList, type Ini } from './ini.ts';
import { declaredByPoetry, declaredRequirement, type DeclaredRequirement } from './declared-requirement.ts';
import { isTable, tableAt, textsOf, valueAt } from './table.ts';

/** Every requirement that `pyproject.toml` states, in whichever of its tables, in the order the file's readers use. */
export function pyprojectRequirements(pyproject: unknown): readonly DeclaredRequirement[] {
  const lists: [string, unknown][] = [
    ...entries('dependency-groups', tableAt(pyproject, 'dependency-groups')),
    ...entries('optional-dependencies', tableAt(pyproject, 'project', 'optional-dependencies')),
    ['dependencies', valueAt(pyproject, 'project', 'dependencies')],
    ...entries('tool.pdm.dev-dependencies', tableAt(pyproject, 'tool', 'pdm', 'dev-dependencies')),
    ['tool.uv.dev-dependencies', valueAt(pyproject, 'tool', 'uv', 'dev-dependencies')],
    ...hatchEnvironments(pyproject),
  ];
  return [
    ...lists.flatMap(([place, list]) => readLines(textsOf(list), `pyproject.toml (${place})`)),
    ...poetryTables(pyproject).flatMap(([place, table]) =>
      poetryRequirements(table, `pyproject.toml (${place})`),
    ),
  ];
}

/** Requirements of `setup.cfg`: its extras and its own. */
export function setupCfgRequirements(setupCfg: Ini): readonly DeclaredRequirement[] {
  const extras = Object.entries(setupCfg['options.extras_require'] ?? {});
  return [
    ...extras.flatMap(([extra, list]) => readLines(iniList(list), `setup.cfg (extra ${extra})`)),
    ...readLines(iniList(setupCfg['options']?.['install_requires']), 'setup.cfg'),
  ];
}

/** Requirements that `tox.ini` lists for its environments. */
export function toxRequirements(tox: Ini): readonly DeclaredRequirement[] {
  return Object.entries(tox).flatMap(([section, keys]) => {
    // `py312: black==24.1` gives a requirement to some of the environments only.
    const lines = (keys['deps'] ?? '').split('\n').map((line) => line.replace(/^[\w,{}!-]+\s*:\s*/, ''));
    return readLines(lines, `tox.ini [${section}]`);
  });
}

/** Reads lines of a requirements file, or a list of PEP 508 strings. */
export function readLines(lines: readonly string[], from: string): readonly DeclaredRequirement[] {
  return lines.map((line) => declaredRequirement(line, from)).filter((found) => found !== undefined);
}

function entries(place: string, table: Readonly<Record<string, unknown>>): [string, unknown][] {
  return Object.entries(table).map(([name, list]) => [`${place}.${name}`, list]);
}

function hatchEnvironments(pyproject: unknown): [string, unknown][] {
  return Object.entries(tableAt(pyproject, 'tool', 'hatch', 'envs')).flatMap(([name, env]) =>
    ['dependencies', 'extra-dependencies'].map((key): [string, unknown] => [
      `tool.hatch.envs.${name}`,
      valueAt(env, key),
    ]),
  );
}

function poetryTables(pyproject: unknown): [string, unknown][] {
  const poetry = tableAt(pyproject, 'tool', 'poetry');
  const groups = Object.entries(tableAt(poetry, 'group'));
  return [
    ...groups.map(([name, group]): [string, unknown] => [
      `tool.poetry.group.${name}`,
      valueAt(group, 'dependencies'),
    ]),
    ['tool.poetry.dev-dependencies', poetry['dev-dependencies']],
    ['tool.poetry.dependencies', poetry['dependencies']],
  ];
}

function poetryRequirements(table: unknown, from: string): readonly DeclaredRequirement[] {
  if (!isTable(table)) return [];
  return Object.entries(table).flatMap(([name, value]) => {
    const constraint = typeof value === 'string' ? value : valueAt(value, 'version');
    if (typeof constraint !== 'string') return [];
    return [declaredByPoetry(name, constraint, from)];
  });
}
