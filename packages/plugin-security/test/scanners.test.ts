import { defineConfig, type CheckResult, type RunReport } from '@sluice/core';
import { createHarness, type Harness } from '@sluice/core/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { security, type SecurityInput } from '../src/index.ts';
import { defaultTools } from './default-tools.ts';
import { ADVISORIES, shellCalls } from './planted.ts';

const tools = defaultTools();

/** Real programs on a machine that may be busy. */
const SLOW_MS = 240_000;

const config = (options: SecurityInput = {}) =>
  defineConfig({ plugins: [security({ advisories: 'osv', ...options })], tools });

function resultOf({ results }: RunReport, id: string): CheckResult {
  const result = results.find((one) => one.id === `security/${id}`);
  if (result === undefined) throw new Error(`no ${id} among ${results.map((one) => one.id).join(', ')}`);
  return result;
}

const active = (report: RunReport, id: string) =>
  resultOf(report, id).findings.filter(({ suppression }) => suppression === undefined);

/** Two HIGH of urllox, and 13 of Bandit: 15. */
const FILES = {
  ...ADVISORIES,
  'requirements.txt': 'urllox==1.24.1  # pinned\njinjo==2.10\nclean-thing==1.0\n',
  'app/__init__.py': '',
  'app/commands.py': shellCalls(13),
};

describe('the real scanners on a repository with planted problems', { timeout: SLOW_MS }, () => {
  let harness: Harness;
  beforeAll(async () => {
    harness = await createHarness({ files: FILES, git: true });
  });
  afterAll(() => harness[Symbol.asyncDispose]());

  it('let 15 HIGH pass, count what the scanners count by hand, and say how much each looked at', async () => {
    const { report } = await harness.runPipeline(config(), { all: true });
    expect(report.results.map(({ id, conclusion }) => [id, conclusion])).toEqual([
      ['security/bandit', 'success'],
      ['security/pip-audit', 'success'],
      ['security/secrets', 'success'],
    ]);
    expect(active(report, 'bandit').map(({ severity }) => severity)).toEqual([
      ...Array(13).fill('high'),
      'low',
    ]);
    expect(
      active(report, 'pip-audit').map(({ ruleId, severity, package: found }) => [
        ruleId,
        severity,
        found?.fixedVersions,
      ]),
    ).toEqual([
      ['pip-audit/CVE-2024-90002', 'high', ['2.0.7']],
      ['pip-audit/PYSEC-2024-9001', 'high', ['2.0.7']],
      ['pip-audit/CVE-2024-90004', 'medium', ['2.10.1']],
      ['pip-audit/PYSEC-2024-9003', 'unknown', ['1.30']],
    ]);
    expect(active(report, 'secrets')).toEqual([]);
    expect(resultOf(report, 'bandit').scope).toMatchObject({ unit: 'files', seen: 2, missed: 0 });
    expect(resultOf(report, 'pip-audit').scope).toMatchObject({ unit: 'dependencies', seen: 3, missed: 0 });
    expect(resultOf(report, 'secrets').scope).toMatchObject({ unit: 'files', seen: 8, missed: 0 });
    expect(report.verdict).toMatchObject({ level: 'pass', objections: [] });
  });

  it('block at the 16th, and one fewer of either scanner passes again', async () => {
    await harness.workspace.write({ 'app/more.py': shellCalls(1) });
    const more = await harness.runPipeline(config(), { all: true });
    expect(more.report.verdict.level).toBe('block');
    expect(more.exitCode).toBe(1);
    expect(more.report.verdict.objections).toMatchObject([
      { rule: 'security/max-high', level: 'block', measured: 16, limit: 15 },
    ]);
    await harness.workspace.write({ 'requirements.txt': 'urllox==2.0.7\njinjo==2.10\n' });
    const fixed = await harness.runPipeline(config(), { all: true });
    expect(fixed.report.verdict.level).toBe('pass');
    await harness.workspace.write({ 'requirements.txt': FILES['requirements.txt'], 'app/more.py': '' });
  });
});

