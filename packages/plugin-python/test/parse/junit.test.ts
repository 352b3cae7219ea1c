import { describe, expect, it } from 'vitest';
import { failureLocations } from '../../src/parse/junit-location.ts';
import { nodeId, parseJunit, type JunitReport } from '../../src/parse/junit.ts';
import { parseLastFailed } from '../../src/parse/last-failed.ts';
import { countTests, testResults } from '../../src/pytest/test-results.ts';
import { fixture, fixturesIn } from '../fixture.ts';

const folders = { cwd: '/srv/shop', rootDir: '/srv/shop' };

function read(path: string): JunitReport {
  const report = parseJunit(fixture(path));
  if ('problem' in report) throw new Error(report.problem);
  return report;
}

/** Where each failed test failed, by the last part of its id. */
function places(path: string): Record<string, string> {
  const failed = testResults(read(path)).filter((result) => result.state === 'failed');
  return Object.fromEntries(
    failed.map((result) => {
      const [first] = failureLocations(result.problems[0]!, result, folders);
      return [result.id.split('::').at(-1)!, `${first?.path}:${first?.line}`];
    }),
  );
}

const OUTCOMES = fixturesIn('pytest/outcomes', /\.xml$/u);

describe.each(OUTCOMES)('the report %s', (name) => {
  it('counts every test once, whatever its tear-down and its subtests add', () => {
    expect(countTests(testResults(read(`pytest/outcomes/${name}`)))).toEqual({
      tests: 19,
      passed: 3,
      failed: 14,
      skipped: 1,
      xfailed: 1,
      flaky: 0,
    });
  });

  it('names each failed test as pytest itself does', () => {
    const ids = testResults(read(`pytest/outcomes/${name}`))
      .filter(({ state }) => state === 'failed')
      .map(({ id }) => id);
    const known = parseLastFailed(
      fixture(`pytest/outcomes/${name.replace('junit', 'lastfailed').replace('.xml', '.json')}`),
    );
    // pytest 9 does not list a test of which only a subtest failed, which is why the list of a retry is written here.
    expect(ids.filter((id) => !id.endsWith('::test_sub')).sort()).toEqual(
      known?.filter((id) => !id.endsWith('::test_sub')).toSorted(),
    );
    expect(ids).toContain('tests/test_orders.py::TestClass::TestInner::test_deep');
    expect(ids).toContain('tests/test_orders.py::test_param[a::b[x]]');
  });

  it('finds the line of the test that failed', () => {
    expect(places(`pytest/outcomes/${name}`)).toMatchObject({
      'test_param[2]': 'tests/test_orders.py:10',
      test_method: 'tests/test_orders.py:15',
      test_deep: 'tests/test_orders.py:19',
      test_unit: 'tests/test_orders.py:23',
      test_sub: 'tests/test_orders.py:26',
      test_raises: 'tests/test_orders.py:29',
      test_setup: 'tests/test_orders.py:33',
      test_teardown: 'tests/test_orders.py:40',
      test_xpass_strict: 'tests/test_orders.py:52',
      test_chained: 'tests/test_orders.py:62',
      test_prints: 'tests/test_orders.py:69',
    });
  });
});

