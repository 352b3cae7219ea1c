import type { Check } from '@sluice/core';
import { createHarness, type CheckRunOutput, type Invocation } from '@sluice/core/testing';
import { describe, expect, it } from 'vitest';
import { banditCheck } from '../../src/checks/bandit.ts';
import { pipAuditCheck } from '../../src/checks/pip-audit.ts';
import { secretsCheck } from '../../src/checks/secrets.ts';
import { securityOptions } from '../../src/options.ts';
import { ADVISORIES } from '../planted.ts';

const options = securityOptions.parse({ advisories: 'osv' });
const python = { from: 'a Python' };

const CHECKS: Readonly<Record<string, Check>> = {
  bandit: banditCheck(options, python),
  'pip-audit': pipAuditCheck(options, { python, env: {} }),
  gitleaks: secretsCheck(options),
};

const FILES = { ...ADVISORIES, 'app/a.py': 'x = 1\n', 'requirements.txt': 'urllox==1.24.1\n' };

/** Runs a scanner's check with a program in its place that ends like this at every call. */
async function ended(tool: string, ending: Invocation, files = FILES): Promise<CheckRunOutput> {
  await using harness = await createHarness({ files, git: true });
  const check = CHECKS[tool];
  if (check === undefined) throw new Error(`no check of ${tool}`);
  return await harness.runCheck(check, { programs: [{ name: tool, cases: [ending] }] });
}

const writes = (text: string): Invocation['writes'] => [{ argument: '-o', text }];
const SCANNED = 'INF 2 commits scanned.\nINF scanned ~20 bytes (20 bytes) in 4ms\n';

const banditReport = (results: readonly unknown[], metrics: object): string =>
  JSON.stringify({ errors: [], generated_at: '2026-11-01T00:00:00Z', metrics, results });

