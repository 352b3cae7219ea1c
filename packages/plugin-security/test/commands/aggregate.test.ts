import { describe, expect, it } from 'vitest';
import { aggregateCommand } from '../../src/commands/aggregate.ts';
import type { AggregateDocument } from '../../src/commands/aggregate-document.ts';
import { fixture, PLANTED_TOKEN } from '../fixture.ts';
import { workspace } from '../workspace.ts';

interface Said {
  readonly code: number;
  readonly out: string;
}

async function aggregate(files: Readonly<Record<string, string>>, ...argv: readonly string[]): Promise<Said> {
  await using folder = await workspace(files);
  let out = '';
  const code = await aggregateCommand.run({
    cwd: folder.dir,
    calledFrom: folder.dir,
    argv,
    env: {},
    signal: new AbortController().signal,
    out: (text) => void (out += text),
    err: () => {},
  });
  return { code, out };
}

async function decide(
  files: Readonly<Record<string, string>>,
  ...argv: readonly string[]
): Promise<AggregateDocument & { readonly code: number }> {
  const { code, out } = await aggregate(files, ...argv, '--json');
  return { ...(JSON.parse(out) as AggregateDocument), code };
}

const vulnerable = (count: number, fields: object = {}): string =>
  JSON.stringify({
    SchemaVersion: 2,
    Results: [
      {
        Target: 'requirements.txt',
        Class: 'lang-pkgs',
        Type: 'pip',
        Vulnerabilities: Array.from({ length: count }, (_, index) => ({
          VulnerabilityID: `CVE-2026-${1000 + index}`,
          PkgName: 'jinja2',
          InstalledVersion: '2.10',
          FixedVersion: '3.0',
          Severity: 'HIGH',
          ...fields,
        })),
      },
    ],
  });

