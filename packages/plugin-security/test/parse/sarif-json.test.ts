import { describe, expect, it } from 'vitest';
import { readSarifReport } from '../../src/parse/sarif-json.ts';

const location = (uri: string, snippet?: string): object => ({
  physicalLocation: {
    artifactLocation: { uri },
    region: { startLine: 4, ...(snippet === undefined ? {} : { snippet: { text: snippet } }) },
  },
});
const log = (results: unknown, run: object = {}, name = 'CodeQL'): string =>
  JSON.stringify({ version: '2.1.0', runs: [{ tool: { driver: { name, rules: [] } }, results, ...run }] });
const result = (fields: object = {}): object => ({
  ruleId: 'py/sql-injection',
  level: 'error',
  message: { text: 'SQL from user input' },
  locations: [location('src/a%20b.py', 'run(sql)')],
  ...fields,
});

describe('a SARIF report', () => {
  it('gives findings under the name of the tool that made them', () => {
    expect(readSarifReport(log([result()]))).toMatchObject({
      tool: 'sarif',
      read: 1,
      status: 'complete',
      scope: { unit: 'runs', seen: 1, detail: ['codeql'] },
      findings: [
        {
          ruleId: 'codeql/py/sql-injection',
          tool: 'codeql',
          kind: 'code',
          severity: 'high',
          location: { path: 'src/a b.py', line: 4 },
          region: 'run(sql)',
        },
      ],
    });
  });

  it('counts results that are no failure among its records alone', () => {
    expect(readSarifReport(log([result(), result({ kind: 'pass' })]))).toMatchObject({
      read: 2,
      findings: [{}],
    });
  });

  it('keeps places in other folders, on any system, and what has no place', () => {
    const uris = [
      'file:///C:/code/file1.c',
      '/repo/src/a.py',
      'file:///repo/src/b.py',
      'https://example.org/x',
    ];
    const results = [...uris.map((uri) => result({ locations: [location(uri)] })), result({ locations: [] })];
    const { findings } = readSarifReport(log(results), { cwd: '/repo' });
    expect(findings.map((finding) => finding.location?.path)).toEqual([
      'C:/code/file1.c',
      'src/a.py',
      'src/b.py',
      undefined,
      undefined,
    ]);
  });

  it('of a scan that failed keeps what it found, and is no evidence', () => {
    const invocations = [{ executionSuccessful: false, exitCodeDescription: 'out of memory' }];
    expect(readSarifReport(log([result()], { invocations }))).toMatchObject({
      status: 'failed',
      code: 'scan-failed',
      reason: 'says that the scan did not succeed: out of memory',
      read: 1,
      findings: [{ ruleId: 'codeql/py/sql-injection' }],
    });
  });

  it('with a result that is none is partial', () => {
    expect(readSarifReport(log([result(), null]))).toMatchObject({
      status: 'partial',
      read: 2,
      findings: [{}],
    });
  });

  it('masks the password in rules about passwords, wherever they say it', () => {
    const rules = [{ id: 'py/hardcoded', properties: { tags: ['external/cwe/cwe-798'] } }];
    const found = result({
      ruleId: 'py/hardcoded',
      message: { text: "Hard-coded credential 'hunter2-hunter2'" },
      locations: [location('a.py', 'password = "hunter2-hunter2"')],
    });
    const text = JSON.stringify(
      readSarifReport(log([found], { tool: { driver: { name: 'CodeQL', rules } } })),
    );
    expect(text).not.toContain('hunter2');
    expect(text).toContain('password = ');
  });

  it.each([
    ['no run', '{"version":"2.1.0","runs":[]}', 'nothing-scanned', /holds no run/u],
    ['a run without results', log(undefined), 'nothing-scanned', /without results/u],
    ['another version', '{"version":"1.0.0","runs":[]}', 'wrong-tool', /no report of SARIF/u],
    ['another format', '{"results":[],"metrics":{}}', 'wrong-tool', /is a report of Bandit/u],
  ])('with %s is refused', (_, text, code, reason) => {
    expect(readSarifReport(text)).toMatchObject({
      status: 'failed',
      code,
      reason: expect.stringMatching(reason),
    });
  });

  it('cannot be made to take gigabytes by a message of places for arguments', () => {
    const message = { text: '{0}'.repeat(100_000), arguments: ['x'.repeat(1_000_000)] };
    expect(readSarifReport(log([result({ message })])).findings[0]?.message.length).toBeLessThan(400);
  });
});