describe('a traceback', () => {
  it.each(['long', 'short', 'native'])('of style %s gives the line of the assertion', (style) => {
    expect(places(`pytest/traceback-styles/${style}.pytest-9.2.0.xml`)).toMatchObject({
      test_method: 'tests/test_orders.py:15',
      test_deep: 'tests/test_orders.py:19',
      test_raises: 'tests/test_orders.py:29',
    });
  });

  it.each(['no', 'line'])('that is not there (style %s) leaves the line of the definition', (style) => {
    expect(places(`pytest/traceback-styles/${style}.pytest-9.2.0.xml`)).toMatchObject({
      test_method: 'tests/test_orders.py:13',
    });
  });

  it('that ends in another file of the project keeps both places', () => {
    const deep = testResults(read('pytest/outcomes/junit.pytest-9.2.0.xml')).find(({ id }) =>
      id.endsWith('test_deep'),
    )!;
    expect(failureLocations(deep.problems[0]!, deep, folders)).toEqual([
      { path: 'tests/test_orders.py', line: 19 },
      { path: 'helpers.py', line: 2 },
    ]);
  });

  it('of a root folder above the config still gives paths relative to the config', () => {
    const test = { file: 'shop/tests/test_orders.py', line: 12 };
    const text = 'tests/test_orders.py:15: AssertionError';
    expect(failureLocations({ text }, test, { cwd: '/srv/shop', rootDir: '/srv' })).toEqual([
      { path: 'tests/test_orders.py', line: 15 },
    ]);
  });

  it('outside of the project gives no place', () => {
    expect(failureLocations({ text: '../other/x.py:3: E' }, {}, folders)).toEqual([]);
    expect(failureLocations({ text: '/usr/lib/python3/site-packages/x.py:3: E' }, {}, folders)).toEqual([]);
  });
});

describe('files that could not be collected', () => {
  it.each(fixturesIn('pytest/collection-errors', /\.xml$/u))(
    'are findings with file and line in %s',
    (name) => {
      const results = testResults(read(`pytest/collection-errors/${name}`));
      expect(results.map(({ id, isFile }) => [id, isFile])).toEqual([
        ['bad/test_import.py', true],
        ['bad/test_raises.py', true],
        ['bad/test_syntax.py', true],
      ]);
      expect(places(`pytest/collection-errors/${name}`)).toEqual({
        'bad/test_import.py': 'bad/test_import.py:1',
        'bad/test_raises.py': 'bad/test_raises.py:2',
        'bad/test_syntax.py': 'bad/test_syntax.py:1',
      });
    },
  );
});

describe('doctests', () => {
  it('are named and placed, in modules and in texts', () => {
    expect(testResults(read('pytest/doctest/junit.pytest-9.2.0.xml')).map(({ id }) => id)).toEqual([
      'src/shop/mod.py::shop.mod',
      'src/shop/mod.py::shop.mod.f',
      'README.rst::README.rst',
    ]);
    expect(places('pytest/doctest/junit.pytest-9.2.0.xml')).toEqual({
      'shop.mod': 'src/shop/mod.py:2',
      'shop.mod.f': 'src/shop/mod.py:7',
      'README.rst': 'README.rst:3',
    });
  });
});

describe('a report that is none', () => {
  it('is refused when it was cut short, at every place', () => {
    const text = fixture('pytest/outcomes/junit.pytest-9.2.0.xml');
    for (let length = 0; length < text.length; length += 97)
      expect(parseJunit(text.slice(0, length))).toHaveProperty('problem');
  });

  it.each(['', 'no tests ran', '<html></html>', '{"tests": 3}'])('is refused: %j', (text) => {
    expect(parseJunit(text)).toHaveProperty('problem');
  });

  it('passes over the nameless entry that a session leaves which a test ended', () => {
    expect(read('pytest/exit-in-the-middle/junit.pytest-9.2.0.xml').cases.map(nodeId)).toEqual([
      'early/test_early.py::test_a',
    ]);
  });
});

describe('the id of a test that is written elsewhere', () => {
  const caseOf = (className: string): string =>
    nodeId({ className, name: 'test_a', file: 'tests/base.py', line: 3, durationMs: 1, problems: [] });

  it('is that of the class that inherits it, so that two heirs are two tests', () => {
    expect(caseOf('tests.test_timed.TestTimed')).toBe('tests/test_timed.py::TestTimed::test_a');
    expect(caseOf('tests.test_url.TestUrl.TestInner')).toBe('tests/test_url.py::TestUrl::TestInner::test_a');
    expect(caseOf('tests.base.TestBase')).toBe('tests/base.py::TestBase::test_a');
  });

  it('is that of the file that imports it', () => {
    expect(caseOf('tests.test_other')).toBe('tests/test_other.py::test_a');
  });
});
