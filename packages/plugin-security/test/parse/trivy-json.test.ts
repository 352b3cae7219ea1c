import { describe, expect, it } from 'vitest';
import { readTrivyReport } from '../../src/parse/trivy-json.ts';

const vulnerability = (fields: object = {}): object => ({
  VulnerabilityID: 'CVE-2019-10906',
  VendorIDs: ['GHSA-462w-v97r-4m45'],
  PkgName: 'Jinja2',
  PkgIdentifier: { PURL: 'pkg:pypi/jinja2@2.10' },
  InstalledVersion: '2.10',
  FixedVersion: '2.10.1, 2.11.3',
  Status: 'fixed',
  PrimaryURL: 'https://avd.aquasec.com/nvd/cve-2019-10906',
  Title: 'python-jinja2: a sandbox escape',
  Severity: 'HIGH',
  CweIDs: ['CWE-138'],
  ...fields,
});
const result = (fields: object): object => ({
  Target: 'requirements.txt',
  Class: 'lang-pkgs',
  Type: 'pip',
  ...fields,
});
const schema2 = (results: readonly unknown[] | undefined, rest: object = {}): string =>
  JSON.stringify({ SchemaVersion: 2, ArtifactName: '.', Results: results, ...rest });
const one = (fields: object): ReturnType<typeof readTrivyReport>['findings'][number] | undefined =>
  readTrivyReport(schema2([result(fields)])).findings[0];

describe('a vulnerability that Trivy reports', () => {
  it('is a finding of a package, on the line that declares it', () => {
    const Packages = [{ Name: 'Jinja2', Version: '2.10', Locations: [{ StartLine: 3, EndLine: 3 }] }];
    expect(one({ Packages, Vulnerabilities: [vulnerability()] })).toEqual({
      ruleId: 'trivy/CVE-2019-10906',
      tool: 'trivy',
      kind: 'dependency',
      severity: 'high',
      raw: 'HIGH',
      message: 'Jinja2 2.10: python-jinja2: a sandbox escape',
      location: { path: 'requirements.txt', line: 3 },
      package: {
        purl: 'pkg:pypi/jinja2@2.10',
        name: 'Jinja2',
        version: '2.10',
        fixedVersions: ['2.10.1', '2.11.3'],
      },
      cwe: ['CWE-138'],
      aliases: ['GHSA-462w-v97r-4m45'],
      fixable: true,
      helpUrl: 'https://avd.aquasec.com/nvd/cve-2019-10906',
    });
  });

  it.each([
    ['absent', undefined, 'unknown'],
    ['UNKNOWN', 'UNKNOWN', 'unknown'],
    ['a word of tomorrow', 'SEVERE', 'unknown'],
    ['CRITICAL', 'CRITICAL', 'critical'],
  ])('of severity %s', (_, Severity, severity) => {
    expect(one({ Vulnerabilities: [vulnerability({ Severity })] })).toMatchObject({ severity });
  });

  it.each([
    ['pip', 'Jinja2', 'pkg:pypi/jinja2@2.10'],
    ['npm', '@scope/lodash', 'pkg:npm/%40scope/lodash@2.10'],
    ['jar', 'org.apache:compress', 'pkg:maven/org.apache/compress@2.10'],
    ['alpine', 'curl', 'pkg:apk/alpine/curl@2.10'],
    ['debian', 'apt', 'pkg:deb/debian/apt@2.10'],
    ['gomod', 'golang.org/x/text', 'pkg:golang/golang.org/x/text@2.10'],
    ['something new', 'thing', 'pkg:generic/thing@2.10'],
  ])('of type %s gets a purl where an old version wrote none', (Type, PkgName, purl) => {
    const old = vulnerability({ PkgIdentifier: undefined, PkgName });
    expect(one({ Type, Vulnerabilities: [old] })?.package?.purl).toBe(purl);
  });

  it('of an image is where its package is, and an image is no file', () => {
    const inImage = readTrivyReport(
      schema2([
        result({ Target: 'app (alpine 3.10)', Class: 'os-pkgs', Vulnerabilities: [vulnerability()] }),
        result({ Target: 'Python', Vulnerabilities: [vulnerability({ PkgPath: 'usr/lib/METADATA' })] }),
      ]),
    );
    expect(inImage.findings.map(({ location }) => location)).toEqual([
      undefined,
      { path: 'usr/lib/METADATA' },
    ]);
  });
});

