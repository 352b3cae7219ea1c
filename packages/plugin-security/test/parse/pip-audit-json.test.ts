import { describe, expect, it } from 'vitest';
import { readPipAuditReport } from '../../src/parse/pip-audit-json.ts';

const jinja = {
  name: 'Jinja2',
  version: '2.10',
  vulns: [
    {
      id: 'PYSEC-2019-217',
      fix_versions: ['2.10.1'],
      aliases: ['GHSA-462w-v97r-4m45', 'CVE-2019-10906'],
      description: 'In Pallets Jinja before 2.10.1, str.format_map allows a sandbox escape. It is old.',
    },
  ],
};
const clean = { name: 'idna', version: '3.10', vulns: [] };
const skipped = {
  name: 'acme-orders',
  skip_reason: 'Dependency not found on PyPI and could not be audited: acme-orders (1.0)',
};
const report = (...dependencies: readonly unknown[]): string => JSON.stringify({ dependencies, fixes: [] });

describe('a vulnerability that pip-audit reports', () => {
  it('is a finding of a package by its purl, of unknown severity', () => {
    expect(readPipAuditReport(report(jinja)).findings).toEqual([
      {
        ruleId: 'pip-audit/PYSEC-2019-217',
        tool: 'pip-audit',
        kind: 'dependency',
        severity: 'unknown',
        message: 'jinja2 2.10: In Pallets Jinja before 2.10.1, str.format_map allows a sandbox escape.',
        package: { purl: 'pkg:pypi/jinja2@2.10', name: 'jinja2', version: '2.10', fixedVersions: ['2.10.1'] },
        aliases: ['CVE-2019-10906', 'GHSA-462w-v97r-4m45'],
        fixable: true,
        helpUrl: 'https://osv.dev/vulnerability/PYSEC-2019-217',
      },
    ]);
  });

  it('without aliases, description and fix is one too', () => {
    const vulns = [{ id: 'PYSEC-2021-1', fix_versions: [] }];
    expect(readPipAuditReport(report({ ...jinja, vulns })).findings[0]).toMatchObject({
      message: 'jinja2 2.10: known vulnerability PYSEC-2021-1',
      package: { fixedVersions: [] },
    });
  });
});

describe('a report of pip-audit', () => {
  it.each([
    ['an object, as from 2.0 on', report(jinja, clean)],
    ['a list, as before', JSON.stringify([jinja, clean])],
  ])('is read as %s', (_, text) => {
    expect(readPipAuditReport(text)).toMatchObject({
      read: 1,
      status: 'complete',
      scope: { unit: 'dependencies', seen: 2, missed: 0 },
    });
  });

  it('with a dependency skipped is partial and names it', () => {
    expect(readPipAuditReport(report(jinja, skipped))).toMatchObject({
      status: 'partial',
      reason: '1 of 2 dependencies not scanned: acme-orders (not found on PyPI)',
      missed: [{ kind: 'package', name: 'acme-orders', reason: 'not found on PyPI' }],
      findings: [{ ruleId: 'pip-audit/PYSEC-2019-217' }],
    });
  });

  it.each([
    ['all dependencies skipped', report(skipped, { ...skipped, name: 'b' }), 2],
    ['no dependency', report(), 0],
    ['no dependency, as a list', '[]', 0],
  ])('with %s has audited nothing, although pip-audit exits 0', (_, text, missed) => {
    expect(readPipAuditReport(text)).toMatchObject({
      status: 'failed',
      code: 'nothing-scanned',
      read: 0,
      scope: { seen: 0, missed },
    });
  });

  it.each([
    ['null', 'null', /is no report of pip-audit/u],
    ['of gitleaks', '[{"RuleID":"a","File":"b"}]', /is a report of gitleaks/u],
    ['of Bandit', '{"results":[],"metrics":{}}', /is a report of Bandit/u],
  ])('that is %s is refused', (_, text, reason) => {
    expect(readPipAuditReport(text)).toMatchObject({
      code: 'wrong-tool',
      reason: expect.stringMatching(reason),
    });
  });
});
