import { describe, expect, it } from 'vitest';
import { readGitleaksReport } from '../../src/parse/gitleaks-json.ts';
import { EXAMPLE_KEY, PLANTED_TOKEN } from '../fixture.ts';

const TOKEN = PLANTED_TOKEN;
const EXAMPLE = EXAMPLE_KEY;

const leak = (fields: object = {}): object => ({
  RuleID: 'github-pat',
  Description: 'Uncovered a GitHub Personal Access Token.',
  StartLine: 1,
  EndLine: 1,
  StartColumn: 10,
  EndColumn: 49,
  Match: TOKEN,
  Secret: TOKEN,
  File: 'app/deploy.py',
  SymlinkFile: '',
  Commit: '0ea2f7a1b3c4d5e6f708192a3b4c5d6e7f809aab',
  Entropy: 4.8,
  Author: 'Ann',
  Email: 'ann@example.org',
  Date: '2026-11-23T08:00:00Z',
  Message: `Deploy with ${TOKEN}`,
  Tags: [],
  Fingerprint: `0ea2:app/deploy.py:github-pat:1`,
  Fragment: `TOKEN = "${TOKEN}"`,
  ...fields,
});
const old = {
  line: `key = "${TOKEN}"`,
  lineNumber: 224,
  offender: TOKEN,
  commit: 'b13740279fb0145e4dce1d5bae6dfcc08a7767bb',
  repo: '.',
  rule: 'AWS Access Key',
  commitMessage: `with ${TOKEN}`,
  author: 'Ann',
  email: 'ann@example.org',
  file: 'config/server.yml',
  tags: 'key, AWS',
};
const read = (value: unknown, told: string[] = []): ReturnType<typeof readGitleaksReport> =>
  readGitleaksReport(JSON.stringify(value), { secret: (secret) => told.push(secret) });

describe('a leak that gitleaks reports', () => {
  it('is a finding by rule, description, place and commit, and by nothing else', () => {
    const told: string[] = [];
    const report = read([leak()], told);
    expect(report.findings).toEqual([
      {
        ruleId: 'gitleaks/github-pat',
        tool: 'gitleaks',
        kind: 'secret',
        severity: 'high',
        message: 'Uncovered a GitHub Personal Access Token, in commit 0ea2f7a1b3',
        location: { path: 'app/deploy.py', line: 1, column: 10, endLine: 1, endColumn: 49 },
        region: 'github-pat',
      },
    ]);
    expect(told).toEqual([TOKEN]);
  });

  it.each([
    ['version 8', leak({ File: `backup/${TOKEN}.txt`, Description: `is ${TOKEN}` })],
    ['version 7', { ...old, file: `backup/${TOKEN}.txt` }],
    [
      '--redact, which leaves the message',
      leak({ Match: 'REDACTED', Secret: 'REDACTED', File: `${TOKEN}.txt` }),
    ],
  ])('of %s lets neither token nor address through', (_, record) => {
    const text = JSON.stringify(read([record]));
    expect(text).not.toContain(TOKEN.slice(4, 12));
    expect(text).not.toMatch(/ann@example|Ann\b/u);
  });

  it('that is redacted tells no secret', () => {
    const told: string[] = [];
    read([leak({ Match: 'REDACTED', Secret: 'REDACTED' }), leak({ Secret: '*****', Match: '' })], told);
    expect(told).toEqual([]);
  });

  it('of version 7 is a finding by its rule', () => {
    expect(read([old])).toMatchObject({
      read: 1,
      status: 'complete',
      findings: [
        {
          ruleId: 'gitleaks/AWS-Access-Key',
          message: 'AWS Access Key, in commit b13740279f',
          location: { path: 'config/server.yml', line: 224 },
        },
      ],
    });
  });

  it('whose value is visibly none is marked as a placeholder', () => {
    const confidenceOf = (secret: string): unknown =>
      read([leak({ Secret: secret })]).findings[0]?.confidence;
    expect([EXAMPLE, 'changeme-please', 'aaaaaaaaaaaaaaaa'].map(confidenceOf)).toEqual(
      Array.from({ length: 3 }, () => 'placeholder'),
    );
    expect(confidenceOf(TOKEN)).toBeUndefined();
  });
});

describe('a report of gitleaks', () => {
  it.each([
    ['an empty list', '[]'],
    ['null, as old versions write it', 'null'],
  ])('that is %s found nothing', (_, text) => {
    expect(readGitleaksReport(text)).toMatchObject({ status: 'complete', read: 0, findings: [] });
  });

  it('with records that are none is partial', () => {
    expect(read([leak(), { RuleID: 'x' }, 7])).toMatchObject({ status: 'partial', read: 3 });
  });

  it.each([
    ['an object', '{}', /is no report of gitleaks/u],
    ['of Trivy', '[{"Target":"a"}]', /is a report of Trivy/u],
    ['of pip-audit', '[{"name":"a","vulns":[]}]', /is a report of pip-audit/u],
  ])('that is %s is refused', (_, text, reason) => {
    expect(readGitleaksReport(text)).toMatchObject({
      code: 'wrong-tool',
      reason: expect.stringMatching(reason),
    });
  });
});