describe('sluice security aggregate', () => {
  it('passes at the limit and blocks above it', async () => {
    const files = { '15.json': vulnerable(15), '16.json': vulnerable(16) };
    expect(await decide(files, '--trivy', '15.json')).toMatchObject({
      code: 0,
      verdict: 'pass',
      counts: { high: 15 },
    });
    expect(await decide(files, '--trivy', '16.json')).toMatchObject({
      code: 1,
      verdict: 'block',
      objections: [{ rule: 'security/max-high', measured: 16, limit: 15 }],
    });
    expect(await decide(files, '--trivy', '16.json', '--max-high', '16')).toMatchObject({ code: 0 });
  });

  it('counts critical ones too, so that worse is never cheaper', async () => {
    const files = { 'a.json': vulnerable(16, { Severity: 'CRITICAL' }) };
    expect(await decide(files, '--trivy', 'a.json')).toMatchObject({
      verdict: 'block',
      counts: { critical: 16 },
    });
  });

  it('counts a problem that two reports have once, and names both tools', async () => {
    const pip = {
      name: 'Jinja2',
      version: '2.10',
      vulns: [{ id: 'PYSEC-1', aliases: ['CVE-2026-1000'], fix_versions: [] }],
    };
    const files = { 't.json': vulnerable(1), 'p.json': JSON.stringify({ dependencies: [pip] }) };
    const { findings, counts, scans } = await decide(files, '--trivy', 't.json', '--pip-audit', 'p.json');
    expect(findings).toHaveLength(1);
    expect(findings[0]?.mergedFrom?.map(({ tool }) => tool)).toEqual(['pip-audit', 'trivy']);
    expect(counts).toEqual({ critical: 0, high: 1, medium: 0, low: 0, info: 0, unknown: 0 });
    expect(scans).toEqual([
      { tool: 'trivy', file: 't.json', read: 1, status: 'complete' },
      { tool: 'pip-audit', file: 'p.json', read: 1, status: 'complete' },
    ]);
  });

  it('gives a document with these fields and no other', async () => {
    const { code: _code, ...document } = await decide({ 'a.json': vulnerable(0) }, '--trivy', 'a.json');
    expect(Object.keys(document)).toEqual(['findings', 'counts', 'scans', 'verdict', 'objections']);
  });

  it.each([
    ['that is not there', undefined, 'failed', /does not exist/u],
    ['that is empty', '', 'failed', /is empty/u],
    ['that was cut short', vulnerable(1).slice(0, 90), 'failed', /cut short/u],
    ['of another tool', '{"results":[],"metrics":{}}', 'failed', /is a report of Bandit/u],
    ['that saw nothing', '{"SchemaVersion":2}', 'failed', /no targets were scanned/u],
  ])('blocks for a report %s', async (_, text, status, reason) => {
    const files = { 'good.json': vulnerable(0), ...(text === undefined ? {} : { 'a.json': text }) };
    expect(await decide(files, '--trivy', 'good.json', '--trivy', 'a.json')).toMatchObject({
      code: 1,
      verdict: 'block',
      scans: [{ status: 'complete' }, { file: 'a.json', status, reason: expect.stringMatching(reason) }],
    });
  });

  it('blocks for a scan that missed something, keeps what it found, and says what it missed', async () => {
    const text = fixture('bandit/does-not-parse.1.9.4.json');
    const { findings, scans, verdict } = await decide({ 'a.json': text }, '--bandit', 'a.json');
    expect(verdict).toBe('block');
    expect(findings.length).toBeGreaterThan(0);
    expect(scans).toMatchObject([{ status: 'partial', reason: expect.stringContaining('app/broken.py') }]);
  });

  it('blocks for a secret, and not for a placeholder', async () => {
    const leak = { RuleID: 'generic-api-key', File: 'a.py', StartLine: 1 };
    const files = {
      'leak.json': fixture('gitleaks/git.8.30.1.json'),
      'placeholder.json': JSON.stringify([{ ...leak, Secret: 'changeme-changeme' }]),
    };
    expect(await decide(files, '--gitleaks', 'leak.json')).toMatchObject({
      verdict: 'block',
      counts: { critical: 1 },
      objections: [{ rule: 'security/live-secrets' }],
    });
    expect(await decide(files, '--gitleaks', 'placeholder.json')).toMatchObject({
      verdict: 'pass',
      counts: { info: 1 },
    });
  });

  it('counts licences only when asked', async () => {
    const Licenses = Array.from({ length: 16 }, (_, index) => ({
      Severity: 'HIGH',
      PkgName: `p${index}`,
      Name: 'GPL-2.0',
    }));
    const text = JSON.stringify({
      SchemaVersion: 2,
      Results: [{ Target: 'OS Packages', Class: 'license', Licenses }],
    });
    expect(await decide({ 'a.json': text }, '--trivy', 'a.json')).toMatchObject({ code: 0 });
    expect(await decide({ 'a.json': text }, '--trivy', 'a.json', '--licences')).toMatchObject({ code: 1 });
  });

  it('lets a VEX document and a waiver suppress, and shows what they suppressed', async () => {
    const vex = {
      '@context': 'https://openvex.dev/ns/v0.2.0',
      author: 'Us',
      statements: [
        {
          vulnerability: 'CVE-2026-1000',
          products: ['pkg:pypi/jinja2'],
          status: 'not_affected',
          impact_statement: 'not called',
        },
      ],
    };
    const waiver = {
      vulnerability: 'CVE-2026-1001',
      package: 'jinja2',
      reason: 'not reachable from outside',
      owner: '@ann',
      expires: new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10),
    };
    const files = {
      'a.json': vulnerable(17),
      'vex.json': JSON.stringify(vex),
      'ci.waivers.json': JSON.stringify({ schemaVersion: 1, waivers: [waiver] }),
    };
    const { counts, findings, code } = await decide(files, '--trivy', 'a.json', '--openvex', 'vex.json');
    expect(counts.high).toBe(15);
    expect(code).toBe(0);
    expect(findings.filter(({ suppression }) => suppression !== undefined)).toHaveLength(2);
  });

  it('follows the options of the config that is there', async () => {
    const options = { maxHigh: 3, rules: { 'trivy/CVE-2026-1000': 'low' } };
    const plugin = `{ apiVersion: 1, name: 'security', version: '0.0.0', rawOptions: ${JSON.stringify(options)},
      definition: { name: 'security', version: '0.0.0', setup() {} } }`;
    const files = {
      'a.json': vulnerable(4),
      'b.json': vulnerable(5),
      'ci.config.mjs': `export default { plugins: [${plugin}] };`,
    };
    expect(await decide(files, '--trivy', 'a.json')).toMatchObject({ code: 0, counts: { high: 3, low: 1 } });
    expect(await decide(files, '--trivy', 'b.json')).toMatchObject({
      code: 1,
      objections: [{ rule: 'security/max-high', measured: 4, limit: 3 }],
    });
    expect(await decide(files, '--trivy', 'b.json', '--max-high', '4')).toMatchObject({ code: 0 });
  });

  it('refuses waivers that cannot be read, rather than go on without', async () => {
    const files = { 'a.json': vulnerable(0), 'ci.waivers.json': '{' };
    await expect(aggregate(files, '--trivy', 'a.json')).rejects.toMatchObject({
      problems: [{ code: 'WAIVERS_UNREADABLE' }],
    });
  });

  it('says which, why, and the smallest fix', async () => {
    const { out, code } = await aggregate({ 'a.json': vulnerable(18) }, '--trivy', 'a.json');
    expect(code).toBe(1);
    expect(out).toContain('✓ trivy  a.json  18 read, 1 target');
    expect(out).toContain('BLOCK   1 reason');
    expect(out).toContain('security/max-high is 18, limit 15');
    expect(out).toMatch(/HIGH +CVE-2026-1000 +jinja2 2\.10: .*requirements\.txt.*fixed in 3\.0/u);
    expect(out).toContain('Smallest fix (checked):');
  });

  it.each(['--json', '--max-high=0'])('shows the planted token nowhere (%s)', async (flag) => {
    const files = {
      'b.json': fixture('bandit/findings.1.9.4.json'),
      'g.json': fixture('gitleaks/git.8.30.1.json'),
      't.json': fixture('trivy/misconfig-secret.0.76.0.json'),
      's.json': JSON.stringify([
        { RuleID: 'x', File: `${PLANTED_TOKEN}.txt`, StartLine: 1, Secret: 'REDACTED' },
      ]),
    };
    const reports = [
      '--bandit',
      'b.json',
      '--gitleaks',
      'g.json',
      '--trivy',
      't.json',
      '--gitleaks',
      's.json',
    ];
    const { out } = await aggregate(files, ...reports, flag);
    expect(out).toContain('github-pat');
    for (let start = 0; start + 5 <= PLANTED_TOKEN.length; start += 1)
      expect(out).not.toContain(PLANTED_TOKEN.slice(start, start + 5));
  });

  it('obeys nothing that a report says to the terminal or to the host', async () => {
    const Title = '\u001b[2J\u001b[31mred\u001b[0m\n::error::owned ##[error]owned <script>';
    const { out } = await aggregate({ 'a.json': vulnerable(16, { Title }) }, '--trivy', 'a.json');
    // eslint-disable-next-line no-control-regex
    expect(out).not.toMatch(/\u001b/u);
    expect(out).not.toMatch(/^\s*::/mu);
    expect(out).not.toContain('##[');
  });
});
