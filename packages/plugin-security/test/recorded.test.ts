import { describe, expect, it } from 'vitest';
import type { ScanReport } from '../src/parse/scan-report.ts';
import { readBanditReport } from '../src/parse/bandit-json.ts';
import { readGitleaksReport } from '../src/parse/gitleaks-json.ts';
import { readPipAuditReport } from '../src/parse/pip-audit-json.ts';
import { readSarifReport } from '../src/parse/sarif-json.ts';
import { readTrivyReport } from '../src/parse/trivy-json.ts';
import { EXAMPLE_KEY, fixture, PLANTED_TOKEN } from './fixture.ts';

const rulesOf = ({ findings }: ScanReport): readonly string[] =>
  findings.map(({ ruleId, location }) => `${ruleId} ${location?.path ?? ''}:${location?.line ?? ''}`);

describe('what Bandit 1.9.4 wrote', () => {
  it('is read finding by finding', () => {
    const report = readBanditReport(fixture('bandit/findings.1.9.4.json'));
    expect(report).toMatchObject({
      status: 'complete',
      read: 8,
      scope: { seen: 4, detail: ['1 marked `# nosec`'] },
    });
    expect(rulesOf(report)).toEqual([
      'bandit/B105 app/deploy.py:1',
      'bandit/B105 app/settings.py:1',
      'bandit/B107 app/settings.py:4',
      'bandit/B106 app/settings.py:5',
      'bandit/B404 app/shell.py:2',
      'bandit/B602 app/shell.py:7',
      'bandit/B324 app/shell.py:8',
      'bandit/B101 tests/test_shell.py:2',
    ]);
  });

  it('of a file that does not parse is partial, and of a folder that is not there nothing', () => {
    expect(readBanditReport(fixture('bandit/does-not-parse.1.9.4.json'))).toMatchObject({
      status: 'partial',
      missed: [{ kind: 'file', name: 'app/broken.py' }],
    });
    expect(readBanditReport(fixture('bandit/nothing.1.9.4.json'))).toMatchObject({ code: 'nothing-scanned' });
  });
});

describe('what pip-audit 2.10.1 wrote', () => {
  it('is read vulnerability by vulnerability', () => {
    const report = readPipAuditReport(fixture('pip-audit/findings.2.10.1.json'));
    expect(report).toMatchObject({ status: 'complete', read: 1, scope: { seen: 3 } });
    expect(report.findings[0]).toMatchObject({
      ruleId: 'pip-audit/PYSEC-2026-9001',
      message: 'jinja2 2.10: An invented escape',
    });
  });

  it('of packages that its source does not know has audited nothing', () => {
    expect(readPipAuditReport(fixture('pip-audit/all-skipped.2.10.1.json'))).toMatchObject({
      status: 'failed',
      code: 'nothing-scanned',
      missed: [{ name: 'jinja2' }, { name: 'idna' }, { name: 'acme-orders' }],
    });
  });
});

describe('what gitleaks 8.30.1 wrote', () => {
  it.each(['git', 'git-redacted', 'dir'])('with %s is the planted token at its place', (name) => {
    const report = readGitleaksReport(fixture(`gitleaks/${name}.8.30.1.json`));
    expect(report).toMatchObject({ status: 'complete', read: 1 });
    expect(rulesOf(report)).toEqual(['gitleaks/github-pat app/deploy.py:1']);
  });

  it('about a clean folder is nothing', () => {
    expect(readGitleaksReport(fixture('gitleaks/clean.8.30.1.json'))).toMatchObject({
      status: 'complete',
      read: 0,
    });
  });

  it('as SARIF is a secret too', () => {
    const report = readSarifReport(fixture('gitleaks/sarif.8.30.1.json'));
    expect(report.findings).toMatchObject([
      { kind: 'secret', severity: 'medium', message: 'github-pat found a secret' },
    ]);
  });
});

describe('what Trivy 0.76.0 wrote', () => {
  it('is read list by list', () => {
    const report = readTrivyReport(fixture('trivy/misconfig-secret.0.76.0.json'));
    expect(report).toMatchObject({ status: 'complete', read: 4, scope: { unit: 'targets', seen: 3 } });
    expect(rulesOf(report)).toEqual([
      'trivy/DS-0002 Dockerfile:',
      'trivy/DS-0025 Dockerfile:2',
      'trivy/DS-0026 Dockerfile:',
      'trivy/github-pat app/deploy.py:1',
    ]);
    expect(report.findings.map(({ kind, severity }) => `${kind} ${severity}`)).toEqual([
      'misconfig high',
      'misconfig high',
      'misconfig low',
      'secret critical',
    ]);
  });

  it('as SARIF has the same kinds', () => {
    const report = readSarifReport(fixture('trivy/sarif.0.76.0.json'), { cwd: '/repo' });
    expect(report.findings.map(({ kind, severity, message }) => `${kind} ${severity} ${message}`)).toEqual([
      'misconfig high Specify at least 1 USER command in Dockerfile with non-root user as argument',
      "misconfig high '--no-cache' is missed: apk add curl",
      'misconfig low Add HEALTHCHECK instruction in your Dockerfile',
      'secret critical github-pat found a secret',
    ]);
    expect(report.findings.map(({ location }) => location?.path)).toEqual([
      'Dockerfile',
      'Dockerfile',
      'Dockerfile',
      'app/deploy.py',
    ]);
  });
});

describe('no reader lets through', () => {
  const readers = {
    'bandit/findings.1.9.4.json': readBanditReport,
    'gitleaks/git.8.30.1.json': readGitleaksReport,
    'gitleaks/git-redacted.8.30.1.json': readGitleaksReport,
    'gitleaks/sarif.8.30.1.json': readSarifReport,
    'trivy/misconfig-secret.0.76.0.json': readTrivyReport,
    'trivy/sarif.0.76.0.json': readSarifReport,
  };

  it.each(Object.entries(readers))('a secret or an address of %s', (path, read) => {
    const text = JSON.stringify(read(fixture(path)));
    const secrets = [PLANTED_TOKEN, EXAMPLE_KEY, 'correct-horse-7', 'battery-staple-8', 'of-the-database-9'];
    for (const secret of secrets) {
      for (let start = 0; start + 12 <= secret.length; start += 1)
        expect(text).not.toContain(secret.slice(start, start + 12));
    }
    expect(text).not.toContain('ann@example');
  });
});
