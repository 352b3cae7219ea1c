import type { Project } from '../project/project.ts';
import { isTable, tableAt, valueAt, type Table } from '../project/table.ts';

/** Where the project configures Ruff; undefined when it does not. */
export function ruffConfigurationPlace(project: Project): string | undefined {
  if (project.ruffToml) return project.ruffToml.file;
  return isTable(valueAt(project.pyproject, 'tool', 'ruff')) ? 'pyproject.toml [tool.ruff]' : undefined;
}

/** Ruff's settings, empty when the project has none. */
export function ruffTable(project: Project): Table {
  return project.ruffToml ? tableAt(project.ruffToml.table) : tableAt(project.pyproject, 'tool', 'ruff');
}
