/** Reports of Bandit, Trivy and gitleaks with `count` records in all, as the tools write them, into a folder. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Half of them Bandit's, the other half Trivy's and gitleaks'. Gives the arguments that `aggregate` takes. */
export function reportFiles(dir: string, count: number): readonly string[] {
  const write = (name: string, value: unknown): string => {
    const file = join(dir, `${name}.json`);
    writeFileSync(file, JSON.stringify(value, null, 2));
    return file;
  };
  const quarter = Math.floor(count / 4);
  return [
    '--bandit',
    write('bandit', banditReport(count - 2 * quarter)),
    '--trivy',
    write('trivy', trivyReport(quarter)),
    '--gitleaks',
    write('gitleaks', gitleaksReport(quarter)),
  ];
}

const SEVERITIES = ['HIGH', 'MEDIUM', 'LOW'] as const;
const severityAt = (index: number): string => SEVERITIES[index % 3] ?? 'LOW';

function banditReport(count: number): unknown {
  const results = Array.from({ length: count }, (_, index) => {
    const line = (index % 997) + 2;
    return {
      code: `${line - 1} \n${line}     subprocess.call(command_${index % 5000}, shell=True)\n${line + 1} \n`,
      col_offset: 4,
      end_col_offset: 42,
      filename: `./app/module_${index % 500}.py`,
      issue_confidence: 'HIGH',
      issue_cwe: { id: 78, link: 'https://cwe.mitre.org/data/definitions/78.html' },
      issue_severity: severityAt(index),
      issue_text: 'subprocess call with shell=True identified, security issue.',
      line_number: line,
      line_range: [line],
      more_info:
        'https://bandit.readthedocs.io/en/1.9.4/plugins/b602_subprocess_popen_with_shell_equals_true.html',
      test_id: 'B602',
      test_name: 'subprocess_popen_with_shell_equals_true',
    };
  });
  const metrics = Object.fromEntries(
    Array.from({ length: 500 }, (_, index) => [`./app/module_${index}.py`, { loc: 1000, nosec: 0 }]),
  );
  return { errors: [], generated_at: '2026-11-29T00:00:00Z', metrics, results };
}

function trivyReport(count: number): unknown {
  const vulnerabilities = Array.from({ length: count }, (_, index) => {
    const name = `package-${index % 700}`;
    return {
      VulnerabilityID: `CVE-2024-${10_000 + index}`,
      PkgName: name,
      PkgIdentifier: { PURL: `pkg:pypi/${name}@1.0` },
      InstalledVersion: '1.0',
      FixedVersion: '2.0, 1.5.1',
      Status: 'fixed',
      SeveritySource: 'ghsa',
      PrimaryURL: `https://avd.aquasec.com/nvd/cve-2024-${10_000 + index}`,
      Title: `${name}: an advisory about request parsing (${index})`,
      Description: 'A request that is crafted for it makes the parser read past the end of its buffer.',
      Severity: severityAt(index),
      CweIDs: ['CWE-125'],
      PublishedDate: '2024-05-01T00:00:00Z',
    };
  });
  const result = {
    Target: 'requirements.txt',
    Class: 'lang-pkgs',
    Type: 'pip',
    Vulnerabilities: vulnerabilities,
  };
  return { SchemaVersion: 2, ArtifactName: '.', ArtifactType: 'filesystem', Results: [result] };
}

function gitleaksReport(count: number): unknown {
  return Array.from({ length: count }, (_, index) => ({
    RuleID: 'github-pat',
    Description:
      'Uncovered a GitHub Personal Access Token, potentially leading to unauthorized repository access.',
    StartLine: (index % 997) + 1,
    EndLine: (index % 997) + 1,
    StartColumn: 10,
    EndColumn: 49,
    Match: 'REDACTED',
    Secret: 'REDACTED',
    File: `app/settings_${index % 500}.py`,
    Commit: '',
    Entropy: 4.1,
    Author: '',
    Email: '',
    Date: '',
    Message: '',
    Tags: [],
    Fingerprint: `app/settings_${index % 500}.py:github-pat:${(index % 997) + 1}`,
  }));
}
