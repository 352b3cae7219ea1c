import assert from 'node:assert/strict';
import { test } from 'node:test';
import { runCheck } from '@sluice/core/testing';
import { auditCheck } from '../src/checks/audit.ts';
import { lintCheck } from '../src/checks/lint.ts';
import { testCheck } from '../src/checks/test.ts';
import { typesCheck } from '../src/checks/types.ts';
import { unusedCheck } from '../src/checks/unused.ts';
import { optionsSchema } from '../src/options.ts';
import { parseCoverage } from '../src/parse/coverage-json.ts';
import { fixture } from './fixture.ts';

const { lint, types, test: tests, audit, unused } = optionsSchema.parse({});
if (lint === false || types === false || tests === false || audit === false || unused === false)
  throw new Error('all are on when nothing is said');
const checks = {
  oxlint: lintCheck(lint),
  eslint: lintCheck({ ...lint, tool: 'eslint' }),
  tsc: typesCheck(types),
  vitest: testCheck(tests),
  npm: auditCheck(audit),
  knip: unusedCheck(unused),
};

interface Row {
  readonly name: keyof typeof checks;
  readonly exitCode: number;
  readonly stdout?: string;
  readonly stderr?: string;
  readonly written?: string;
  readonly conclusion: 'success' | 'failure' | 'errored';
  /** In the reason, or in the messages of the findings. */
  readonly says?: RegExp;
  readonly findings?: number;
}

const clean = '{ "diagnostics": [], "number_of_files": 2 }';
const tests2 =
  '{"testResults":[{"name":"/a.test.ts","status":"passed","message":"","assertionResults":[{"fullName":"a","status":"passed","failureMessages":[]}]}]}';

/** The tables in the comments of src/checks, row by row. */
const rows: readonly Row[] = [
  { name: 'oxlint', exitCode: 0, stdout: clean, conclusion: 'success', findings: 0 },
  {
    name: 'oxlint',
    exitCode: 1,
    stdout: fixture('oxlint/found-1.94.0.json'),
    conclusion: 'failure',
    findings: 4,
  },
  {
    name: 'oxlint',
    exitCode: 1,
    stdout: fixture('oxlint/does-not-parse-1.94.0.json'),
    conclusion: 'failure',
    says: /Unexpected token/u,
  },
  {
    name: 'oxlint',
    exitCode: 1,
    stdout: fixture('oxlint/no-files-1.94.0.txt'),
    conclusion: 'errored',
    says: /linted no file/u,
  },
  {
    name: 'oxlint',
    exitCode: 1,
    stderr: fixture('oxlint/refused-1.94.0.txt'),
    conclusion: 'errored',
    says: /`--nosuch` is not expected/u,
  },
  {
    name: 'oxlint',
    exitCode: 1,
    stdout: clean,
    conclusion: 'errored',
    says: /ended with 1 and reported 0 errors/u,
  },
  {
    name: 'oxlint',
    exitCode: 0,
    stdout: fixture('oxlint/found-1.94.0.json'),
    conclusion: 'errored',
    says: /ended with 0 and reported 2/u,
  },
  { name: 'oxlint', exitCode: 101, stdout: clean, conclusion: 'errored', says: /ended with 101/u },
  { name: 'eslint', exitCode: 0, stdout: '[{"filePath":"/a.js","messages":[]}]', conclusion: 'success' },
  {
    name: 'eslint',
    exitCode: 1,
    stdout: fixture('eslint/found-10.15.0.json'),
    conclusion: 'failure',
    findings: 2,
  },
  {
    name: 'eslint',
    exitCode: 1,
    stdout: fixture('eslint/does-not-parse-10.15.0.json'),
    conclusion: 'failure',
    says: /Parsing error/u,
  },
  {
    name: 'eslint',
    exitCode: 2,
    stderr: fixture('eslint/no-files-10.15.0.txt'),
    conclusion: 'errored',
    says: /ended with 2: Oops/u,
  },
  { name: 'eslint', exitCode: 0, stdout: '[]', conclusion: 'errored', says: /linted no file/u },
  { name: 'tsc', exitCode: 0, stdout: 'Files:  68\n', conclusion: 'success' },
  { name: 'tsc', exitCode: 2, stdout: fixture('tsc/found-6.0.3.txt'), conclusion: 'failure', findings: 1 },
  { name: 'tsc', exitCode: 1, stdout: fixture('tsc/found-7.0.2.txt'), conclusion: 'failure', findings: 1 },
  {
    name: 'tsc',
    exitCode: 1,
    stdout: fixture('tsc/no-project-6.0.3.txt'),
    conclusion: 'errored',
    says: /TS5058/u,
  },
  {
    name: 'tsc',
    exitCode: 1,
    stdout: fixture('tsc/no-project-7.0.2.txt'),
    conclusion: 'errored',
    says: /TS5058/u,
  },
  { name: 'tsc', exitCode: 0, stdout: '', conclusion: 'errored' },
  { name: 'tsc', exitCode: 1, stdout: 'Files:  68\n', conclusion: 'errored', says: /reported 0 errors/u },
  { name: 'vitest', exitCode: 0, written: tests2, conclusion: 'success' },
  {
    name: 'vitest',
    exitCode: 1,
    written: fixture('vitest/failed-5.1.1.json'),
    conclusion: 'failure',
    says: /price is never negative: AssertionError: expected -4/u,
  },
  {
    name: 'vitest',
    exitCode: 1,
    written: fixture('vitest/not-loaded-5.1.1.json'),
    conclusion: 'errored',
    says: /broken\.test\.ts could not be loaded/u,
  },
  {
    name: 'vitest',
    exitCode: 1,
    written: fixture('vitest/no-test-5.1.1.json'),
    conclusion: 'errored',
    says: /ran no test/u,
  },
  { name: 'vitest', exitCode: 1, written: tests2, conclusion: 'errored', says: /an error beside them/u },
  { name: 'vitest', exitCode: 0, conclusion: 'errored' },
  {
    name: 'npm',
    exitCode: 1,
    stdout: fixture('npm-audit/found-by-hand.json'),
    conclusion: 'failure',
    findings: 2,
  },
  {
    name: 'npm',
    exitCode: 1,
    stdout: fixture('npm-audit/no-lock-file-11.19.1.json'),
    conclusion: 'errored',
    says: /requires an existing lockfile/u,
  },
  {
    name: 'npm',
    exitCode: 1,
    stdout: fixture('npm-audit/registry-405-11.19.1.json'),
    conclusion: 'errored',
    says: /405 Method Not Allowed/u,
  },
  { name: 'knip', exitCode: 0, stdout: '{"issues":[]}', conclusion: 'success' },
  {
    name: 'knip',
    exitCode: 1,
    stdout: fixture('knip/found-6.44.2.json'),
    conclusion: 'failure',
    says: /src\/old\.js is used by nothing/u,
  },
  {
    name: 'knip',
    exitCode: 2,
    stderr: fixture('knip/refused-6.44.2.txt'),
    conclusion: 'errored',
    says: /Unable to find/u,
  },
  { name: 'knip', exitCode: 1, stdout: '{"issues":[]}', conclusion: 'errored', says: /listed 0/u },
];

