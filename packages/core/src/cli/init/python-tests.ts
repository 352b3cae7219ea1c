import { iniLines } from './ini.ts';
import type { Traces } from './python-tools.ts';
import { listWith } from './requirements.ts';
import { pathsGiven, scriptWith } from './scripts.ts';
import { isTable, textAt, textsAt, valueAt } from './table.ts';
import { TOOL_CALLS } from './tool-calls.ts';
import { baseName, hasFolder } from './tree.ts';

export interface TestFacts {
  /** Files that hold tests; 0 with doctests alone. */
  readonly files: number;
  readonly isThere: boolean;
  /** The folders of the root that they are in. */
  readonly places: readonly string[];
  readonly runner: 'pytest' | 'unittest';
  readonly because: string;
  /** What pytest must be told, where it would look elsewhere by itself. */
  readonly paths?: readonly string[];
  readonly pathsBecause?: string;
  readonly args?: readonly string[];
  readonly argsBecause?: string;
  readonly coverage?: number;
  readonly coverageBecause: string;
  readonly env?: Readonly<Record<string, string>>;
}

interface PytestConfig {
  readonly place?: string;
  readonly testpaths: readonly string[];
  readonly pythonFiles: readonly string[];
  readonly addopts: string;
}

/** Where the tests are, how they are run, and how much of the code they must cover. */
export function findTests(traces: Traces): TestFacts {
  const { tree } = traces.documents;
  const config = pytestConfig(traces);
  const python = tree.files.filter((path) => path.endsWith('.py'));
  const byDefault = python.filter((path) => isTestFile(baseName(path), config.pythonFiles));
  // unittest also takes `testorders.py`.
  const byUnittest = python.filter(
    (path) => /^test.*\.py$/u.test(baseName(path)) && baseName(path) !== 'test.py' && isInTestFolder(path),
  );
  const isOdd = byDefault.length === 0 && byUnittest.length > 0;
  const files = isOdd ? byUnittest : byDefault;
  const hasDoctests = /--doctest-(?:modules|glob)/u.test(config.addopts) && python.length > 0;
  return {
    files: files.length,
    isThere: files.length > 0 || hasDoctests,
    places: placesOf(files),
    ...runnerOf(traces, config),
    ...pathsOf(traces, config, files),
    ...(isOdd
      ? { args: ['-o', 'python_files=test*.py'], argsBecause: 'tests are named as unittest finds them' }
      : {}),
    ...coverageOf(traces, config),
    ...environmentOf(traces),
  };
}

function pytestConfig({ documents: { tree, ini, pyproject } }: Traces): PytestConfig {
  for (const [file, section] of [
    ['pytest.ini', 'pytest'],
    ['.pytest.ini', 'pytest'],
  ] as const) {
    // pytest takes an empty pytest.ini too.
    if (tree.read(file) !== undefined) return fromIni(`${file}`, ini(file)[section] ?? {});
  }
  const tables = [valueAt(pyproject, 'tool', 'pytest', 'ini_options'), valueAt(pyproject, 'tool', 'pytest')];
  const found = tables.find(isTable);
  if (found !== undefined) {
    const list = (key: string): readonly string[] => [
      ...textsAt(found, key),
      ...(textAt(found, key) ?? '').split(/\s+/u).filter(Boolean),
    ];
    return {
      place: 'pyproject.toml [tool.pytest]',
      testpaths: list('testpaths'),
      pythonFiles: list('python_files'),
      addopts: list('addopts').join(' '),
    };
  }
  for (const [file, section] of [
    ['tox.ini', 'pytest'],
    ['setup.cfg', 'tool:pytest'],
  ] as const) {
    const keys = ini(file)[section];
    if (keys !== undefined) return fromIni(`${file} [${section}]`, keys);
  }
  return { testpaths: [], pythonFiles: [], addopts: '' };
}

function fromIni(place: string, keys: Readonly<Record<string, string>>): PytestConfig {
  const words = (key: string): readonly string[] => iniLines(keys[key]).flatMap((line) => line.split(/\s+/u));
  return {
    place,
    testpaths: words('testpaths'),
    pythonFiles: words('python_files'),
    addopts: words('addopts').join(' '),
  };
}

function isTestFile(name: string, patterns: readonly string[]): boolean {
  const all = patterns.length > 0 ? patterns : ['test_*.py', '*_test.py'];
  return all.some((pattern) => {
    const expression = baseName(pattern)
      .replace(/[.+^${}()|[\]\\]/gu, String.raw`\$&`)
      .replaceAll('*', '.*')
      .replaceAll('?', '.');
    return new RegExp(`^${expression}$`, 'u').test(name);
  });
}

function isInTestFolder(path: string): boolean {
  return path
    .split('/')
    .slice(0, -1)
    .some((folder) => /^(?:tests?|testing|unit_?tests?)$/u.test(folder));
}

