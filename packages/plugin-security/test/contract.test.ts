import { pluginContract, type Invocation, type ProgramScript } from '@sluice/core/testing';
import { describe, it } from 'vitest';
import { security } from '../src/index.ts';
import { ADVISORIES, shellCalls, TOKEN } from './planted.ts';

const writes = (report: unknown): Invocation['writes'] => [{ argument: '-o', text: JSON.stringify(report) }];

function bandit(movedBy: number): ProgramScript {
  const line = 5 + movedBy;
  const result = {
    code: `${line} subprocess.call(word_0, shell=True)\n`,
    filename: 'app/a.py',
    issue_confidence: 'HIGH',
    issue_severity: 'HIGH',
    issue_text: 'subprocess call with shell=True identified, security issue.',
    line_number: line,
    line_range: [line],
    test_id: 'B602',
    test_name: 'subprocess_popen_with_shell_equals_true',
  };
  const report = {
    errors: [],
    metrics: { _totals: {}, 'app/a.py': {}, 'app/settings.py': {} },
    results: [result],
  };
  return { name: 'bandit', cases: [{ exitCode: 1, writes: writes(report) }] };
}

function pipAudit(): ProgramScript {
  const vulnerability = {
    id: 'PYSEC-2024-9001',
    fix_versions: ['2.0.7'],
    aliases: [],
    description: 'A flaw.',
  };
  const report = { dependencies: [{ name: 'urllox', version: '1.24.1', vulns: [vulnerability] }], fixes: [] };
  return { name: 'pip-audit', cases: [{ exitCode: 1, writes: writes(report) }] };
}

function gitleaks(movedBy: number): ProgramScript {
  const leak = {
    RuleID: 'github-pat',
    Description: 'Uncovered a GitHub Personal Access Token.',
    StartLine: 1 + movedBy,
    EndLine: 1 + movedBy,
    StartColumn: 10,
    EndColumn: 49,
    Match: TOKEN,
    Secret: TOKEN,
    File: 'app/settings.py',
    Message: `use ${TOKEN}`,
    Email: 'ada@example.org',
  };
  const scanned = 'INF 1 commits scanned.\nINF scanned ~90 bytes (90 bytes) in 4ms\n';
  const nothing = { stdout: '[]', stderr: scanned };
  return {
    name: 'gitleaks',
    cases: [
      { when: ['dir'], stdout: JSON.stringify([leak]), stderr: scanned, exitCode: 42 },
      { when: ['git'], ...nothing },
      { when: ['stdin'], ...nothing },
    ],
  };
}

describe('the security plugin', () => {
  const cases = pluginContract(security, {
    options: { advisories: 'osv' },
    files: {
      ...ADVISORIES,
      'requirements.txt': 'urllox==1.24.1\n',
      'app/a.py': shellCalls(1),
      'app/settings.py': `TOKEN = "${TOKEN}"\n`,
    },
    checks: [
      {
        id: 'security/bandit',
        programs: ({ movedBy }) => [bandit(movedBy)],
      },
      { id: 'security/pip-audit', programs: () => [pipAudit()] },
      { id: 'security/secrets', programs: ({ movedBy }) => [gitleaks(movedBy)], secrets: [TOKEN] },
    ],
  });
  for (const { name, run } of cases) it(name, run);
});
