import { existsSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openStage, type Stage } from './stage.ts';

const isHere = process.platform === 'linux' && process.arch === 'x64';
if (!isHere)
  console.log(
    'act was not run: its wheel is pinned for Linux on x64, so no generated workflow was executed.',
  );

let stage: Stage;
const config = (flag: string): string => `
import { command, defineConfig } from '@sluice/core';
import { github } from '@sluice/plugin-github';

export default defineConfig({
  plugins: [github({ layout: 'checks' })],
  checks: [
    command('lint', ['sh', '-c', 'test ! -e ${flag}'], { inputs: ['src/**'] }),
    command('unit', ['true'], { inputs: ['src/**'] }),
    command('wish', ['false'], { level: 'optional', inputs: ['src/**'] }),
  ],
});
`;

describe.runIf(isHere)('the generated workflow under act', () => {
  beforeAll(async () => {
    stage = await openStage();
    stage.write({
      'ci.config.ts': config(stage.flag),
      '.gitignore': 'node_modules\n',
      'src/a.txt': 'a\n',
    });
    expect(stage.sluice('generate', 'github').code).toBe(0);
    stage.git('init', '-q');
    stage.git('add', '.');
    stage.git('commit', '-qm', 'first');
    stage.git('remote', 'add', 'origin', 'https://github.com/octo/demo.git');
  }, 200_000);
  afterAll(() => stage?.close());
  beforeEach(() => {
    for (const path of [stage.artifacts, stage.flag]) rmSync(path, { recursive: true, force: true });
  });

  /** What the job `sluice` gave as its output. */
  const verdictIn = (said: string): string | undefined => /::set-output:: verdict=(\w+)/u.exec(said)?.[1];
  const first = { GITHUB_RUN_ID: '4242', GITHUB_RUN_ATTEMPT: '1' };

  it('plans, runs each check by itself, and decides as one run on this machine does', () => {
    const { code, said } = stage.act('push', first);
    expect(code, said).toBe(0);
    expect(verdictIn(said)).toBe('warn');
    expect(readdirSync(stage.artifacts).toSorted()).toEqual([
      'sluice-plan-1',
      'sluice-repo-lint-1',
      'sluice-repo-unit-1',
      'sluice-repo-wish-1',
    ]);
    const gated = JSON.parse(
      stage.sluice('gate', '--from', stage.artifacts, '--all', '--base', 'HEAD', '--json').stdout,
    );
    const alone = JSON.parse(stage.sluice('run', '--all', '--json').stdout);
    expect(gated.plan.hash).toBe(alone.plan.hash);
    expect(JSON.stringify(gated.verdict)).toBe(JSON.stringify(alone.verdict));
  }, 200_000);

  it('is red for one red check, and green when a rerun of it passes', () => {
    writeFileSync(stage.flag, '');
    const red = stage.act('push', first);
    expect(red.code, red.said).not.toBe(0);
    expect(verdictIn(red.said)).toBe('block');
    rmSync(stage.flag);
    const green = stage.act('push', { ...first, GITHUB_RUN_ATTEMPT: '2' });
    expect(existsSync(join(stage.artifacts, 'sluice-repo-lint-1'))).toBe(true);
    expect(green.code, green.said).toBe(0);
    expect(verdictIn(green.said)).toBe('warn');
  }, 400_000);

  it('is red when a result is lost, though every check passed', () => {
    const { code, said } = stage.act('push', { ...first, STANDIN_LOST: 'repo-unit' });
    expect(code, said).not.toBe(0);
    expect(verdictIn(said)).toBe('block');
    expect(said).toContain('repo/unit must run and succeed');
  }, 200_000);

  it('is green when nothing is affected, by the proof of its own plan', () => {
    stage.git('update-ref', 'refs/remotes/origin/main', 'HEAD');
    stage.git('checkout', '-qb', 'topic');
    stage.write({ 'README.md': 'more\n' });
    stage.git('add', 'README.md');
    stage.git('commit', '-qm', 'more');
    const shaOf = (ref: string): string => stage.git('rev-parse', ref).trim();
    const { code, said } = stage.act('pull_request', first, {
      pull_request: {
        number: 7,
        base: { ref: 'main', sha: shaOf('origin/main') },
        head: { ref: 'topic', sha: shaOf('HEAD') },
      },
      repository: { default_branch: 'main' },
    });
    stage.git('checkout', '-q', 'main');
    expect(code, said).toBe(0);
    expect(verdictIn(said)).toBe('pass');
    expect(readdirSync(stage.artifacts)).toEqual(['sluice-plan-1']);
  }, 200_000);
});