function placesOf(files: readonly string[]): readonly string[] {
  return [...new Set(files.map((path) => (path.includes('/') ? path.slice(0, path.indexOf('/')) : '.')))];
}

function runnerOf(traces: Traces, config: PytestConfig): Pick<TestFacts, 'runner' | 'because'> {
  const { tree } = traces.documents;
  const list = listWith(traces.lists, 'pytest') ?? listWith(traces.lists, 'pytest-cov');
  const called = scriptWith(traces.scripts, TOOL_CALLS.pytest)?.file;
  const conftest = tree.files.find((path) => baseName(path) === 'conftest.py');
  const because = config.place ?? list?.place ?? (called && `called in ${called}`) ?? conftest;
  if (because !== undefined) return { runner: 'pytest', because };
  const unittest = scriptWith(traces.scripts, TOOL_CALLS.unittest)?.file;
  const stestr = tree.files.includes('.stestr.conf') ? '.stestr.conf' : undefined;
  return {
    runner: 'unittest',
    because: stestr ?? (unittest && `called in ${unittest}`) ?? 'no trace of pytest',
  };
}

/** Without `testpaths` pytest looks everywhere, also where examples have tests that need what is not installed. */
function pathsOf(
  { scripts, documents: { tree } }: Traces,
  config: PytestConfig,
  files: readonly string[],
): Pick<TestFacts, 'paths' | 'pathsBecause'> {
  if (config.testpaths.length > 0) return {};
  const given = pathsGiven(scripts, TOOL_CALLS.pytest, tree);
  if (
    given !== undefined &&
    given.paths.every((path) => files.some((file) => file === path || file.startsWith(`${path}/`)))
  ) {
    return { paths: given.paths, pathsBecause: `as ${given.file} calls pytest` };
  }
  const own = ['tests', 'test'].filter(
    (folder) => hasFolder(tree, folder) && files.some((file) => file.startsWith(`${folder}/`)),
  );
  const foreign = placesOf(files).filter((place) =>
    /^(?:examples?|samples?|docs?|benchmarks?|bench|scripts|tools|tutorials?)$/u.test(place),
  );
  if (own.length === 0 || foreign.length === 0) return {};
  return { paths: own, pathsBecause: `not ${foreign.join(', ')}, where files look like tests too` };
}

function coverageOf(
  traces: Traces,
  { addopts, place }: PytestConfig,
): Pick<TestFacts, 'coverage' | 'coverageBecause'> {
  const { pyproject, ini } = traces.documents;
  const places: readonly (readonly [unknown, string])[] = [
    [ini('.coveragerc')['report']?.['fail_under'], '.coveragerc'],
    [ini('setup.cfg')['coverage:report']?.['fail_under'], 'setup.cfg'],
    [ini('tox.ini')['coverage:report']?.['fail_under'], 'tox.ini'],
    [valueAt(pyproject, 'tool', 'coverage', 'report', 'fail_under'), 'pyproject.toml'],
  ];
  for (const [value, file] of places) {
    const number = Number(value ?? Number.NaN);
    if (number > 0 && number <= 100) return { coverage: number, coverageBecause: `fail_under in ${file}` };
  }
  const lines = [{ file: place ?? '', text: addopts }, ...traces.scripts];
  for (const { file, text } of lines) {
    const number = Number(/--(?:cov-)?fail-under[=\s"',]+(\d+(?:\.\d+)?)/u.exec(text)?.[1] ?? Number.NaN);
    if (!(number > 0 && number <= 100)) continue;
    // Data of many runs put together cover more than any of these alone, and here each version is judged by itself.
    const isOfAll = ['download-artifact', 'coverage combine'].every((words) =>
      traces.scripts.some((line) => line.file === file && line.text.includes(words)),
    );
    if (!isOfAll) return { coverage: number, coverageBecause: `fail-under in ${file}` };
    return {
      coverageBecause: `the reference: fail-under ${number} in ${file} is of all its runs combined`,
    };
  }
  return { coverageBecause: 'the reference, as the project names none' };
}

/** Variables that tox sets for the tests. Those with substitutions mean tox's own folders. */
function environmentOf({ documents: { ini } }: Traces): Pick<TestFacts, 'env'> {
  const keys = ini('tox.ini')['testenv'] ?? {};
  const pairs = iniLines(keys['setenv'] ?? keys['set_env']).flatMap((line) => {
    const match = /^([A-Z_][A-Z0-9_]*)\s*=\s*([^{}]*)$/iu.exec(line);
    return match === null ||
      /^(?:PYTHONPATH|PYTHONDONTWRITEBYTECODE|PYTHONUNBUFFERED|COVERAGE_.*|VIRTUAL_ENV|PATH)$/u.test(
        match[1] ?? '',
      )
      ? []
      : [[match[1] ?? '', (match[2] ?? '').trim()] as const];
  });
  return pairs.length > 0 ? { env: Object.fromEntries(pairs) } : {};
}
