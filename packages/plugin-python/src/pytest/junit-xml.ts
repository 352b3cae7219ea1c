import type { TestResult } from './test-results.ts';

/** The results of all attempts as one JUnit report, for whoever reads such files. */
export function junitXml(results: readonly TestResult[]): string {
  const count = (state: TestResult['state']): number =>
    results.filter((result) => result.state === state).length;
  const failed = results.filter((result) => result.state === 'failed');
  const errors = failed.filter((result) =>
    result.problems.every((problem) => problem.kind === 'error'),
  ).length;
  const head = attributes({
    name: 'pytest',
    tests: results.length,
    failures: failed.length - errors,
    errors,
    skipped: count('skipped') + count('xfailed'),
    time: results.reduce((sum, result) => sum + result.durationMs, 0) / 1000,
  });
  return `<?xml version="1.0" encoding="utf-8"?>\n<testsuites>\n<testsuite${head}>\n${results.map(testCase).join('')}</testsuite>\n</testsuites>\n`;
}

function testCase(result: TestResult): string {
  const [className, ...name] = result.id.split('::');
  const head = attributes({
    classname: className ?? '',
    name: name.join('::') || result.id,
    file: result.file,
    line: result.line,
    time: result.durationMs / 1000,
  });
  const problems = result.problems.map((one) => element(one.kind, one.message, one.text));
  // The convention of Maven's Surefire for a test that failed and then passed.
  const flaky = (result.passedOn === undefined ? [] : (result.earlier ?? [])).map((one) =>
    element('flakyFailure', one.message, one.text),
  );
  const skipped =
    result.state === 'skipped' || result.state === 'xfailed'
      ? [`<skipped${attributes({ message: result.reason })}/>\n`]
      : [];
  return `<testcase${head}>${[...problems, ...flaky, ...skipped].join('')}</testcase>\n`;
}

function element(name: string, message: string, text: string): string {
  return `<${name}${attributes({ message })}>${escape(text)}</${name}>\n`;
}

function attributes(pairs: Readonly<Record<string, string | number | undefined>>): string {
  return Object.entries(pairs)
    .filter(([, value]) => value !== undefined)
    .map(
      ([name, value]) =>
        ` ${name}="${escape(String(value)).replaceAll('"', '&quot;').replaceAll('\n', '&#10;')}"`,
    )
    .join('');
}

function escape(text: string): string {
  // oxlint-disable-next-line no-control-regex -- XML 1.0 cannot hold these at all
  const allowed = text.replace(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/gu, '');
  return allowed.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