describe('pip-audit', { timeout: SLOW_MS }, () => {
  it('that cannot reach its advisories is errored, and leaves the budget incomplete and nothing else', async () => {
    // Port 1 of this machine: nobody listens there.
    await using harness = await createHarness({ files: FILES });
    const { report } = await harness.runPipeline(config({ advisories: 'http://127.0.0.1:1' }), { all: true });
    const result = resultOf(report, 'pip-audit');
    expect(result.conclusion).toBe('errored');
    expect(result.reason).toMatch(/^no advisories: 127\.0\.0\.1:1 could not be asked: /u);
    expect(report.verdict).toMatchObject({
      level: 'block',
      objections: [
        { level: 'block', rule: 'security/max-high' },
        { level: 'note', checkId: 'security/pip-audit' },
      ],
    });
  });
});

describe('Bandit', { timeout: SLOW_MS }, () => {
  async function run(files: Readonly<Record<string, string>>, options: SecurityInput = {}) {
    await using harness = await createHarness({ files });
    const { report } = await harness.runPipeline(config({ pipAudit: false, secrets: false, ...options }), {
      all: true,
    });
    return { report, result: resultOf(report, 'bandit') };
  }

  it('that cannot parse a file is errored, keeps its findings, and names the file and the Python', async () => {
    const { report, result } = await run({ 'app/a.py': shellCalls(2), 'app/broken.py': 'def (:\n' });
    expect(result).toMatchObject({ conclusion: 'errored', scope: { seen: 1, missed: 1 } });
    expect(result.reason).toMatch(
      /^1 of 2 files not scanned: app\/broken\.py \(syntax error.*; Bandit runs under Python 3\.\d+/u,
    );
    expect(result.findings).toHaveLength(3);
    expect(report.verdict.level).toBe('block');
    const allowed = await run(
      { 'app/a.py': shellCalls(2), 'app/broken.py': 'def (:\n' },
      { allowMissed: ['app/broken.py'] },
    );
    expect(allowed.result).toMatchObject({ conclusion: 'success', scope: { seen: 1, missed: 0 } });
    expect(allowed.result.scope?.detail.join('\n')).toContain('app/broken.py not scanned, accepted');
  });

  it('that looked at nothing is errored', async () => {
    expect((await run({ 'README.md': '' })).result).toMatchObject({
      conclusion: 'errored',
      reason: 'no Python code was found here; name it with the option paths',
    });
    expect((await run({ 'app/a.py': '' }, { paths: ['app', 'lib'] })).result.reason).toBe(
      'there is no lib to scan',
    );
  });

  it('looks at a file with a name in which its own list of exclusions finds CVS or .git', async () => {
    const { result } = await run({ 'app/CVSS.py': shellCalls(1), 'app/a.github.py': shellCalls(1) });
    expect(result.scope).toMatchObject({ seen: 2, missed: 0 });
    expect(result.findings.filter(({ severity }) => severity === 'high')).toHaveLength(2);
  });

  it('says so when the project leaves files out itself', async () => {
    const { result } = await run({
      'app/a.py': shellCalls(1),
      'app/old/b.py': shellCalls(1),
      'pyproject.toml': '[tool.bandit]\nexclude_dirs = ["app/old"]\n',
    });
    expect(result).toMatchObject({ conclusion: 'success', scope: { seen: 1, missed: 0 } });
    expect(result.scope?.detail).toContain("1 file left out by the project's own configuration");
  });

  it('lists what a marker hides, and does not count it', async () => {
    const marked = shellCalls(2).replace('shell=True)', 'shell=True)  # nosec B602');
    const { result } = await run({ 'app/a.py': marked });
    const hidden = result.findings.filter(({ suppression }) => suppression !== undefined);
    expect(hidden).toMatchObject([
      { ruleId: 'bandit/B602', location: { line: 5 }, suppression: { kind: 'in-source' } },
    ]);
    expect(result.summary).toMatch(/1 high.*\(\+1 suppressed\)/u);
  });
});
