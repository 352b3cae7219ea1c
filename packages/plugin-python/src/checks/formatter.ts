import type { PythonOptions } from '../options.ts';
import type { Project } from '../project/project.ts';
import { isTable, textsOf, valueAt } from '../project/table.ts';
import { isortConfiguration } from './isort-configuration.ts';
import { ruffTable } from './ruff-configuration.ts';

/** Which formatter judges, and what told. */
export interface FormatterChoice {
  readonly formatter: 'black' | 'ruff';
  readonly because: string;
}

/**
 * Follows what the project does: what its hooks run, then what it configures, then what it calls in its scripts.
 * A project that shows nothing is judged by Black, as the reference pipeline has it.
 */
export function chooseFormatter(options: PythonOptions, project: Project): FormatterChoice {
  if (options.formatter !== 'auto') return { formatter: options.formatter, because: 'option formatter' };
  const hooks = new Set(project.hooks.map(({ id }) => id));
  const blackTable = isTable(valueAt(project.pyproject, 'tool', 'black'));
  const evidence: readonly [boolean, FormatterChoice['formatter'], string][] = [
    [hooks.has('ruff-format'), 'ruff', 'hook ruff-format in .pre-commit-config.yaml'],
    [hooks.has('black') || hooks.has('black-jupyter'), 'black', 'hook black in .pre-commit-config.yaml'],
    [blackTable, 'black', 'pyproject.toml [tool.black]'],
    [isTable(valueAt(ruffTable(project), 'format')), 'ruff', "settings of Ruff's formatter"],
    [project.requirements.some(({ name }) => name === 'black'), 'black', 'Black is a requirement'],
    [project.ruffFormatIn.length > 0, 'ruff', `ruff format in ${project.ruffFormatIn[0]}`],
    [sortsImportsWithRuff(project), 'ruff', 'Ruff sorts the imports, and nothing names Black or isort'],
  ];
  const found = evidence.find(([holds]) => holds);
  return found
    ? { formatter: found[1], because: found[2] }
    : { formatter: 'black', because: 'the reference, as the project shows no formatter' };
}

/** The rules `I` are Ruff's isort: a project that has them and no sign of Black or isort has left both for Ruff. */
function sortsImportsWithRuff(project: Project): boolean {
  const table = ruffTable(project);
  const selected = [valueAt(table, 'lint'), table].flatMap((place) => [
    ...textsOf(valueAt(place, 'select')),
    ...textsOf(valueAt(place, 'extend-select')),
  ]);
  const isSorting = selected.some((rule) => /^(ALL|I|I0\d*)$/.test(rule));
  return (
    isSorting && !isortConfiguration(project) && !project.requirements.some(({ name }) => name === 'isort')
  );
}
