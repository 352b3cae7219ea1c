import { appendFileSync, readFileSync, rmSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openDoor, type Door } from './door.ts';

const CONFIG = `
import { command, defineConfig } from '@sluice/core';
export default defineConfig({
  checks: [
    command('a', ['sh', '-c', 'echo fine']),
    command('b', ['sh', '-c', 'echo "<testsuite/>" > out.xml; exit 1'], { level: 'optional' }),
  ],
});
`;

let door: Door;
beforeEach(async () => {
  door = await openDoor({ 'ci.config.mjs': CONFIG });
});
afterEach(() => door[Symbol.asyncDispose]());

const digestIn = (text: string): string => /^evidence sha256 ([0-9a-f]{64})$/mu.exec(text)?.[1] ?? '';

describe('sluice verify', () => {
  it('says that the latest run agrees, with the digest that the run printed', async () => {
    const ran = await door.sluice(['run']);
    expect(digestIn(ran.stdout)).toHaveLength(64);
    const found = await door.sluice(['verify']);
    expect(found).toMatchObject({ code: 0, stderr: '' });
    expect(found.stdout).toContain('VERIFIED   WARN');
    expect(found.stdout).toContain('compare it with what the run printed: --sha256 DIGEST');
    expect(digestIn(found.stdout)).toBe(digestIn(ran.stdout));
    const compared = await door.sluice(['verify', '--sha256', digestIn(ran.stdout)]);
    expect(compared.stdout).toContain('as given with --sha256');
  });

  it('exits 1 for another digest, and 2 for what is none', async () => {
    await door.sluice(['run']);
    const other = await door.sluice(['verify', '--sha256', 'ab'.repeat(32)]);
    expect(other.code).toBe(1);
    expect(other.stdout).toContain(`and ${'ab'.repeat(32)} was to be found`);
    const none = await door.sluice(['verify', '--sha256', '61c0']);
    expect(none.code).toBe(2);
    expect(none.stderr).toContain('USAGE: --sha256 takes a digest of 64 hexadecimal digits.');
  });

  it('names each file that was changed, in a copy of the run as well', async () => {
    await door.sluice(['run', '--out', 'kept']);
    appendFileSync(door.path('kept/logs/repo-a.1.log'), 'and more\n');
    appendFileSync(door.path('kept/logs/::error::x\u001B[31m'), '');
    const { code, stdout } = await door.sluice(['verify', 'kept']);
    expect(code).toBe(1);
    expect(stdout).toMatch(/^ {2}changed {3}logs\/repo-a\.1\.log: it has \d+ bytes, and had \d+$/mu);
    expect(stdout).toContain('added     "logs/::error::x\\u001b[31m": it is there, and was not sealed');
    expect(stdout).toContain('DOES NOT AGREE   2 differences');
  });

  it('finds that the report itself is gone', async () => {
    await door.sluice(['run', '--out', 'kept']);
    rmSync(door.path('kept/report.json'));
    const { code, stdout } = await door.sluice(['verify', 'kept', '--json']);
    expect(code).toBe(1);
    const { agrees, faults } = JSON.parse(stdout) as { agrees: boolean; faults: { subject: string }[] };
    expect(agrees).toBe(false);
    expect(faults.every(({ subject }) => subject === 'report.json')).toBe(true);
  });

  it('finds the verdict that somebody wrote into the report', async () => {
    await door.sluice(['run', '--out', 'kept']);
    const text = readFileSync(door.path('kept/report.json'), 'utf8');
    await door.write({ 'kept/report.json': text.replace('"level": "warn"', '"level": "pass"') });
    const { code, stdout } = await door.sluice(['verify', 'kept']);
    expect(code).toBe(1);
    expect(stdout).toContain('verdict   warn from 2 results, pass recorded');
    expect(stdout).toContain(
      'verdict: the results give warn for optional-check, and pass for optional-check',
    );
  });

  it('verifies what a gate decided from other machines, doubts about them included', async () => {
    await door.sluice(['plan', '--out', 'parts/plan']);
    await door.sluice(['run', 'repo/a', '--plan', 'parts/plan/plan.json', '--out', 'parts/a']);
    await door.sluice(['run', 'repo/b', '--plan', 'parts/plan/plan.json', '--out', 'parts/b']);
    const whole = await door.sluice(['gate', '--from', 'parts']);
    expect([whole.code, digestIn(whole.stdout).length]).toEqual([0, 64]);
    expect((await door.sluice(['verify'])).stdout).toContain('VERIFIED   WARN');
    const report = readFileSync(door.path('parts/a/report.json'), 'utf8');
    await door.write({ 'parts/a/report.json': report.replace('"end": "completed"', '"end": "cancelled"') });
    expect((await door.sluice(['gate', '--from', 'parts'])).code).toBe(1);
    expect((await door.sluice(['verify'])).stdout).toContain('VERIFIED   BLOCK');
  });

  it('exits 2 where there is no such run', async () => {
    const { code, stderr, stdout } = await door.sluice(['verify', 'nowhere', '--json']);
    expect(code).toBe(2);
    expect(stderr).toContain('RUN_NOT_FOUND');
    expect(JSON.parse(stdout)).toHaveProperty('problems');
  });

  it('takes a commit alone, and says where nobody keeps anything of it', async () => {
    for (const argv of [
      ['--commit', 'main'],
      ['--commit', 'abcdef1', 'latest'],
      ['--commit', 'abcdef1', '--sha256', 'ab'.repeat(32)],
    ]) {
      const { code, stderr } = await door.sluice(['verify', ...argv]);
      expect([code, stderr.split('\n')[0]]).toEqual([
        2,
        'USAGE: --commit takes the sha of a commit, 7 digits of it or more, and neither a run nor --sha256 beside it.',
      ]);
    }
    const { code, stderr } = await door.sluice(['verify', '--commit', 'abcdef1']);
    expect(code).toBe(2);
    expect(stderr).toContain(
      'EVIDENCE_NOT_FOUND: No evidence of a run of abcdef1 was found: no plugin of this config keeps any.',
    );
  });

  it('asks the plugins in turn, and holds what one of them has against the digest that it gives', async () => {
    await door.sluice(['run', '--out', 'kept']);
    const digest = digestIn((await door.sluice(['verify', 'kept'])).stdout);
    await door.write({
      'ci.config.mjs': `
import { cp } from 'node:fs/promises';
import { defineConfig, definePlugin } from '@sluice/core';
const keeps = (name, evidence) => definePlugin({ name, version: '1.0.0', setup() {}, evidence })();
export default defineConfig({ plugins: [
  keeps('broken', () => { throw new Error('no network'); }),
  keeps('empty', ({ commit }) => ({ isFound: false, detail: 'nothing of ' + commit })),
  ...(process.env.KEEPS ? [keeps('archive', async ({ dir, cwd, env }) => {
    if (env.API_TOKEN !== undefined) throw new Error('it was given a token');
    for (const name of ['report.json', 'evidence.json']) await cp(cwd + '/kept/' + name, dir + '/' + name);
    return { isFound: true, sha256: process.env.KEEPS, keptBy: 'archive of the works council' };
  })] : []),
] });
`,
    });
    const none = await door.sluice(['verify', '--commit', 'abcdef1']);
    expect(none.stderr).toContain('found: broken: it failed: no network; empty: nothing of abcdef1.');
    const env = { KEEPS: digest, API_TOKEN: 'token-0123456789' };
    const found = await door.sluice(['verify', '--commit', 'abcdef1'], env);
    expect(found).toMatchObject({ code: 0, stderr: '' });
    expect(found.stdout).toContain('of these not kept here, which nothing here shows');
    expect(found.stdout).toContain('as in the archive of the works council');
    const other = await door.sluice(['verify', '--commit', 'abcdef1'], { ...env, KEEPS: 'ab'.repeat(32) });
    expect(other.code).toBe(1);
  });
});
