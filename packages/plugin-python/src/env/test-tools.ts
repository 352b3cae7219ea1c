import { isWantedVersion } from './interpreter.ts';

/** What tests are run and measured with, added to an environment where the project does not name it itself. */
export interface TestTools {
  readonly pytest: boolean;
  readonly coverage: boolean;
  /** The project's own arguments speak of it. */
  readonly pytestCov: boolean;
  readonly xdist: boolean;
}

export const NO_TEST_TOOLS: TestTools = { pytest: false, coverage: false, pytestCov: false, xdist: false };

/** Versions that are taken where nothing says otherwise; all of them run on Python 3.10 and later. */
const VERSIONS: Readonly<Record<string, string>> = {
  pytest: '9.2.0',
  coverage: '7.17.4',
  'pytest-cov': '7.1.0',
  'pytest-xdist': '3.8.0',
};

const OLD_PYTHON = ['3.6', '3.7', '3.8', '3.9'];

/**
 * Requirement lines for the tools. One that the project names is asked for without a version, so that the project's
 * own words decide; the others get the versions above, unless something else of the project may bound them.
 */
export function testToolRequirements(
  tools: TestTools,
  named: ReadonlySet<string>,
  { python, isPinned }: { python: string; isPinned: boolean },
): string[] {
  const hasPytestPlugin = [...named].some((name) => /^pytest(?:-|$)|^hypothesis-|^anyio$/u.test(name));
  const isOld = OLD_PYTHON.some((version) => isWantedVersion(version, python));
  const line = (name: string, isFree: boolean): string =>
    isFree || isOld || !isPinned || named.has(name) ? name : `${name}==${VERSIONS[name]}`;
  return [
    ...(tools.pytest ? [line('pytest', hasPytestPlugin)] : []),
    ...(tools.coverage ? [line('coverage', named.has('pytest-cov'))] : []),
    ...(tools.pytestCov ? [line('pytest-cov', hasPytestPlugin || named.has('coverage'))] : []),
    ...(tools.xdist ? [line('pytest-xdist', hasPytestPlugin)] : []),
  ];
}
