import { fixture } from '../fixture.ts';

const trivyResult = {
  Target: 'requirements.txt',
  Class: 'lang-pkgs',
  Type: 'pip',
  Packages: [{ Name: 'a', Version: '1', Locations: [{ StartLine: 1 }] }],
  Vulnerabilities: [
    {
      VulnerabilityID: 'CVE-2019-1',
      VendorIDs: ['GHSA-1'],
      PkgName: 'a',
      PkgPath: 'usr/a',
      PkgIdentifier: { PURL: 'pkg:pypi/a@1' },
      InstalledVersion: '1',
      FixedVersion: '2, 3',
      Severity: 'HIGH',
      Title: 'a title',
      Description: 'A sentence. Another.',
      CweIDs: ['CWE-1'],
    },
  ],
  Licenses: [{ Severity: 'LOW', PkgName: 'a', Name: 'MIT', FilePath: '/a' }],
  ExperimentalModifiedFindings: [
    {
      Type: 'vulnerability',
      Status: 'ignored',
      Statement: 's',
      Source: 'f',
      Finding: { VulnerabilityID: 'CVE-2' },
    },
  ],
};

/** Reports that are right, of each tool and shape: what a mutation starts from. */
export const CORPUS: readonly string[] = [
  fixture('bandit/findings.1.9.4.json'),
  fixture('bandit/does-not-parse.1.9.4.json'),
  fixture('pip-audit/findings.2.10.1.json'),
  fixture('pip-audit/all-skipped.2.10.1.json'),
  fixture('gitleaks/git.8.30.1.json'),
  fixture('gitleaks/dir.8.30.1.json'),
  fixture('trivy/misconfig-secret.0.76.0.json'),
  fixture('trivy/sarif.0.76.0.json'),
  JSON.stringify([
    { name: 'a', version: '1', vulns: [{ id: 'PYSEC-1', fix_versions: ['2'], aliases: ['CVE-1'] }] },
  ]),
  JSON.stringify([
    {
      line: 'k = 1',
      lineNumber: 3,
      offender: 'k',
      commit: 'abcdef0',
      rule: 'AWS',
      file: 'a.yml',
      tags: 'a, b',
    },
  ]),
  JSON.stringify([trivyResult]),
  JSON.stringify({
    SchemaVersion: 2,
    Metadata: { OS: { Family: 'alpine', Name: '3', EOSL: true } },
    Results: [trivyResult],
  }),
  JSON.stringify({ ClusterName: 'k', Resources: [{ Kind: 'Pod', Results: [trivyResult] }] }),
  JSON.stringify({
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'X',
            rules: [{ id: 'r', name: 'R', properties: { tags: ['external/cwe/cwe-798'] } }],
          },
        },
        invocations: [{ executionSuccessful: true }],
        originalUriBaseIds: { ROOT: { uri: 'file:///repo/' } },
        results: [
          {
            ruleId: 'r/1',
            ruleIndex: 0,
            level: 'error',
            message: { text: 'a {0}', arguments: ['b'] },
            suppressions: [{ kind: 'external', justification: 'j' }],
            locations: [
              {
                physicalLocation: {
                  artifactLocation: { uri: 'a.py', uriBaseId: 'ROOT' },
                  region: { startLine: 1, snippet: { text: 'k = "v"' } },
                },
              },
            ],
          },
        ],
      },
    ],
  }),
  JSON.stringify({
    '@context': 'https://openvex.dev/ns/v0.2.0',
    author: 'a',
    timestamp: '2026-07-29T00:00:00Z',
    statements: [
      {
        vulnerability: { name: 'CVE-1', aliases: ['GHSA-1'] },
        products: [{ '@id': 'pkg:pypi/a@1', subcomponents: [{ identifiers: { purl: 'pkg:pypi/b' } }] }],
        status: 'not_affected',
        justification: 'component_not_present',
      },
    ],
  }),
  'null',
  '[]',
  '{}',
];
