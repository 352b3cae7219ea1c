import type { Stand } from './stand.ts';
import type { PythonTools } from './python-tools.ts';
import type { ConfigLine } from './row.ts';
import { TOOL_CALLS } from './tool-calls.ts';

const LINT = /\b(?:lint|style|pep8|format|fmt|pre-?commit)\b/u;

/** The checks that a Python project gets, with what in its workflows each takes the place of. */
export function pythonStands(
  { formatter, isort, ruff, mypy }: PythonTools,
  { versions, options }: { readonly versions: readonly string[]; readonly options: readonly ConfigLine[] },
): readonly Stand[] {
  const isOff = (key: string): boolean =>
    options.some((option) => option.key === key && option.value === false);
  const cells = versions.map((version) => `@${version}`).join(', ');
  const tests = new RegExp(`${TOOL_CALLS.pytest.source}|${TOOL_CALLS.unittest.source}`, 'u');
  const stands: readonly (Stand | false)[] = [
    formatter === 'black' && {
      check: 'python/black',
      call: TOOL_CALLS.black,
      environment: LINT,
      hooks: ['black', 'black-jupyter'],
    },
    formatter !== 'ruff' &&
      isort.isUsed && { check: 'python/isort', call: TOOL_CALLS.isort, environment: LINT, hooks: ['isort'] },
    formatter === 'ruff' && {
      check: 'python/ruff-format',
      call: TOOL_CALLS.ruffFormat,
      environment: LINT,
      hooks: ['ruff-format'],
    },
    !isOff('ruff') &&
      ruff.isUsed && {
        check: 'python/ruff',
        call: TOOL_CALLS.ruff,
        environment: LINT,
        hooks: ['ruff', 'ruff-check', 'ruff-lint'],
      },
    mypy.isUsed && {
      check: 'python/mypy',
      level: 'informational',
      call: TOOL_CALLS.mypy,
      environment: /\b(?:typing|types?|mypy)\b/u,
      hooks: ['mypy'],
    },
    !isOff('pytest') && {
      check: `python/pytest${cells}`,
      call: tests,
      environment: /\b(?:py(?:3|thon)?[\d.]*|tests?|unit|cov|coverage|pytest)(?![\w])/u,
    },
  ];
  return stands.filter((stand) => stand !== false);
}
