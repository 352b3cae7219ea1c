import type { Finding } from '@sluice/core';
import { describe, expect, it } from 'vitest';
import type { VexStatement } from '../../src/parse/openvex-json.ts';
import { parsePurl } from '../../src/parse/purl.ts';
import { applyVex } from '../../src/vex/apply-vex.ts';

const finding: Finding = {
  ruleId: 'trivy/CVE-2019-10906',
  tool: 'trivy',
  kind: 'dependency',
  severity: 'high',
  message: 'a sandbox escape',
  aliases: ['GHSA-462w-v97r-4m45'],
  package: { purl: 'pkg:pypi/jinja2@2.10?distro=3', name: 'jinja2', version: '2.10', fixedVersions: [] },
};
const says = (fields: Partial<VexStatement> & { readonly purl?: string } = {}): VexStatement => ({
  vulnerabilities: ['CVE-2019-10906'],
  packages: [parsePurl(fields.purl ?? 'pkg:pypi/Jinja2@2.10')].filter((purl) => purl !== undefined),
  status: 'not_affected',
  why: 'component_not_present',
  author: 'Example Org',
  timestamp: '2026-07-01T00:00:00.000Z',
  ...fields,
});
const isSuppressed = (...statements: readonly VexStatement[]): boolean =>
  applyVex([finding], statements)[0]?.suppression !== undefined;

describe('a finding', () => {
  it('is suppressed where it is stated not to matter, with who says so and why', () => {
    expect(applyVex([finding], [says()])[0]?.suppression).toEqual({
      kind: 'in-source',
      reason: 'OpenVEX of Example Org: not_affected: component_not_present',
    });
  });

  it.each([
    ['fixed', true],
    ['affected', false],
    ['under_investigation', false],
  ] as const)('that is stated to be %s is suppressed: %s', (status, expected) => {
    expect(isSuppressed(says({ status }))).toBe(expected);
  });

  it.each([
    ['by another of its names', says({ vulnerabilities: ['GHSA-462W-V97R-4M45'] }), true],
    ['in all versions', says({ purl: 'pkg:pypi/jinja2' }), true],
    ['with a qualifier that it has', says({ purl: 'pkg:pypi/jinja2@2.10?distro=3' }), true],
    ['with a qualifier that it lacks', says({ purl: 'pkg:pypi/jinja2@2.10?arch=arm64' }), false],
    ['in another version', says({ purl: 'pkg:pypi/jinja2@2.11' }), false],
    ['in another package', says({ purl: 'pkg:pypi/jinja' }), false],
    ['in another ecosystem', says({ purl: 'pkg:npm/jinja2@2.10' }), false],
    ['about another vulnerability', says({ vulnerabilities: ['CVE-1'] }), false],
  ])('stated %s: %#', (_, statement, expected) => {
    expect(isSuppressed(statement)).toBe(expected);
  });

  it('follows the last statement about it, whatever their order', () => {
    const later = says({ status: 'affected', timestamp: '2026-08-01T00:00:00.000Z' });
    expect(isSuppressed(says(), later)).toBe(false);
    expect(isSuppressed(later, says())).toBe(false);
    expect(isSuppressed(later, says({ timestamp: '2026-09-01T00:00:00.000Z' }))).toBe(true);
  });

  it('that is no package is never meant', () => {
    const { package: _package, ...code } = finding;
    expect(applyVex([code], [says()])).toEqual([code]);
  });
});
