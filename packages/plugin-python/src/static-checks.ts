import type { Check } from '@sluice/core';
import { blackCheck } from './checks/black.ts';
import { complexityCheck } from './checks/complexity.ts';
import { chooseFormatter } from './checks/formatter.ts';
import { isortCheck } from './checks/isort.ts';
import { mypyCheck } from './checks/mypy.ts';
import { ruffCheck } from './checks/ruff.ts';
import { ruffFormatCheck } from './checks/ruff-format.ts';
import type { PythonOptions } from './options.ts';
import type { Project } from './project/project.ts';

/** The checks that look at code without running it. Ruff's formatter takes the place of Black and isort. */
export function staticChecks(options: PythonOptions, project: Project): readonly Check[] {
  const { formatter } = chooseFormatter(options, project);
  const formatting =
    formatter === 'ruff'
      ? [ruffFormatCheck(options, project)]
      : [blackCheck(options, project), isortCheck(options, project)];
  return [
    ...formatting,
    ruffCheck(options, project),
    mypyCheck(options, project),
    complexityCheck(options, project),
  ];
}
