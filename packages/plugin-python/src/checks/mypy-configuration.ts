import { iniList } from '../project/ini.ts';
import type { Project } from '../project/project.ts';
import { tableAt, textsOf, type Table } from '../project/table.ts';

/** What of MyPy's configuration changes how it must be called. */
export interface MypyConfiguration {
  readonly place: string;
  /** It names the files, packages or modules itself, so none are given. */
  readonly namesTargets: boolean;
  /** Plugins run inside MyPy, so MyPy must run where they are installed. */
  readonly plugins: readonly string[];
}

/** The first place with a section for MyPy, in the order in which MyPy itself looks. */
export function mypyConfiguration(project: Project): MypyConfiguration | undefined {
  return (
    fromTable('mypy.ini', project.ini.mypyIni['mypy'] ?? {}) ??
    fromTable('pyproject.toml [tool.mypy]', tableAt(project.pyproject, 'tool', 'mypy')) ??
    fromTable('setup.cfg', project.ini.setupCfg['mypy'] ?? {})
  );
}

/** What MyPy is given when neither option nor configuration says: the import packages, else the modules. */
export function mypyTargets(project: Project): readonly string[] {
  if (project.packages.length > 0) return project.packages;
  return project.modules.length > 0 ? project.modules : ['.'];
}

function fromTable(place: string, table: Table): MypyConfiguration | undefined {
  if (Object.keys(table).length === 0) return undefined;
  const plugins = table['plugins'];
  return {
    place,
    namesTargets: ['files', 'packages', 'modules'].some((key) => table[key] !== undefined),
    plugins: typeof plugins === 'string' ? iniList(plugins) : textsOf(plugins),
  };
}
