import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FindingInput } from '../../src/model/finding.ts';
import { sarifFacts } from '../../src/plugin/sarif-facts.ts';

const subject = { name: 'scan', cwd: '/repo/web', root: '/repo' };
const read = (value: unknown) => sarifFacts(JSON.stringify(value), subject);
const log = (run: object, rules: readonly object[] = []) => ({
  version: '2.1.0',
  runs: [{ tool: { driver: { name: 'Semgrep OSS', rules } }, results: [], ...run }],
});
function one(
  result: object,
  { rules = [], run = {} }: { rules?: readonly object[]; run?: object } = {},
): FindingInput | undefined {
  const facts = read(log({ ...run, results: [{ message: { text: 'm' }, ...result }] }, rules));
  if ('fault' in facts) throw new Error(facts.fault);
  return facts.findings[0];
}

describe('a SARIF result', () => {
  it('is a finding with its place, rule and help', () => {
    const finding = one(
      {
        ruleId: 'py.sqli',
        level: 'error',
        message: { text: 'SQL from {0}', arguments: ['user input'] },
        locations: [
          {
            physicalLocation: {
              artifactLocation: { uri: 'src/a%20b.py' },
              region: {
                startLine: 4,
                startColumn: 2,
                endLine: 4,
                endColumn: 9,
                snippet: { text: 'run(sql)' },
              },
            },
          },
          { physicalLocation: { artifactLocation: { uri: 'src/c.py' } } },
        ],
      },
      {
        rules: [
          {
            id: 'py.sqli',
            helpUri: 'https://example.org/sqli',
            properties: { tags: ['external/cwe/cwe-089', 'CWE-89: x', 'security'] },
          },
        ],
      },
    );
    expect(finding).toEqual({
      ruleId: 'semgrep-oss/py.sqli',
      tool: 'semgrep-oss',
      kind: 'code',
      severity: 'high',
      raw: 'error',
      message: 'SQL from user input',
      location: { path: 'web/src/a b.py', line: 4, column: 2, endLine: 4, endColumn: 9 },
      locations: [
        { path: 'web/src/a b.py', line: 4, column: 2, endLine: 4, endColumn: 9 },
        { path: 'web/src/c.py' },
      ],
      region: 'run(sql)',
      helpUrl: 'https://example.org/sqli',
      cwe: ['CWE-89'],
    });
  });

  it.each([
    ['error', 'high'],
    ['warning', 'medium'],
    ['note', 'low'],
    ['none', 'info'],
    ['catastrophe', 'unknown'],
  ])('of level %s is %s', (level, severity) => {
    expect(one({ level })?.severity).toBe(severity);
  });

  it.each([
    [9.8, 'critical'],
    ['9.0', 'critical'],
    [7, 'high'],
    ['4.0', 'medium'],
    [0.1, 'low'],
    [0, 'info'],
  ])('with a score of %s is %s, whatever its level', (score, severity) => {
    const rules = [{ id: 'r', properties: { 'security-severity': score } }];
    expect(one({ ruleId: 'r', level: 'note' }, { rules })).toMatchObject({
      severity,
      raw: `security-severity ${Number(score)}`,
    });
  });

  it('without a level has that of its rule, else a warning', () => {
    const rules = [{ id: 'other' }, { id: 'r', defaultConfiguration: { level: 'error' } }];
    expect(one({ ruleId: 'r' }, { rules })?.severity).toBe('high');
    expect(one({ ruleIndex: 1 }, { rules })).toMatchObject({ ruleId: 'semgrep-oss/r', severity: 'high' });
    expect(one({ ruleId: 'r/case' }, { rules })?.severity).toBe('high');
    expect(one({ ruleId: 'other' }, { rules })?.severity).toBe('medium');
  });

  it('takes its rule from an extension, and its message from the rule', () => {
    const run = {
      tool: {
        driver: { name: 'CodeQL' },
        extensions: [
          { name: 'py', rules: [{ id: 'py/x', messageStrings: { default: { text: 'found {0}' } } }] },
        ],
      },
    };
    const result = {
      rule: { id: 'py/x', index: 0, toolComponent: { index: 0 } },
      message: { id: 'default', arguments: ['it'] },
    };
    expect(one(result, { run })).toMatchObject({ ruleId: 'codeql/py/x', message: 'found it' });
  });

  it.each([['pass'], ['notApplicable']])('of kind %s is none', (kind) => {
    expect(one({ kind })).toBeUndefined();
  });

  it('that is gone since the baseline is none', () => {
    expect(one({ baselineState: 'absent' })).toBeUndefined();
  });

  it('that the source suppresses stays visible and says why; one under review counts', () => {
    expect(
      one({ suppressions: [{ kind: 'inSource', justification: 'checked by hand' }] })?.suppression,
    ).toEqual({
      kind: 'in-source',
      reason: 'checked by hand',
    });
    expect(one({ suppressions: [{ kind: 'external', status: 'underReview' }] })).not.toHaveProperty(
      'suppression',
    );
    expect(one({ suppressions: [] })).not.toHaveProperty('suppression');
  });

  it.each([
    ['file:///repo/src/a%20b.py', undefined, 'src/a b.py'],
    ['src/a.py', 'file:///repo/', 'src/a.py'],
    ['file:///etc/passwd', undefined, undefined],
    ['../../outside.py', undefined, undefined],
    ['https://example.org/a.py', undefined, undefined],
    ['file://%zz', undefined, undefined],
  ])('at %s (base %s) lies at %s', (uri, base, path) => {
    const run = base === undefined ? {} : { originalUriBaseIds: { ROOT: { uri: base } } };
    const artifactLocation = base === undefined ? { uri } : { uri, uriBaseId: 'ROOT' };
    expect(one({ locations: [{ physicalLocation: { artifactLocation } }] }, { run })?.location?.path).toBe(
      path,
    );
  });
});

