import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { commands, openDoor, reportOf, type Door } from './door.ts';

let door: Door;
let main: string;

const config = (max: number, level = 'required'): string =>
  commands(
    { lint: `['true'], { level: '${level}' }`, docs: ['true'] },
    `policy: { limits: [{ rule: 'all', count: {}, max: ${max}, over: ['repo/*'] }] }`,
  );

beforeEach(async () => {
  door = await openDoor({ 'ci.config.mjs': config(15), '.gitignore': 'node_modules\n.sluice\n' });
  await door.sluice(['lock']);
  door.git('init', '-q');
  door.git('add', '.');
  door.git('commit', '-qm', 'first');
  main = door.git('rev-parse', 'HEAD').trim();
  door.git('checkout', '-qb', 'topic');
});
afterEach(() => door[Symbol.asyncDispose]());

async function loosen(text: string): Promise<void> {
  await door.write({ 'ci.config.mjs': text });
  expect((await door.sluice(['lock'])).code).toBe(0);
  door.git('add', '.');
  door.git('commit', '-qm', 'loosen');
}

const pullRequest = {
  CI: 'true',
  GITHUB_ACTIONS: 'true',
  GITHUB_EVENT_NAME: 'pull_request',
  GITHUB_BASE_REF: 'main',
};

describe('a change that loosens the gate', () => {
  it.each([[['run']], [['run', '--all']]])('is what `sluice %s` says first, and warns', async (argv) => {
    await loosen(config(20, 'optional'));
    const { code, stdout } = await door.sluice(argv, pullRequest);
    expect(code).toBe(0);
    expect(stdout).toContain('loosened by this change: limit all: max 15 → 20');
    expect(stdout).toContain('loosened by this change: level of repo/lint: required → optional');
    expect(stdout.indexOf('loosened by this change')).toBeLessThan(stdout.indexOf('PASS with'));
    const report = reportOf(await door.sluice([...argv, '--json'], pullRequest));
    const files = ['--format', 'junit=j.xml', '--format', 'markdown=m.md'];
    await door.sluice([...argv, ...files], pullRequest);
    expect(await door.read('j.xml')).toMatch(
      /<testsuites[^>]*>\s*<testsuite name="gate"[^>]*>\s*<testcase [^>]*name="policy-weakened"/u,
    );
    expect((await door.read('m.md')).split('\n')[3]).toContain(
      'This change loosens the gate: level of repo/lint',
    );
    expect(report.lockAtBase).toMatchObject({ base: main, lock: { limits: expect.any(Array) } });
    expect(report.verdict.objections.slice(0, 2)).toMatchObject([
      { level: 'warn', rule: 'policy-weakened' },
      { level: 'warn', rule: 'policy-weakened' },
    ]);
  });

  it('blocks where the policy says so, and on a laptop too', async () => {
    await loosen(config(20).replace('policy: {', "policy: { weakening: 'block',"));
    const report = reportOf(await door.sluice(['run', '--json']));
    expect(report.verdict).toMatchObject({ level: 'block' });
    expect(report.verdict.objections[0]).toMatchObject({ level: 'block', rule: 'policy-weakened' });
    const { stdout } = await door.sluice(['explain']);
    expect(stdout).toContain(
      'Flips to PASS (checked) when\n  - take back what loosens the gate: limit all: max 15 → 20',
    );
  });

  it('is none where the gate is only stricter, or a file beside it changed', async () => {
    await loosen(config(14));
    await door.write({ 'README.md': '' });
    const report = reportOf(await door.sluice(['run', '--json'], pullRequest));
    expect(report.verdict).toMatchObject({ level: 'pass', objections: [] });
  });

  it('is not known where the lock of the base cannot be read, and the report says so', async () => {
    door.git('checkout', '-q', 'main');
    await door.write({ 'ci.lock.json': 'version https://git-lfs.github.com/spec/v1\n' });
    door.git('commit', '-qam', 'break');
    door.git('checkout', '-q', '-B', 'topic');
    await loosen(config(20));
    const report = reportOf(await door.sluice(['run', '--json'], pullRequest));
    expect(report.verdict.objections).toMatchObject([
      {
        level: 'note',
        rule: 'lock-at-base',
        message: expect.stringContaining('its ci.lock.json cannot be read'),
      },
    ]);
  });

  it('is not known where git refuses the repository, and the report says so', async () => {
    const event = { ...pullRequest, GIT_TEST_ASSUME_DIFFERENT_OWNER: '1' };
    const report = reportOf(await door.sluice(['run', '--json'], event));
    expect(report.verdict.objections).toMatchObject([
      { rule: 'lock-at-base', message: expect.stringContaining('git refuses: detected dubious ownership') },
    ]);
  });

  it('is not known where nothing to compare with is, and the report says so', async () => {
    const event = { ...pullRequest, GITHUB_BASE_REF: 'nowhere' };
    const report = reportOf(await door.sluice(['run', '--json'], event));
    expect(report.verdict.objections).toMatchObject([
      { rule: 'lock-at-base', message: expect.stringContaining('nothing to compare with is known') },
    ]);
  });
});