for (const { name, exitCode, stdout = '', stderr = '', written, conclusion, says, findings } of rows) {
  const words = says === undefined ? '' : `, and says ${says}`;
  test(`${name} that ends with ${exitCode} is ${conclusion}${words}`, async () => {
    const writes = written === undefined ? [] : [{ argument: '--outputFile.json', text: written }];
    const { result } = await runCheck(checks[name], {
      programs: [{ name, cases: [{ exitCode, stdout, stderr, writes }] }],
    });
    assert.equal(result.conclusion, conclusion, result.reason ?? '');
    const text = [result.reason, ...result.findings.map(({ message }) => message)].join('\n');
    if (says !== undefined) assert.match(text, says);
    if (findings !== undefined) assert.equal(result.findings.length, findings);
  });
}

test('vitest that measured no coverage is errored where there is a limit on it', async () => {
  const writes = [{ argument: '--outputFile.json', text: tests2 }];
  const { result } = await runCheck(testCheck({ ...tests, coverage: 90 }), {
    programs: [{ name: 'vitest', cases: [{ writes }] }],
  });
  assert.equal(result.conclusion, 'errored');
  assert.match(result.reason ?? '', /measured no coverage/u);
});

test('coverage is the share of lines, and none where there is no line', () => {
  assert.equal(parseCoverage(fixture('vitest/coverage-5.1.1.json')), 100);
  assert.equal(parseCoverage('{"total":{"lines":{"total":8,"pct":62.5}}}'), 62.5);
  assert.equal(parseCoverage('{"total":{"lines":{"total":0,"pct":100}}}'), undefined);
  assert.equal(parseCoverage('{"total":{"lines":{"total":0,"pct":"Unknown"}}}'), undefined);
  assert.equal(parseCoverage(''), undefined);
});
