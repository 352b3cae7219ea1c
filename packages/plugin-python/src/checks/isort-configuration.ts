import { iniList, type Ini } from '../project/ini.ts';
import type { Project } from '../project/project.ts';
import { tableAt, textsOf, type Table } from '../project/table.ts';

/** Where isort reads its configuration from, and what of it a command line would replace. */
export interface IsortConfiguration {
  readonly place: string;
  readonly extendSkipGlob: readonly string[];
}

/** Keys that every editor reads. With these alone `.editorconfig` says nothing to isort of how to sort. */
const EDITOR_KEYS = new Set([
  'root',
  'indent_style',
  'indent_size',
  'tab_width',
  'end_of_line',
  'charset',
  'trim_trailing_whitespace',
  'insert_final_newline',
  'max_line_length',
  'spelling_language',
]);

/** The first place with a section for isort, in the order in which isort itself looks. */
export function isortConfiguration(project: Project): IsortConfiguration | undefined {
  const { isortCfg, setupCfg, toxIni, editorconfig } = project.ini;
  return (
    fromTable('.isort.cfg', section(isortCfg, ['settings', 'isort'])) ??
    fromTable('pyproject.toml [tool.isort]', tableAt(project.pyproject, 'tool', 'isort')) ??
    fromTable('setup.cfg', section(setupCfg, ['isort', 'tool:isort'])) ??
    fromTable('tox.ini', section(toxIni, ['isort', 'tool:isort'])) ??
    fromTable('.editorconfig', withoutEditorKeys(section(editorconfig, ['*', '*.py', '**.py', '*.{py}'])))
  );
}

function section(ini: Ini, names: readonly string[]): Table {
  return Object.assign({}, ...names.map((name) => ini[name] ?? {})) as Table;
}

function withoutEditorKeys(table: Table): Table {
  return Object.fromEntries(Object.entries(table).filter(([key]) => !EDITOR_KEYS.has(key)));
}

function fromTable(place: string, table: Table): IsortConfiguration | undefined {
  if (Object.keys(table).length === 0) return undefined;
  const globs = table['extend_skip_glob'];
  return { place, extendSkipGlob: typeof globs === 'string' ? iniList(globs) : textsOf(globs) };
}
