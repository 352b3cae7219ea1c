import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { finishFindings } from '../../src/findings/finish-findings.ts';
import { markProblems } from '../../src/findings/mark-problems.ts';
import { mergeFindings } from '../../src/findings/merge-findings.ts';
import type { Finding, Severity } from '../../src/model/finding.ts';

const base: Finding = {
  ruleId: 'bandit/B602',
  tool: 'bandit',
  kind: 'code',
  severity: 'high',
  message: 'shell=True',
};

function advisory(tool: string, id: string, more: Partial<Finding> & { readonly of?: string } = {}): Finding {
  const { of = 'urllib3@1.24.1', ...rest } = more;
  const [name = '', version = ''] = of.split('@');
  return {
    ...base,
    ruleId: `${tool}/${id}`,
    tool,
    kind: 'dependency',
    message: `${id} in ${of}`,
    package: { purl: `pkg:pypi/${name}@${version}`, name, version, fixedVersions: [] },
    ...rest,
  };
}

function secret(tool: string, rule: string, line: number, more: Partial<Finding> = {}): Finding {
  const location = { path: 'app/settings.py', line };
  return { ...base, ruleId: `${tool}/${rule}`, tool, kind: 'secret', message: 'a secret', location, ...more };
}

describe('merging', () => {
  it('counts one advisory under any of its names once, and names both tools', () => {
    const merged = mergeFindings([
      advisory('pip-audit', 'PYSEC-2020-1', { aliases: ['CVE-2020-1', 'GHSA-aaaa'], severity: 'unknown' }),
      advisory('trivy', 'GHSA-AAAA', { of: 'UrlLib3@1.24.1', severity: 'medium' }),
    ]);
    expect(merged).toHaveLength(1);
    expect(merged[0]).toMatchObject({
      severity: 'medium',
      mergedFrom: [
        { tool: 'pip-audit', ruleId: 'pip-audit/PYSEC-2020-1' },
        { tool: 'trivy', ruleId: 'trivy/GHSA-AAAA' },
      ],
      steps: ['sources disagree: pip-audit says unknown, trivy says medium'],
    });
    expect(merged[0]?.aliases).toEqual(expect.arrayContaining(['CVE-2020-1']));
  });

  it('unites aliases over a chain of records', () => {
    const ids = ['CVE-1', 'GHSA-2', 'PYSEC-3', 'OSV-4'];
    const chain = ids.map((id, index) =>
      advisory(`t${index}`, id, { aliases: ids.slice(index + 1, index + 2) }),
    );
    expect(mergeFindings(chain)).toHaveLength(1);
  });

  it.each<[string, readonly Finding[], number]>([
    ['another version', [advisory('a', 'CVE-1'), advisory('b', 'CVE-1', { of: 'urllib3@2.0.7' })], 2],
    ['another package', [advisory('a', 'CVE-1'), advisory('b', 'CVE-1', { of: 'requests@1.24.1' })], 2],
    [
      'an alias that belongs to another package',
      [advisory('a', 'CVE-1'), advisory('b', 'GHSA-2', { of: 'requests@2', aliases: ['CVE-1'] })],
      2,
    ],
    ['another ecosystem', [advisory('a', 'CVE-1'), npm('CVE-1')], 2],
    ['another line', [secret('gitleaks', 'aws-access-token', 3), secret('trivy', 'aws-access-key-id', 4)], 2],
    ['another class', [secret('gitleaks', 'aws-access-token', 3), secret('trivy', 'github-pat', 3)], 2],
    [
      'the same secret',
      [secret('gitleaks', 'aws-access-token', 3), secret('trivy', 'aws-access-key-id', 3)],
      1,
    ],
    ['equal code of two rules', [at(3), at(3, { ruleId: 'bandit/B603' })], 2],
    ['equal lines of code', [at(3), at(4)], 2],
  ])('tells apart, or not: %s', (_name, findings, count) => {
    expect(mergeFindings(findings)).toHaveLength(count);
  });

  it('keeps the secret where Bandit found a password on its line, and only there', () => {
    const password = { kind: 'code', ruleId: 'bandit/B105', severity: 'low' } as const;
    const findings = [
      secret('gitleaks', 'generic-api-key', 3),
      secret('bandit', 'B105', 3, password),
      secret('bandit', 'B105', 9, password),
    ];
    const merged = mergeFindings(findings);
    expect(merged.map(({ kind, location }) => [kind, location?.line])).toEqual([
      ['secret', 3],
      ['code', 9],
    ]);
    expect(merged[0]?.mergedFrom).toContainEqual({ tool: 'bandit', ruleId: 'bandit/B105' });
  });

  it('lets what is suppressed for one tool count while another reports it', () => {
    const suppression = { kind: 'in-source', reason: 'ignored there' } as const;
    const [merged] = mergeFindings([
      advisory('trivy', 'CVE-1', { suppression }),
      advisory('pip-audit', 'CVE-1'),
    ]);
    expect(merged?.suppression).toBeUndefined();
    const [both] = mergeFindings([
      advisory('trivy', 'CVE-1', { suppression }),
      advisory('pip-audit', 'CVE-1', { suppression }),
    ]);
    expect(both?.suppression).toEqual(suppression);
  });

  it('takes 12 and 12 of the same for 12', () => {
    const ids = [...Array(12).keys()].map((index) => `CVE-2021-${index}`);
    const merged = mergeFindings(
      ['pip-audit', 'trivy'].flatMap((tool) => ids.map((id) => advisory(tool, id))),
    );
    expect(merged).toHaveLength(12);
    expect(merged.every(({ mergedFrom }) => mergedFrom?.length === 2)).toBe(true);
  });
});

