import { codePlaces } from './code-places.ts';
import type { Documents } from './documents.ts';
import { findOtherTools, findPins } from './other-tools.ts';
import { pythonOptionLines } from './python-config.ts';
import { flatLayoutWarning } from './flat-layout-warning.ts';
import type { Stand } from './stand.ts';
import { pythonStands } from './python-stands.ts';
import { findTests, type TestFacts } from './python-tests.ts';
import { findTools, type PythonTools, type ToolUse } from './python-tools.ts';
import { chooseVersions, type Machine } from './python-versions.ts';
import { requirementFiles, requirementLists, type RequirementList } from './requirements.ts';
import type { ConfigLine, Row } from './row.ts';
import { scriptLines } from './scripts.ts';
import { isTable, textAt, valueAt } from './table.ts';
import { chooseTestRequirements } from './test-requirements.ts';
import { baseName } from './tree.ts';

export interface PythonFacts {
  readonly options: readonly ConfigLine[];
  readonly found: readonly Row[];
  /** The checks of the config, and what in a workflow each takes the place of. */
  readonly stands: readonly Stand[];
  readonly versions: readonly string[];
  /** Tools that the project uses and no check stands for. */
  readonly others: readonly string[];
  /** What is best known before the packages are installed. */
  readonly warnings: readonly Row[];
}

/** Whether the folder is a Python project: it says so, or it has packages or tests of Python. */
export function isPythonProject({ tree, pyproject, ini }: Documents): boolean {
  const has = (file: string): boolean => tree.files.includes(file);
  const setupCfg = ini('setup.cfg');
  const hasPython = tree.files.some((path) => path.endsWith('.py'));
  const isDescribed = ['project', 'build-system', 'dependency-groups'].some((key) =>
    isTable(valueAt(pyproject, key)),
  );
  if (isDescribed || isTable(valueAt(pyproject, 'tool', 'poetry')) || has('setup.py') || has('Pipfile'))
    return true;
  if ('metadata' in setupCfg || 'options' in setupCfg) return true;
  if (!hasPython) return false;
  const isPackaged = has('pyproject.toml') || has('tox.ini') || requirementFiles(tree).length > 0;
  return (
    isPackaged ||
    tree.files.some(
      (path) => /^(?:src\/)?[^/]+\/__init__\.py$/u.test(path) || /^(?:tests?\/)?test_[^/]*\.py$/u.test(path),
    )
  );
}

/**
 * Looks at a Python project: what `python()` must be told, and what to say about it. `above` are lists of requirements
 * that all projects of a repository share: tools that are named there are used here.
 */
export function detectPython(
  documents: Documents,
  machine: Machine,
  above: readonly RequirementList[] = [],
): PythonFacts {
  const lists = requirementLists(documents);
  const traces = { documents, lists: [...lists, ...above], scripts: scriptLines(documents) };
  const tools = findTools(traces);
  const tests = findTests(traces);
  const versions = chooseVersions(documents, machine);
  const requirements = chooseTestRequirements(lists);
  const options = pythonOptionLines({ versions, tools, tests, requirements });
  const places = codePlaces(documents.tree);
  const pins = findPins(traces);
  const others = findOtherTools(traces);
  const found: readonly (Row | false)[] = [
    { what: 'Python project', seen: buildOf(documents), gives: 'python' },
    { what: 'code', seen: places.length === 0 ? 'no package found' : shortList(places) },
    { what: 'versions', seen: `${versions.says}; ${versions.because}`, gives: versions.versions.join(', ') },
    testRow(tests),
    tests.isThere && { what: 'test requirements', seen: requirements.says, gives: requirements.because },
    tests.isThere && {
      what: 'coverage',
      seen: tests.coverageBecause,
      gives: `at least ${tests.coverage ?? 30} %`,
    },
    ...formatterRows(tools),
    lintRow(tools, options),
    {
      what: 'types',
      seen: tools.mypy.because,
      gives: tools.mypy.isUsed
        ? `python/mypy${tools.mypy.paths === undefined ? '' : ` on ${shortList(tools.mypy.paths, 3)} (as ${tools.mypy.pathsFrom})`}, informational`
        : 'mypy left out',
    },
    pins.length > 0 && { what: 'tools you pin', seen: pins.join(', '), gives: 'yours are used' },
    others.length > 0 && {
      what: 'also used here',
      seen: shortList(others.map(({ name, because }) => `${name} (${because})`)),
      gives: 'not checked; a command() line does',
    },
  ];
  return {
    options,
    found: found.filter((row) => row !== false),
    stands: pythonStands(tools, { versions: versions.versions, options }),
    versions: versions.versions,
    others: others.map(({ name }) => name),
    warnings: flatLayoutWarning(documents),
  };
}