describe('a misconfiguration that Trivy reports', () => {
  const misconfiguration = (fields: object = {}): object => ({
    ID: 'DS-0002',
    Title: "Image user should not be 'root'",
    Message: 'Specify at least 1 USER command',
    Severity: 'HIGH',
    Status: 'FAIL',
    CauseMetadata: { StartLine: 2, EndLine: 3, Code: { Lines: [{ Content: 'ENV KEY=hidden' }] } },
    ...fields,
  });

  it.each(['DS002', 'AVD-DS-0002', 'DS-0002'])('has one name, also as %s', (ID) => {
    expect(one({ Target: 'Dockerfile', Misconfigurations: [misconfiguration({ ID })] })).toMatchObject({
      ruleId: 'trivy/DS-0002',
      kind: 'misconfig',
      location: { path: 'Dockerfile', line: 2, endLine: 3 },
    });
  });

  it('counts when it fails, and never shows its lines', () => {
    const report = readTrivyReport(
      schema2([result({ Misconfigurations: [misconfiguration(), misconfiguration({ Status: 'PASS' })] })]),
    );
    expect(report).toMatchObject({ read: 2, findings: [{ kind: 'misconfig' }] });
    expect(JSON.stringify(report)).not.toContain('hidden');
  });
});

describe('what else Trivy reports', () => {
  it('a licence is a finding of its package or file', () => {
    const Licenses = [
      { Severity: 'HIGH', Category: 'restricted', PkgName: 'busybox', FilePath: '', Name: 'GPL-2.0' },
      { Severity: 'LOW', PkgName: '', FilePath: '/etc/CA.pl', Name: 'OpenSSL' },
    ];
    const { findings } = readTrivyReport(
      schema2([result({ Target: 'OS Packages', Class: 'license', Licenses })]),
    );
    expect(findings).toMatchObject([
      { kind: 'license', severity: 'high', message: 'busybox is licensed under GPL-2.0 (restricted)' },
      { kind: 'license', severity: 'low', location: { path: '/etc/CA.pl' } },
    ]);
  });

  it('a secret without a severity is high, for unknown would not count', () => {
    expect(one({ Secrets: [{ RuleID: 'x', StartLine: 1, Match: 'k = ****' }] })).toMatchObject({
      kind: 'secret',
      severity: 'high',
    });
  });

  it('a system that gets no more fixes is a finding of its own', () => {
    const report = readTrivyReport(
      schema2([result({})], { Metadata: { OS: { Family: 'alpine', Name: '3.10.2', EOSL: true } } }),
    );
    expect(report).toMatchObject({
      read: 0,
      status: 'complete',
      findings: [
        {
          ruleId: 'trivy/end-of-life',
          kind: 'eol',
          severity: 'high',
          message: 'alpine 3.10.2 gets no more security fixes',
        },
      ],
    });
  });

  it('what it suppressed stays visible with its reason, and is not among the records', () => {
    const ExperimentalModifiedFindings = [
      {
        Type: 'vulnerability',
        Status: 'ignored',
        Statement: 'not used',
        Source: '.trivyignore.yaml',
        Finding: vulnerability(),
      },
      { Type: 'novelty', Finding: {} },
    ];
    expect(readTrivyReport(schema2([result({ ExperimentalModifiedFindings })]))).toMatchObject({
      read: 0,
      findings: [
        { suppression: { kind: 'in-source', reason: 'Trivy: ignored, not used, .trivyignore.yaml' } },
      ],
    });
  });
});

describe('a report of Trivy', () => {
  it.each([
    ['schema 2', schema2([result({ Vulnerabilities: [vulnerability()] })])],
    ['the list of old versions', JSON.stringify([result({ Vulnerabilities: [vulnerability()] })])],
    [
      'a cluster',
      JSON.stringify({
        ClusterName: 'kind',
        Resources: [{ Kind: 'Pod', Results: [result({ Vulnerabilities: [vulnerability()] })] }],
      }),
    ],
  ])('is read as %s', (_, text) => {
    expect(readTrivyReport(text)).toMatchObject({ status: 'complete', read: 1, scope: { seen: 1 } });
  });

  it.each([
    ['no results', schema2(undefined)],
    ['an empty list', schema2([])],
    ['null, as old versions write it', 'null'],
    ['nothing, as old versions write it', '[]'],
  ])('with %s has scanned nothing', (_, text) => {
    expect(readTrivyReport(text)).toMatchObject({ status: 'failed', code: 'nothing-scanned', read: 0 });
  });

  it.each([
    ['of CycloneDX', '{"bomFormat":"CycloneDX"}', /is a report of CycloneDX, not of Trivy/u],
    ['a list of something', '[{"a":1}]', /is no report of Trivy/u],
    ['of results that are none', '{"SchemaVersion":2,"Results":7}', /is no report of Trivy/u],
  ])('that is %s is refused', (_, text, reason) => {
    expect(readTrivyReport(text)).toMatchObject({ status: 'failed', reason: expect.stringMatching(reason) });
  });
});
