import type { ExecResult } from '@sluice/core';

/** Packages that bring an option of pytest's command line. */
const PACKAGES: readonly (readonly [RegExp, string])[] = [
  [/^--(?:no-)?cov/u, 'pytest-cov'],
  [/^(?:-n|--numprocesses|--dist|--maxprocesses|--maxschedchunk|--tx)/u, 'pytest-xdist'],
  [/^--(?:timeout|session-timeout)/u, 'pytest-timeout'],
  [/^--asyncio-/u, 'pytest-asyncio'],
  [/^--benchmark-/u, 'pytest-benchmark'],
  [/^--(?:reruns|only-rerun|rerun-except)/u, 'pytest-rerunfailures'],
  [/^--(?:ds|dc|create-db|reuse-db|nomigrations|no-migrations|django-)/u, 'pytest-django'],
  [/^--(?:random-order)/u, 'pytest-random-order'],
  [/^--(?:randomly-)/u, 'pytest-randomly'],
  [/^--(?:html|self-contained-html)/u, 'pytest-html'],
  [/^--(?:json-report)/u, 'pytest-json-report'],
  [/^--(?:disable-socket|enable-socket|allow-hosts|allow-unix-socket|force-enable-socket)/u, 'pytest-socket'],
  [/^--(?:record-mode|block-network|allowed-hosts|disable-recording)/u, 'pytest-recording'],
  [/^--(?:vcr-)/u, 'pytest-vcr'],
  [/^--(?:hypothesis-)/u, 'hypothesis'],
  [/^--(?:doctest-plus|doctest-rst|doctest-ufunc|remote-data)/u, 'pytest-doctestplus'],
  [/^--(?:snapshot-)/u, 'syrupy'],
  [/^--(?:inline-snapshot)/u, 'inline-snapshot'],
  [/^--(?:mypy)/u, 'pytest-mypy'],
  [/^--(?:ruff)/u, 'pytest-ruff'],
  [/^--(?:black)/u, 'pytest-black'],
  [/^--(?:isort)/u, 'pytest-isort'],
  [/^--(?:flake8)/u, 'pytest-flake8'],
  [/^--(?:forked)/u, 'pytest-forked'],
  [/^--(?:count|repeat-scope)/u, 'pytest-repeat'],
  [/^--(?:picked)/u, 'pytest-picked'],
  [/^--(?:testmon)/u, 'pytest-testmon'],
  [/^--(?:codspeed)/u, 'pytest-codspeed'],
  [/^--(?:alluredir)/u, 'allure-pytest'],
  [/^--(?:mpl)/u, 'pytest-mpl'],
  [/^--(?:nbval)/u, 'nbval'],
  [/^--(?:instafail)/u, 'pytest-instafail'],
  [/^--(?:typeguard-packages)/u, 'typeguard'],
  [/^--(?:beartype-)/u, 'pytest-beartype'],
  [/^--(?:splits|group|store-durations|splitting-algorithm)/u, 'pytest-split'],
  [/^--(?:memray)/u, 'pytest-memray'],
  [/^--(?:markdown-docs)/u, 'pytest-markdown-docs'],
  [/^--(?:headed|browser|slowmo|tracing|screenshot)/u, 'pytest-playwright'],
];

/** The package that brings an option; undefined when it is not known. */
export function packageOfOption(option: string): string | undefined {
  return PACKAGES.find(([pattern]) => pattern.test(option))?.[1];
}

/**
 * Why pytest ended without a result, by its exit code: 2 interrupted, 3 an error of its own, 4 misused, 5 nothing
 * collected. Codes 0 and 1 are judged by what it reported.
 */
export function exitWords(result: ExecResult, configFile: string | undefined): string {
  if (result.missing !== undefined) return `Python could not be started: ${result.missing}`;
  if (result.timedOut) return 'pytest did not end in time';
  if (result.exitCode === null)
    return `pytest was ended by ${result.signal ?? 'a signal'}${lastWords(result)}`;
  switch (result.exitCode) {
    case 2:
      return `pytest was interrupted (exit code 2)${lastWords(result)}`;
    case 3:
      return `pytest failed inside itself (exit code 3)${internalWords(result)}`;
    case 4:
      return usageWords(result, configFile);
    case 5:
      return 'no test was collected (exit code 5)';
    default:
      return `pytest ended with exit code ${result.exitCode} and no usable report${lastWords(result)}`;
  }
}

function usageWords(result: ExecResult, configFile: string | undefined): string {
  const text = `${result.stdout}\n${result.stderr}`;
  const where = configFile === undefined ? 'addopts' : `addopts of ${configFile}`;
  const unknown = /error: unrecognized arguments: (.+)/u.exec(text)?.[1];
  if (unknown !== undefined) {
    const options = unknown.split(/\s+/u).filter((word) => word.startsWith('-'));
    const packages = [...new Set(options.map(packageOfOption).filter((name) => name !== undefined))];
    const advice =
      packages.length > 0
        ? `add ${packages.join(' and ')} to the test requirements, or take the option out of ${where}`
        : `add the pytest plugin that brings it to the test requirements, or take the option out of ${where}`;
    return `pytest does not know ${options.join(' ') || unknown} (exit code 4): ${advice}`;
  }
  const plugins = /Missing required plugins: (.+)/u.exec(text)?.[1];
  if (plugins !== undefined)
    return `pytest misses plugins that the project requires (exit code 4): add ${plugins.trim()} to the test requirements`;
  return `pytest refused how it was called or configured (exit code 4)${lastWords(result)}`;
}

function internalWords({ stdout, stderr }: ExecResult): string {
  const own = `${stdout}\n${stderr}`.split('\n').filter((line) => line.startsWith('INTERNALERROR>'));
  const last = own
    .map((line) => line.replace('INTERNALERROR>', '').trim())
    .filter(Boolean)
    .at(-1);
  return last === undefined ? '' : `: ${last}`;
}

/** The line that says most: an error in pytest's words, else the last line. */
function lastWords({ stdout, stderr }: ExecResult): string {
  const lines = `${stdout}\n${stderr}`
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  const telling = lines.filter((line) =>
    /^(?:ERROR|E  |Fatal Python error|ImportError|\w+Error\b|!!!)|: error: /u.test(line),
  );
  const last = (telling.length > 0 ? telling : lines).at(-1);
  return last === undefined ? '' : `: ${last.replace(/^[!\s]+|[!\s]+$/gu, '').slice(0, 400)}`;
}