const anySeverity = fc.constantFrom<Severity>('critical', 'high', 'low', 'unknown');
const anyFinding = fc.oneof(
  fc
    .record({
      tool: fc.constantFrom('pip-audit', 'trivy'),
      id: fc.constantFrom('CVE-1', 'CVE-2', 'GHSA-1', 'PYSEC-1'),
      aliases: fc.subarray(['CVE-1', 'GHSA-1', 'PYSEC-1']),
      of: fc.constantFrom('a@1', 'A@1', 'b@1', 'a@2'),
      severity: anySeverity,
    })
    .map(({ tool, id, ...more }) => advisory(tool, id, more)),
  fc
    .record({
      tool: fc.constantFrom('gitleaks', 'trivy'),
      rule: fc.constantFrom('aws-access-token', 'aws-access-key-id', 'github-pat'),
      line: fc.integer({ min: 1, max: 2 }),
    })
    .map(({ tool, rule, line }) => secret(tool, rule, line)),
  fc
    .record({
      line: fc.integer({ min: 1, max: 3 }),
      rule: fc.constantFrom('B105', 'B602'),
      severity: anySeverity,
    })
    .map(({ line, rule, severity }) =>
      secret('bandit', rule, line, { kind: 'code', severity, region: 'run(x)' }),
    ),
);
const many = fc.array(anyFinding, { maxLength: 12 });

describe('merging, whatever it is given', () => {
  it('does not depend on the order, and merging twice changes nothing', () => {
    fc.assert(
      fc.property(many, (findings) => {
        const once = mergeFindings(findings);
        expect(mergeFindings(findings.toReversed())).toEqual(once);
        expect(mergeFindings([...findings, ...findings])).toEqual(once);
        expect(mergeFindings(once)).toEqual(once);
        expect(JSON.parse(JSON.stringify(once))).toEqual(once);
      }),
    );
  });

  it('never makes the worst severity less by a further finding', () => {
    fc.assert(
      fc.property(many, anyFinding, (findings, more) => {
        const high = (all: readonly Finding[]): number =>
          mergeFindings(all).filter(({ severity }) => severity === 'critical' || severity === 'high').length;
        fc.pre(more.kind !== 'secret' && findings.every(({ aliases }) => aliases === undefined));
        expect(high([...findings, more])).toBeGreaterThanOrEqual(high(findings));
      }),
    );
  });

  it('marks over several checks what it would merge, and leaves each check its own', () => {
    fc.assert(
      fc.property(many, many, (one, two) => {
        const lists = [one, two].map((findings, index) =>
          finishFindings(findings, { waivers: [], now: '2026-11-25T00:00:00.000Z', checkId: `a/${index}` }),
        );
        const marked = markProblems(lists);
        expect(marked.map(({ length }) => length)).toEqual(lists.map(({ length }) => length));
        expect(markProblems(marked)).toEqual(marked);
        const problems = new Set(marked.flat().map(({ problem, fingerprint }) => problem ?? fingerprint));
        expect(problems.size).toBe(mergeFindings(lists.flat()).length);
      }),
    );
  });
});

function at(line: number, more: Partial<Finding> = {}): Finding {
  return { ...base, location: { path: 'app/run.py', line }, region: 'run(cmd, shell=True)', ...more };
}

function npm(id: string): Finding {
  const found = { purl: 'pkg:npm/urllib3@1.24.1', name: 'urllib3', version: '1.24.1', fixedVersions: [] };
  return { ...advisory('npm-audit', id), package: found };
}
