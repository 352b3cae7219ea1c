import { describe, expect, it } from 'vitest';
import { junitFacts } from '../../src/plugin/junit-facts.ts';

const subject = { name: 'unit', cwd: '/repo/web', root: '/repo' };

describe('JUnit dialects', () => {
  it('pytest: places, skipped tests and errors are told apart', () => {
    const facts = junitFacts(
      `<?xml version="1.0" encoding="utf-8"?><testsuites name="pytest tests"><testsuite name="pytest" errors="1" failures="1" skipped="1" tests="4">
        <testcase classname="tests.test_a" name="test_ok" file="tests/test_a.py" line="3" time="0.1"/>
        <testcase classname="tests.test_a" name="test_bad[x&lt;y]" file="tests/test_a.py" line="7"><failure message="assert 1 == 2">def test_bad():
&gt; assert</failure></testcase>
        <testcase classname="tests.test_a" name="test_skip"><skipped message="no"/></testcase>
        <testcase classname="" name="tests.test_b"><error message="collection failure">ImportError</error></testcase>
      </testsuite></testsuites>`,
      subject,
    );
    expect(facts).toMatchObject({
      findings: [
        {
          ruleId: 'repo/unit/failed',
          region: 'tests.test_a::test_bad[x<y]',
          message: 'tests.test_a::test_bad[x<y]: assert 1 == 2',
          location: { path: 'web/tests/test_a.py', line: 7 },
        },
        {
          ruleId: 'repo/unit/error',
          region: 'pytest::tests.test_b',
          message: 'pytest::tests.test_b: collection failure',
        },
      ],
      metrics: { tests: 4, failed: 2, skipped: 1 },
      scope: { seen: 3, detail: ['1 skipped'] },
      summary: '4 tests, 2 failed, 1 skipped',
    });
  });

  it('jest and vitest: nested suites with a count at every level', () => {
    const facts = junitFacts(
      `<testsuites tests="2" failures="1" errors="0"><testsuite name="a.test.ts" tests="2" failures="1"><testsuite name="inner" tests="1" failures="1">
        <testcase name="b"><failure><![CDATA[
          Error: expected <1>
            at x]]></failure></testcase></testsuite><testcase name="c"/></testsuite></testsuites>`,
      subject,
    );
    expect(facts).toMatchObject({
      findings: [{ message: 'inner::b: Error: expected <1>' }],
      metrics: { tests: 2, failed: 1 },
    });
  });

  it('go and gradle: one suite as the root, several suites, and a suite that could not be loaded', () => {
    expect(
      junitFacts('<testsuite><testcase classname="pkg" name="TestA"/></testsuite>', subject),
    ).toMatchObject({ findings: [] });
    const facts = junitFacts(
      `<testsuites><testsuite name="one" failures="0" file="src/one.js"><testcase name="a"/></testsuite>
       <testsuite name="two" errors="1" file="/repo/src/two.js"><error type="SyntaxError"/></testsuite></testsuites>`,
      subject,
    );
    expect(facts).toMatchObject({
      findings: [
        { ruleId: 'repo/unit/error', message: 'two: SyntaxError', location: { path: 'src/two.js' } },
      ],
    });
  });

  it('surefire: a test that passed on a rerun is no finding', () => {
    const xml =
      '<testsuite failures="0"><testcase name="a"><flakyFailure message="first time"/></testcase></testsuite>';
    expect(junitFacts(xml, subject)).toMatchObject({ findings: [] });
  });

  it('a file outside the repository gives no place', () => {
    const xml =
      '<testsuite><testcase name="a" file="/usr/lib/x.py" line="3"><failure/></testcase></testsuite>';
    const facts = junitFacts(xml, subject);
    expect('findings' in facts && facts.findings[0]).not.toHaveProperty('location');
  });

  it('a long message is cut', () => {
    const xml = `<testsuite><testcase name="a"><failure message="${'x'.repeat(10_000)}"/></testcase></testsuite>`;
    const facts = junitFacts(xml, subject);
    expect('findings' in facts && (facts.findings[0]?.message.length ?? 0)).toBeLessThan(2100);
  });
});