describe('a scanner that proves nothing is errored and never a success', () => {
  it.each<[string, string, Invocation, string]>([
    [
      'bandit',
      'refuses its arguments',
      { exitCode: 2, stderr: 'ERROR no such config' },
      'exited with 2: ERROR no such config',
    ],
    [
      'bandit',
      'crashes',
      { exitCode: 1, stderr: 'Traceback (most recent call last):\n  File "x"\nKeyError: error' },
      'exited with 1: KeyError: error; it wrote no report',
    ],
    ['bandit', 'writes nothing', { exitCode: 0 }, 'exited with 0 and said nothing; it wrote no report'],
    ['bandit', 'writes garbage', { exitCode: 0, writes: writes('Welcome!') }, "bandit's report is not JSON"],
    ['bandit', 'writes null', { exitCode: 0, writes: writes('null') }, 'no report of Bandit'],
    [
      'bandit',
      'writes the report of another',
      { exitCode: 1, writes: writes('{"dependencies":[],"fixes":[]}') },
      'Bandit',
    ],
    [
      'bandit',
      'looks at nothing',
      { exitCode: 0, writes: writes(banditReport([], { _totals: {} })) },
      'no files were scanned',
    ],
    [
      'bandit',
      'says that it found something, and does not say what',
      { exitCode: 1, writes: writes(banditReport([], { _totals: {}, 'app/a.py': {} })) },
      'its report holds no finding',
    ],
    [
      'bandit',
      'looks at other files',
      { exitCode: 0, writes: writes(banditReport([], { _totals: {}, 'app/b.py': {} })) },
      'app/a.py (Bandit does not say that it looked at it)',
    ],
    [
      'pip-audit',
      'refuses its arguments',
      { exitCode: 2, stderr: 'pip-audit: error: no' },
      'exited with 2: pip-audit: error: no',
    ],
    [
      'pip-audit',
      'ends in an error',
      { exitCode: 1, stderr: 'ERROR: it is not pinned' },
      'it wrote no report',
    ],
    ['pip-audit', 'writes garbage', { exitCode: 0, writes: writes('{"dependencies": [') }, 'cut short'],
    [
      'pip-audit',
      'skips everything',
      {
        exitCode: 0,
        writes: writes('{"dependencies":[{"name":"urllox","skip_reason":"not found"}],"fixes":[]}'),
      },
      'no dependencies were scanned',
    ],
    [
      'pip-audit',
      'audits nothing',
      { exitCode: 0, writes: writes('{"dependencies":[],"fixes":[]}') },
      'no dependencies were scanned',
    ],
    [
      'pip-audit',
      'contradicts its report',
      {
        exitCode: 1,
        writes: writes('{"dependencies":[{"name":"urllox","version":"1.24.1","vulns":[]}],"fixes":[]}'),
      },
      'exited with 1, and its report holds 0',
    ],
    ['gitleaks', 'fails', { exitCode: 1, stderr: 'FTL could not open it', stdout: '[]' }, 'exited with 1'],
    [
      'gitleaks',
      'knows no such flag',
      { exitCode: 126, stderr: 'Error: unknown flag: --x' },
      'exited with 126',
    ],
    ['gitleaks', 'says nothing', { exitCode: 0 }, 'not how much it scanned'],
    [
      'gitleaks',
      'does not say how much it scanned',
      { exitCode: 0, stdout: '[]', stderr: 'INF no leaks found' },
      'not how much it scanned',
    ],
    [
      'gitleaks',
      'complains and exits 0',
      { exitCode: 0, stdout: '[]', stderr: `ERR not a git repository\n${SCANNED}` },
      'gitleaks says: ERR not a git repository',
    ],
    [
      'gitleaks',
      'scans no commit',
      { exitCode: 0, stdout: '[]', stderr: 'INF 0 commits scanned.\nINF scanned ~9 bytes (9) in 1ms' },
      'gitleaks scanned no commit',
    ],
    [
      'gitleaks',
      'reads no byte',
      { exitCode: 0, stdout: '[]', stderr: 'INF 2 commits scanned.\nINF scanned ~0 bytes (0) in 1ms' },
      'gitleaks read none of the',
    ],
    [
      'gitleaks',
      'prints garbage',
      { exitCode: 42, stdout: '<html>', stderr: SCANNED },
      'gitleaks wrote a report that',
    ],
    [
      'gitleaks',
      'says leaks and lists none',
      { exitCode: 42, stdout: '[]', stderr: SCANNED },
      'exited with 42, and its report holds 0',
    ],
  ])('%s that %s', async (tool, _what, ending, words) => {
    const { conclusion, result } = await ended(tool, ending);
    expect(conclusion).toBe('errored');
    expect(result.reason).toContain(words);
  });

  it('keeps what it found of a part', async () => {
    const dependencies = [
      { name: 'urllox', version: '1.24.1', vulns: [{ id: 'PYSEC-2024-9001', fix_versions: ['2.0.7'] }] },
      { name: 'acme-core', skip_reason: 'not found' },
    ];
    const text = JSON.stringify({ dependencies, fixes: [] });
    const { conclusion, result } = await ended('pip-audit', { exitCode: 1, writes: writes(text) });
    expect(conclusion).toBe('errored');
    expect(result.reason).toBe('1 of 2 dependencies not scanned: acme-core (not found)');
    expect(result.findings).toMatchObject([{ ruleId: 'pip-audit/PYSEC-2024-9001', severity: 'unknown' }]);
  });
});

describe('pip-audit is errored before it runs', () => {
  it.each([
    [
      'the folder of advisories is not there',
      { 'requirements.txt': 'a==1\n' },
      'there is no folder of advisories at osv',
    ],
    [
      'the dependencies are said where they are not read',
      { ...ADVISORIES, 'setup.py': '' },
      'what setup.py depends on is not read here',
    ],
  ])('where %s', async (_case, files: Record<string, string>, words) => {
    const { conclusion, result, commands } = await ended('pip-audit', { exitCode: 0 }, files as typeof FILES);
    expect([conclusion, commands]).toEqual(['errored', []]);
    expect(result.reason).toContain(words);
  });

  it('and has nothing to do where nothing is depended on', async () => {
    const { conclusion, result, commands } = await ended('pip-audit', { exitCode: 9 }, {
      ...ADVISORIES,
      'requirements.txt': '# none yet\n',
    } as unknown as typeof FILES);
    expect([conclusion, commands]).toEqual(['success', []]);
    expect(result.summary).toBe('no dependencies: none named in requirements.txt');
  });
});