describe('a SARIF log', () => {
  it('of as many rules as results is read in one go over each', () => {
    const many = Array.from({ length: 20_000 }, (_, index) => `R${index}`);
    const rules = many.map((id) => ({ id, defaultConfiguration: { level: 'error' } }));
    const results = many.map((id) => ({ ruleId: `${id}/case`, message: { text: 'm' } }));
    const facts = read(log({ results }, rules));
    expect('findings' in facts && facts.findings.every(({ severity }) => severity === 'high')).toBe(true);
  });

  it('that calls a level by a name that every object has is of unknown severity', () => {
    for (const level of ['constructor', '__proto__', 'toString'])
      expect(one({ level })).toMatchObject({ severity: 'unknown', raw: level });
  });

  it('with no result at all is a clean scan', () => {
    expect(read(log({}))).toEqual({ findings: [], metrics: { results: 0 }, summary: '0 results' });
    expect(sarifFacts(`\uFEFF${JSON.stringify(log({}))}`, subject)).toMatchObject({ findings: [] });
  });

  it.each([
    ['is not JSON', '{"version":', /is not JSON/u],
    ['is no object', '[]', /no runs/u],
    ['has no runs', '{"version":"2.1.0"}', /no runs/u],
    ['is of another version', '{"version":"1.0.0","runs":[]}', /SARIF 1\.0\.0, not 2\.1/u],
    ['holds no run', '{"version":"2.1.0","runs":[]}', /nothing was scanned/u],
    ['has a run without results', '{"version":"2.1.0","runs":[{}]}', /without results: nothing was scanned/u],
    ['has a run that is null', '{"version":"2.1.0","runs":[null]}', /no object/u],
    [
      'has a result that is null',
      '{"version":"2.1.0","runs":[{"results":[null]}]}',
      /result that is no object/u,
    ],
  ])('that %s is no evidence', (_, text, fault) => {
    expect(sarifFacts(text, subject)).toEqual({ fault: expect.stringMatching(fault) });
  });

  it('of a scan that did not succeed is no evidence, and says why', () => {
    const invocations = [
      { executionSuccessful: false, toolExecutionNotifications: [{ message: { text: 'out of memory' } }] },
    ];
    expect(read(log({ invocations }))).toEqual({
      fault: 'says that the scan did not succeed: out of memory',
    });
  });

  it('of any content is read without a throw', () => {
    fc.assert(
      fc.property(fc.array(fc.jsonValue()), fc.jsonValue(), (results, tool) => {
        const facts = sarifFacts(JSON.stringify({ version: '2.1.0', runs: [{ tool, results }] }), subject);
        expect(
          'fault' in facts || facts.findings.every(({ ruleId, message }) => ruleId !== '' && message !== ''),
        ).toBe(true);
      }),
    );
  });
});
