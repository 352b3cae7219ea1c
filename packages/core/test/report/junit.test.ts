import { SaxesParser } from 'saxes';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { junit } from '../../src/report/junit.ts';
import type { RunReport } from '../../src/model/report.ts';
import { finding, objection, report, result } from './builders.ts';
import { hostileReport } from './hostile.ts';

interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
}

/** Every element of a document, in order; throws where it is not well-formed XML. */
function elementsOf(xml: string): readonly Element[] {
  const elements: Element[] = [];
  const parser = new SaxesParser();
  parser.on('error', (error) => {
    throw error;
  });
  parser.on(
    'opentag',
    ({ name, attributes }) => void elements.push({ name, attributes: attributes as Record<string, string> }),
  );
  parser.write(xml).close();
  return elements;
}

const named = (xml: string, name: string): readonly Element['attributes'][] =>
  elementsOf(xml)
    .filter((element) => element.name === name)
    .map(({ attributes }) => attributes);

describe('a run as JUnit', () => {
  test('has one suite a check, with failures for findings that count', () => {
    const findings = [
      finding(),
      finding({ suppression: { kind: 'waiver', reason: 'accepted for now' } }),
      finding({ state: 'existing' }),
    ];
    const results = [result('python/black'), result('python/ruff', { conclusion: 'failure', findings })];
    const xml = junit(report({ results }));
    expect(named(xml, 'testsuite')).toMatchObject([
      { name: 'python/black', tests: '1', failures: '0', errors: '0' },
      { name: 'python/ruff', tests: '1', failures: '1', errors: '0' },
    ]);
    expect(named(xml, 'failure')).toMatchObject([{ type: 'ruff/F401', message: '`os` imported but unused' }]);
    expect(named(xml, 'testcase')[1]).toMatchObject({
      name: 'ruff/F401 src/app.py:3',
      file: 'src/app.py',
      line: '3',
    });
  });

  test.each(['errored', 'timed_out', 'cancelled'] as const)(
    'has an error for a check that %s',
    (conclusion) => {
      const xml = junit(report({ results: [result('python/ruff', { conclusion, reason: 'no output' })] }));
      expect(named(xml, 'testsuites')).toMatchObject([{ tests: '1', failures: '0', errors: '1' }]);
    },
  );

  test('has a failure for a limit without findings', () => {
    const limits = [
      {
        rule: 'python/coverage',
        measured: 29.996,
        limit: 30,
        bound: 'min',
        isBroken: true,
        objection: 'block',
      },
    ] as const;
    const xml = junit(report({ results: [result('python/pytest', { conclusion: 'failure', limits })] }));
    expect(named(xml, 'failure')).toHaveLength(1);
    expect(xml).toContain('python/coverage 29.99, at least 30');
  });

  test('says skipped of what did not run, and nothing of what is waived', () => {
    const results = [
      result('docker/build', { conclusion: 'skipped', skip: 'not-affected' }),
      result('python/ruff', {
        conclusion: 'failure',
        findings: [finding()],
        waiver: { reason: 'known and accepted', owner: '@ops', expires: '2026-12-01' },
      }),
    ];
    expect(named(junit(report({ results })), 'testsuites')).toMatchObject([
      { tests: '2', failures: '0', skipped: '1' },
    ]);
  });

  const verdict: RunReport['verdict'] = {
    level: 'block',
    objections: [objection({ rule: 'security/max-high', message: '16 of 15' })],
  };
  test('is never all green for a run that is blocked', () => {
    const blocked = [
      report({ results: [result('python/ruff')], verdict }),
      report({ results: [], verdict }),
      report({
        results: [result('python/ruff')],
        verdict: { level: 'block', objections: [objection({ checkId: 'python/ruff' })] },
      }),
      report({ end: 'crashed', verdict: { level: 'block', objections: [] } }),
      report({
        end: 'problems',
        problems: [{ code: 'USAGE', message: 'm', hint: 'h' }],
        verdict: { level: 'block', objections: [] },
      }),
    ];
    for (const one of blocked) {
      const [total] = named(junit(one), 'testsuites');
      expect(Number(total?.['failures']) + Number(total?.['errors'])).toBeGreaterThan(0);
    }
  });

  test('is well-formed XML whatever its texts hold, and its counts are those of its elements', () => {
    fc.assert(
      fc.property(hostileReport, (hostile) => {
        const xml = junit(hostile);
        const count = (name: string): number => named(xml, name).length;
        expect(named(xml, 'testsuites')[0]).toMatchObject({
          tests: String(count('testcase')),
          failures: String(count('failure')),
          errors: String(count('error')),
          skipped: String(count('skipped')),
        });
      }),
    );
  });
});
