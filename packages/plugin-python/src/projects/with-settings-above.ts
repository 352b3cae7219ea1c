import { relative, sep } from 'node:path';
import { isortConfiguration } from '../checks/isort-configuration.ts';
import { mypyConfiguration } from '../checks/mypy-configuration.ts';
import { ruffConfigurationPlace } from '../checks/ruff-configuration.ts';
import type { Project } from '../project/project.ts';
import { isTable, tableAt, valueAt } from '../project/table.ts';

/** A project's files, or those of a folder above it, with where they are. */
export interface ReadFolder {
  /** Absolute. */
  readonly folder: string;
  readonly project: Project;
}

/**
 * A project with what is configured for all in the folders above it, nearest first: its own configuration of a tool
 * wins as a whole, as it does for the tools themselves. Versions that are pinned above count after its own.
 */
export function withSettingsAbove(own: ReadFolder, above: readonly ReadFolder[]): Project {
  return above.reduce((project, outer) => joined({ ...own, project }, outer), own.project);
}

function joined({ folder, project }: ReadFolder, outer: ReadFolder): Project {
  const { project: shared } = outer;
  const at = (file: string): string => relative(folder, `${outer.folder}/${file}`).split(sep).join('/');
  const hasRuff = ruffConfigurationPlace(project) !== undefined;
  const hasBlack = isTable(valueAt(project.pyproject, 'tool', 'black'));
  const isortsAbove = isortConfiguration(project) === undefined && isortConfiguration(shared) !== undefined;
  const mypyAbove = mypyConfiguration(project) === undefined ? mypyConfiguration(shared) : undefined;
  const blackAbove = !hasBlack && isTable(valueAt(shared.pyproject, 'tool', 'black'));
  const tables = [
    ...(blackAbove ? ['black'] : []),
    ...(isortsAbove ? ['isort'] : []),
    ...(mypyAbove ? ['mypy'] : []),
    ...(hasRuff ? [] : ['ruff']),
  ];
  return {
    ...project,
    pyproject: withTables(project.pyproject, shared.pyproject, tables),
    ini:
      isortsAbove || mypyAbove
        ? iniOf(project, shared, { isortsAbove, mypyAbove: mypyAbove !== undefined })
        : project.ini,
    ...(hasRuff || !shared.ruffToml
      ? {}
      : { ruffToml: { ...shared.ruffToml, file: at(shared.ruffToml.file) } }),
    hooks: project.hooks.length > 0 ? project.hooks : shared.hooks,
    requirements: [...project.requirements, ...shared.requirements],
    locks: [...project.locks, ...shared.locks],
    ruffFormatIn: [...project.ruffFormatIn, ...shared.ruffFormatIn.map(at)],
    above: {
      ...project.above,
      ...(blackAbove ? { black: at('pyproject.toml') } : {}),
      ...(mypyAbove ? { mypy: at(mypyAbove.place.split(' ')[0] ?? '') } : {}),
    },
  };
}

function withTables(own: unknown, above: unknown, names: readonly string[]): unknown {
  const found = names.filter((name) => isTable(valueAt(above, 'tool', name)));
  if (found.length === 0) return own;
  const tool = tableAt(own, 'tool');
  const added = Object.fromEntries(found.map((name) => [name, valueAt(above, 'tool', name)]));
  return { ...tableAt(own), tool: { ...tool, ...added } };
}

function iniOf(
  { ini }: Project,
  { ini: above }: Project,
  { isortsAbove, mypyAbove }: { readonly isortsAbove: boolean; readonly mypyAbove: boolean },
): Project['ini'] {
  const sections = [...(isortsAbove ? ['isort', 'tool:isort'] : []), ...(mypyAbove ? ['mypy'] : [])];
  const pick = (from: Project['ini']['setupCfg']): Project['ini']['setupCfg'] =>
    Object.fromEntries(Object.entries(from).filter(([name]) => sections.includes(name)));
  return {
    setupCfg: { ...ini.setupCfg, ...pick(above.setupCfg) },
    toxIni: { ...ini.toxIni, ...pick(above.toxIni) },
    editorconfig: isortsAbove ? above.editorconfig : ini.editorconfig,
    isortCfg: isortsAbove ? above.isortCfg : ini.isortCfg,
    mypyIni: mypyAbove ? above.mypyIni : ini.mypyIni,
  };
}