const BUILDS: readonly (readonly [pattern: RegExp, name: string])[] = [
  [/^poetry/u, 'poetry'],
  [/^pdm/u, 'pdm'],
  [/^flit/u, 'flit'],
  [/^hatch/u, 'hatchling'],
  [/^setuptools/u, 'setuptools'],
  [/^pbr/u, 'pbr'],
  [/^uv_build/u, 'uv'],
  [/^maturin/u, 'maturin'],
];

function buildOf({ pyproject, tree, ini }: Documents): string {
  const files = ['pyproject.toml', 'setup.cfg', 'setup.py', 'Pipfile'].filter((file) =>
    tree.files.includes(file),
  );
  const backend = textAt(pyproject, 'build-system', 'build-backend');
  const isPbr = ini('setup.cfg')['metadata'] !== undefined && /\bpbr\b/u.test(tree.read('setup.py') ?? '');
  const build =
    backend === undefined
      ? isPbr
        ? 'pbr'
        : undefined
      : (BUILDS.find(([pattern]) => pattern.test(backend))?.[1] ?? backend);
  const locks = ['uv.lock', 'poetry.lock', 'pdm.lock', 'pylock.toml'].filter((file) =>
    tree.files.includes(file),
  );
  const named = [...(files.length > 0 ? files : requirementFiles(tree)), ...locks];
  return `${named.length === 0 ? 'packages and tests' : named.join(', ')}${build === undefined ? '' : ` (${build})`}`;
}

function testRow({ isThere, files, places, runner, because, paths, pathsBecause }: TestFacts): Row {
  if (!isThere)
    return {
      what: 'tests',
      seen: 'none found',
      gives: 'pytest left out: take the line out of the config with the first test',
    };
  const where = files === 0 ? 'doctests' : `${shortList(places)}: ${files} ${files === 1 ? 'file' : 'files'}`;
  const how = runner === 'pytest' ? `pytest (${because})` : `unittest (${because}); pytest runs these too`;
  return {
    what: 'tests',
    seen: `${where}, ${how}`,
    gives:
      paths === undefined ? 'python/pytest' : `python/pytest on ${shortList(paths, 3)} (${pathsBecause})`,
  };
}

function formatterRows({ formatter, black, ruffFormat, isort }: PythonTools): readonly Row[] {
  const on = (name: string, use: ToolUse): string =>
    `${name}${use.paths === undefined ? '' : ` on ${shortList(use.paths, 3)} (as ${use.pathsFrom})`}`;
  if (formatter === 'ruff') {
    const others = [
      ...(black.isUsed ? [`Black (${black.because})`] : []),
      ...(isort.isUsed ? [`isort (${isort.because})`] : []),
    ];
    const rest: readonly Row[] =
      others.length === 0
        ? []
        : [{ what: 'formatter, before', seen: others.join(', '), gives: 'left out: Ruff formats here' }];
    return [
      { what: 'formatter', seen: ruffFormat.because, gives: on('python/ruff-format', ruffFormat) },
      ...rest,
    ];
  }
  const sorted: Row = {
    what: 'imports',
    seen: isort.because,
    gives: isort.isUsed ? on('python/isort', isort) : 'isort left out',
  };
  if (formatter === 'none')
    return [{ what: 'formatter', seen: 'no trace of one', gives: 'formatting left out' }, sorted];
  return [{ what: 'formatter', seen: black.because, gives: on('python/black', black) }, sorted];
}

function lintRow({ ruff }: PythonTools, options: readonly ConfigLine[]): Row {
  const isOff = options.some(({ key, value }) => key === 'ruff' && value === false);
  if (!ruff.isUsed)
    return {
      what: 'linter',
      seen: ruff.because,
      gives: isOff ? 'Ruff left out' : 'python/ruff, by its default rules: nothing else is there to check',
    };
  return {
    what: 'linter',
    seen: ruff.because,
    gives:
      ruff.paths === undefined
        ? 'python/ruff'
        : `python/ruff on ${shortList(ruff.paths, 3)} (as ${ruff.pathsFrom})`,
  };
}

/** The first few, and how many more. */
export function shortList(items: readonly string[], most = 6): string {
  const shown = items.slice(0, most).join(', ');
  return items.length > most ? `${shown} and ${items.length - most} more` : shown;
}

/** Folders below the root that are Python projects of their own, without examples and what tests are made of. */
export function nestedProjects({ tree }: Documents): readonly string[] {
  const markers = new Set(['pyproject.toml', 'setup.py', 'setup.cfg']);
  const folders = tree.files
    .filter((path) => path.includes('/') && markers.has(baseName(path)))
    .map((path) => path.slice(0, path.lastIndexOf('/')))
    .filter(
      (folder) =>
        !/(?:^|\/)(?:tests?|testing|docs?|examples?|samples?|fixtures?|templates?|benchmarks?)(?:\/|$)/u.test(
          folder,
        ),
    );
  return [...new Set(folders)];
}
