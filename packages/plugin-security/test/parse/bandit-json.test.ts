import { describe, expect, it } from 'vitest';
import { readBanditReport } from '../../src/parse/bandit-json.ts';

const result = (fields: object = {}): object => ({
  code: '6     def pack(self, name):\n7         run("tar " + name, shell=True)\n8         return 1\n',
  col_offset: 8,
  end_col_offset: 38,
  filename: './app/shell.py',
  issue_confidence: 'HIGH',
  issue_cwe: { id: 78, link: 'https://cwe.mitre.org/data/definitions/78.html' },
  issue_severity: 'HIGH',
  issue_text: 'subprocess call with shell=True identified, security issue.',
  line_number: 7,
  line_range: [7],
  more_info: 'https://bandit.readthedocs.io/en/1.9.4/plugins/b602.html',
  test_id: 'B602',
  test_name: 'subprocess_popen_with_shell_equals_true',
  ...fields,
});
const report = (results: readonly unknown[], rest: object = {}): string =>
  JSON.stringify({ errors: [], metrics: { _totals: {}, './app/shell.py': {} }, results, ...rest });

describe('a result of Bandit', () => {
  it('is a finding with its place, its words and the flagged lines alone', () => {
    expect(readBanditReport(report([result()]))).toEqual({
      tool: 'bandit',
      read: 1,
      status: 'complete',
      missed: [],
      scope: { unit: 'files', seen: 1, missed: 0, detail: [] },
      findings: [
        {
          ruleId: 'bandit/B602',
          tool: 'bandit',
          kind: 'code',
          severity: 'high',
          raw: 'HIGH',
          confidence: 'HIGH',
          message: 'subprocess call with shell=True identified, security issue.',
          location: { path: 'app/shell.py', line: 7, column: 9, endLine: 7, endColumn: 39 },
          region: 'run("tar " + name, shell=True)',
          cwe: ['CWE-78'],
          helpUrl: 'https://bandit.readthedocs.io/en/1.9.4/plugins/b602.html',
        },
      ],
    });
  });

  it('of an old version has no CWE and no end', () => {
    const old = result({ issue_cwe: undefined, end_col_offset: undefined, more_info: undefined });
    const [finding] = readBanditReport(report([old])).findings;
    expect(finding).not.toHaveProperty('cwe');
    expect(finding?.location).toEqual({ path: 'app/shell.py', line: 7, column: 9, endLine: 7 });
  });

  it.each([
    ['UNDEFINED', 'unknown'],
    ['constructor', 'unknown'],
    ['LOW', 'low'],
    ['MEDIUM', 'medium'],
  ])('of severity %s is %s', (word, severity) => {
    expect(readBanditReport(report([result({ issue_severity: word })])).findings[0]).toMatchObject({
      severity,
    });
  });

  it.each([
    ['B105', 'Possible hardcoded password: '],
    ['B106', 'Possible hardcoded password: '],
    ['B107', 'Possible hardcoded password: '],
  ])('of %s lets no literal through, and tells it to whoever masks', (rule, words) => {
    const literal = 'correct-horse-7';
    const told: string[] = [];
    const { findings } = readBanditReport(
      report([
        result({ test_id: rule, issue_text: `${words}'${literal}'`, code: `7 password = "${literal}"\n` }),
        result({ code: `7 login(password="${literal}", shell=True)\n` }),
      ]),
      { secret: (value) => told.push(value) },
    );
    expect(JSON.stringify(findings)).not.toContain(literal);
    expect(findings.map(({ region }) => region)).toEqual([
      'password = "***"',
      'login(password="***", shell=True)',
    ]);
    expect(told).toEqual([literal]);
  });

  it('of a password keeps ordinary words to itself, which would mask every other text', () => {
    const told: string[] = [];
    const text = "Possible hardcoded password: 'bearer'";
    readBanditReport(report([result({ test_id: 'B105', issue_text: text })]), {
      secret: (value) => told.push(value),
    });
    expect(told).toEqual([]);
  });
});

describe('a report of Bandit', () => {
  it('with a file that does not parse is partial, keeps its findings and names the file', () => {
    const errors = [{ filename: './app/broken.py', reason: 'syntax error while parsing AST from file' }];
    const metrics = { _totals: {}, './app/shell.py': {}, './app/broken.py': {} };
    expect(readBanditReport(report([result()], { errors, metrics }))).toMatchObject({
      status: 'partial',
      code: 'incomplete',
      reason: '1 of 2 files not scanned: app/broken.py (syntax error while parsing AST from file)',
      read: 1,
      scope: { seen: 1, missed: 1 },
    });
  });

  it('of files none of which parses has scanned nothing', () => {
    const errors = [{ filename: 'a.py', reason: 'syntax error' }];
    expect(readBanditReport(report([], { errors, metrics: { _totals: {}, 'a.py': {} } }))).toMatchObject({
      status: 'failed',
      code: 'nothing-scanned',
      reason: 'no files were scanned: 1 file not scanned: a.py (syntax error)',
    });
  });

  it('on no file at all has scanned nothing, although Bandit exits 0', () => {
    expect(readBanditReport(report([], { metrics: { _totals: {} } }))).toMatchObject({
      code: 'nothing-scanned',
    });
  });

  it('says how many lines are marked', () => {
    const metrics = { _totals: { nosec: 3, skipped_tests: 1 }, 'a.py': {} };
    expect(readBanditReport(report([], { metrics })).scope.detail).toEqual([
      '3 marked `# nosec`',
      '1 marked `# nosec` for one rule',
    ]);
  });

  it('counts results that it cannot read as missed', () => {
    expect(readBanditReport(report([result(), null, { test_id: 'B101' }]))).toMatchObject({
      read: 3,
      status: 'partial',
      findings: [{ ruleId: 'bandit/B602' }],
    });
  });

  it('has paths relative to the folder that it is read for', () => {
    const read = readBanditReport(report([result({ filename: '/repo/app/shell.py' })]), { cwd: '/repo' });
    expect(read.findings[0]?.location?.path).toBe('app/shell.py');
  });

  it.each([
    ['null', 'null', 'wrong-tool', /is no report of Bandit/u],
    ['a list', '[]', 'wrong-tool', /is no report of Bandit/u],
    ['of Trivy', '{"SchemaVersion":2,"Results":[]}', 'wrong-tool', /is a report of Trivy, not of Bandit/u],
    ['of Semgrep', '{"results":[],"paths":{},"errors":[]}', 'wrong-tool', /is a report of Semgrep/u],
    ['empty', '', 'empty', /is empty/u],
  ])('that is %s is refused', (_, text, code, reason) => {
    expect(readBanditReport(text)).toMatchObject({
      status: 'failed',
      code,
      read: 0,
      findings: [],
      reason: expect.stringMatching(reason),
    });
  });
});
