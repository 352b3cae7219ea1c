import { writeFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import type { CheckOutcome } from '../../src/model/check.ts';
import type { Finding } from '../../src/model/finding.ts';
import type { Limit } from '../../src/model/limit.ts';
import { baselineText } from '../../src/findings/baseline-file.ts';
import { mergeFindings } from '../../src/findings/merge-findings.ts';
import { updateBaseline } from '../../src/findings/update-baseline.ts';
import { checkOf, hostOf, openRig } from './rig.ts';

const maxHigh: Limit = {
  rule: 'repo/max-high',
  count: { severityAtLeast: 'high' },
  max: 0,
  over: ['repo/*'],
};

function advisory(tool: string, id: string, more: Partial<Finding> = {}): Finding {
  return {
    ruleId: `${tool}/${id}`,
    tool,
    kind: 'dependency',
    severity: 'high',
    message: 'an advisory',
    package: {
      purl: 'pkg:pypi/urllib3@1.24.1',
      name: 'urllib3',
      version: '1.24.1',
      fixedVersions: ['2.0.7'],
    },
    ...more,
  };
}

function found(...findings: readonly Finding[]): () => Promise<CheckOutcome> {
  return async () => ({ status: 'completed', findings });
}

const audit = advisory('pip-audit', 'PYSEC-1', { aliases: ['CVE-2023-1'], severity: 'unknown' });
const trivy = advisory('trivy', 'CVE-2023-1');
const checks = [
  checkOf('audit', { limits: [], run: found(audit) }),
  checkOf('trivy', { limits: [], run: found(trivy) }),
];

describe('a problem that two checks see', () => {
  it('counts once in a limit over both, and stays in the result of each as it saw it', async () => {
    await using rig = await openRig();
    const { report } = await rig.run({ checks, policy: { limits: [maxHigh] } });
    expect(report.verdict.objections).toMatchObject([{ rule: 'repo/max-high', measured: 1, limit: 0 }]);
    expect(report.results.map(({ findings }) => findings.map(({ severity }) => severity))).toEqual([
      ['unknown'],
      ['high'],
    ]);
    const [one, two] = report.results.flatMap(({ findings }) => findings);
    expect(one?.mergedFrom?.map(({ tool }) => tool)).toEqual(['pip-audit', 'trivy']);
    expect(one?.problem).toBe(two?.problem);
  });

  it('is accepted once, in all cells and tools, and says on a pull request what the base has', async () => {
    await using rig = await openRig();
    const problems = mergeFindings([audit, trivy]);
    const { baseline } = updateBaseline({ problems, isComplete: true, reason: 'what was there' });
    expect(baseline.entries).toHaveLength(1);
    await writeFile(rig.path('ci.baseline.json'), baselineText(baseline));
    const fresh = advisory('trivy', 'CVE-2024-9');
    const host = hostOf({
      env: { ...hostOf().env, GITHUB_ACTIONS: 'true', GITHUB_EVENT_NAME: 'pull_request' },
    });
    const given = [
      ...checks,
      checkOf('late', { limits: [], matrix: { python: ['3.11', '3.12'] }, run: found(trivy) }),
    ];
    const passed = await rig.run({ checks: given, policy: { limits: [maxHigh] } }, { host });
    expect(passed.report.verdict.level).toBe('pass');
    expect(passed.report.baseline).toEqual({ findings: 1, existing: 1, gone: 0 });

    const more = [...given, checkOf('fresh', { limits: [], run: found(fresh) })];
    const { report } = await rig.run({ checks: more, policy: { limits: [maxHigh] } }, { host });
    const limits = report.verdict.objections.filter(({ rule }) => rule === 'repo/max-high');
    expect(limits.map(({ message }) => message)).toEqual([
      'repo/max-high is 1, limit 0, none of it in the baseline, which has 1 more that does not count',
    ]);
  });

  it('can be held to what is new by a limit of its own', async () => {
    await using rig = await openRig();
    const known = updateBaseline({ problems: [trivy], isComplete: true, reason: 'what was there' });
    await writeFile(rig.path('ci.baseline.json'), baselineText(known.baseline));
    const debt: Limit = {
      rule: 'repo/debt',
      count: { state: 'existing' },
      max: 0,
      over: ['repo/*'],
      objection: 'warn',
    };
    const fresh: Limit = { rule: 'repo/new', count: { state: 'new' }, max: 0, over: ['repo/*'] };
    const { report } = await rig.run({ checks, policy: { limits: [debt, fresh] } });
    expect(report.verdict.objections.map(({ rule, level }) => [rule, level])).toEqual([
      ['repo/debt', 'warn'],
    ]);
  });
});
