import type { PythonTools } from './python-tools.ts';
import type { TestFacts } from './python-tests.ts';
import type { VersionChoice } from './python-versions.ts';
import type { ConfigLine } from './row.ts';
import type { RequirementChoice } from './test-requirements.ts';

interface PythonChoices {
  readonly versions: VersionChoice;
  readonly tools: PythonTools;
  readonly tests: TestFacts;
  readonly requirements: RequirementChoice;
}

/** The options of `python()`: only those that say something other than its defaults, and the versions. */
export function pythonOptionLines(choices: PythonChoices): readonly ConfigLine[] {
  const { versions, requirements } = choices;
  return [
    { key: 'versions', value: versions.versions, because: versions.says },
    ...Object.entries(requirements.options).map(([key, value]) => ({
      key,
      value,
      because: requirements.because,
    })),
    ...formatterLines(choices.tools),
    ...lintLines(choices),
    ...testLines(choices.tests),
  ];
}

/** Checks of a tool that the project does not use would judge it by somebody else's taste. */
function formatterLines({ formatter, black, isort, ruff, ruffFormat }: PythonTools): readonly ConfigLine[] {
  const sorted = isort.isUsed
    ? own('isort', isort)
    : [{ key: 'isort', value: false, because: isort.because }];
  if (formatter === 'ruff')
    return [
      { key: 'formatter', value: 'ruff', because: ruffFormat.because },
      ...own('ruffFormat', ruffFormat),
    ];
  if (formatter === 'black')
    return [{ key: 'formatter', value: 'black', because: black.because }, ...own('black', black), ...sorted];
  // Where Ruff sorts the imports, plugin-python would take it for the formatter too.
  const because = 'no trace of a formatter';
  return [
    { key: 'black', value: false, because },
    ...(ruff.isUsed ? [{ key: 'ruffFormat', value: false, because }] : []),
    ...sorted,
  ];
}

/** The paths that a project's own scripts give a tool. */
function own(name: string, use: PythonTools['black']): readonly ConfigLine[] {
  return use.paths === undefined
    ? []
    : [{ key: name, value: { paths: use.paths }, because: `as ${use.pathsFrom} calls it` }];
}

function lintLines({ tools: { ruff, formatter, isort, mypy }, tests }: PythonChoices): readonly ConfigLine[] {
  // Something must be looked at: with neither tests nor tools, only Ruff's default rules are left to say anything.
  const isAllThereIs = formatter === 'none' && !isort.isUsed && !tests.isThere;
  const linted = ruff.isUsed
    ? own('ruff', ruff)
    : isAllThereIs
      ? []
      : [{ key: 'ruff', value: false, because: ruff.because }];
  const typed = mypy.isUsed ? own('mypy', mypy) : [{ key: 'mypy', value: false, because: mypy.because }];
  return [...linted, ...typed];
}

function testLines({
  isThere,
  coverage,
  coverageBecause,
  paths,
  pathsBecause,
  args,
  argsBecause,
  env,
}: TestFacts): readonly ConfigLine[] {
  if (!isThere)
    return [
      { key: 'pytest', value: false, because: 'no tests were found; take this line out with the first one' },
    ];
  const value = {
    ...(paths === undefined ? {} : { paths }),
    ...(args === undefined ? {} : { args }),
    ...(coverage === undefined ? {} : { coverage }),
    ...(env === undefined ? {} : { env }),
  };
  const reasons = [
    ...(paths === undefined ? [] : [pathsBecause]),
    ...(args === undefined ? [] : [argsBecause]),
    ...(coverage === undefined ? [] : [coverageBecause]),
    ...(env === undefined ? [] : ['variables of tox.ini']),
  ];
  return reasons.length === 0 ? [] : [{ key: 'pytest', value, because: reasons.join('; ') }];
}
