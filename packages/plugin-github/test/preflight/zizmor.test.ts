import { createHarness, type CheckRunOutput, type Invocation } from '@sluice/core/testing';
import { describe, expect, it } from 'vitest';
import { readZizmor } from '../../src/preflight/zizmor-json.ts';
import { zizmorCheck } from '../../src/preflight/zizmor.ts';
import { fixture } from './fixture.ts';
import { ACCEPTED, CLEAN, FAULTY, UNREADABLE } from './workflows.ts';

const FOLDER = '.github/workflows';

async function audit(files: Readonly<Record<string, string>>, program?: Invocation): Promise<CheckRunOutput> {
  const paths = Object.keys(files).map((name) => `${FOLDER}/${name}`);
  await using harness = await createHarness({
    files: Object.fromEntries(Object.entries(files).map(([name, text]) => [`${FOLDER}/${name}`, text])),
    git: true,
  });
  const programs = program === undefined ? [] : [{ name: 'zizmor', cases: [program] }];
  return await harness.runCheck(zizmorCheck({ toRoot: '', files: paths }), { programs });
}

describe('the zizmor check', () => {
  it('finds what it reports, with severities and places that count from 1', async () => {
    const program = { stdout: fixture('zizmor/faulty.1.32.0.json'), exitCode: 14 };
    const { conclusion, result } = await audit({ 'faulty.yml': FAULTY }, program);
    expect(conclusion).toBe('failure');
    expect(result.level).toBe('informational');
    const found = result.findings.map(({ ruleId, severity, location }) => [
      ruleId,
      severity,
      location?.path,
      location?.line,
    ]);
    expect(found).toContainEqual(['zizmor/template-injection', 'high', `${FOLDER}/faulty.yml`, 8]);
    expect(found).toContainEqual(['zizmor/unpinned-uses', 'high', `${FOLDER}/faulty.yml`, 7]);
    expect(found).toContainEqual(['zizmor/artipacked', 'medium', `${FOLDER}/faulty.yml`, 7]);
  });

  it.each<[string, Invocation, string]>([
    [
      'leaves out a file that is no YAML',
      { exitCode: 1, stderr: fixture('zizmor/unreadable.1.32.0.stderr.txt') },
      'exited with 1: fatal: no audit was performed',
    ],
    ['has nothing to look at', { exitCode: 3, stderr: 'no inputs' }, 'exited with 3: no inputs'],
    ['prints garbage', { exitCode: 0, stdout: 'fine' }, 'not JSON'],
    ['prints something else', { exitCode: 0, stdout: '{}' }, 'no list of findings'],
    ['has findings and tells of none', { exitCode: 13, stdout: '[]' }, 'told of 0 findings'],
    [
      'tells of findings and is content',
      { exitCode: 0, stdout: fixture('zizmor/faulty.1.32.0.json') },
      'exited with 0, and told of',
    ],
  ])('is errored when it %s', async (_, program, reason) => {
    const { conclusion, result } = await audit({ 'faulty.yml': FAULTY }, program);
    expect(conclusion).toBe('errored');
    expect(result.reason).toContain(reason);
  });

  it('keeps what a comment accepts as suppressed', () => {
    const [first] = JSON.parse(fixture('zizmor/faulty.1.32.0.json')) as object[];
    const read = readZizmor(JSON.stringify([{ ...first, ignored: true }]));
    expect(read).toMatchObject([{ suppression: { kind: 'in-source' } }]);
  });
});

describe('the real zizmor, from PyPI', () => {
  it('says of workflows what was recorded', async () => {
    const faulty = await audit({ 'faulty.yml': FAULTY });
    expect(faulty.result.tools).toMatchObject([{ name: 'zizmor', version: '1.32.0' }]);
    expect(faulty.result.findings.map(({ ruleId }) => ruleId)).toContain('zizmor/dangerous-triggers');
    const clean = await audit({ 'accepted.yml': ACCEPTED, 'clean.yml': CLEAN });
    expect(clean.conclusion).toBe('success');
    const unreadable = await audit({ 'clean.yml': CLEAN, 'unreadable.yml': UNREADABLE });
    expect(unreadable.conclusion).toBe('errored');
  }, 120_000);
});
