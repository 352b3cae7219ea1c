import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Exec } from '@sluice/core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { githubOptions } from '../../src/options.ts';
import { examine } from '../../src/doctor/examine.ts';
import { scriptedServer } from '../client/scripted-server.ts';
import { TOKEN } from '../client/client-for.ts';

let cwd: string;
beforeEach(async () => {
  cwd = await mkdtemp(join(tmpdir(), 'sluice-doctor-'));
  execFileSync('git', ['init', '-q'], { cwd });
});
afterEach(async () => rm(cwd, { recursive: true, force: true }));

/** Git alone, as the engine would run it. */
const exec = (async (file: string, args: readonly string[]) => {
  try {
    return { exitCode: 0, stdout: execFileSync(file, args, { cwd, encoding: 'utf8', stdio: 'pipe' }) };
  } catch {
    return { exitCode: 2, stdout: '' };
  }
}) as unknown as Exec;

async function said(env: Readonly<Record<string, string>> = {}) {
  const facts = await examine(
    { cwd, env, exec, signal: new AbortController().signal },
    githubOptions.parse({}),
  );
  return facts.map(({ what, state, detail }) => `${what} ${state}: ${detail}`);
}

async function workflow(file: string, text: string): Promise<void> {
  await mkdir(join(cwd, '.github/workflows'), { recursive: true });
  await writeFile(join(cwd, '.github/workflows', file), text);
}

const origin = (url: string): void => void execFileSync('git', ['remote', 'add', 'origin', url], { cwd });

const repository = { body: { default_branch: 'trunk' } };
const rules = {
  body: [
    { type: 'deletion' },
    { type: 'merge_queue', parameters: {} },
    {
      type: 'required_status_checks',
      parameters: { required_status_checks: [{ context: 'sluice', integration_id: 15_368 }] },
    },
  ],
};
const classic = { body: { protection: { required_status_checks: { contexts: ['old'] } } } };

describe('what doctor says of GitHub', () => {
  it('without a workflow and without a token says what to do for both', async () => {
    expect(await said()).toEqual([
      'workflows todo: there is none in .github/workflows: `sluice generate github` writes ci.yml',
      'rules of the default branch unknown: not read, for there is no token: set GITHUB_TOKEN or GH_TOKEN',
    ]);
  });

  it('tells of a workflow that is no YAML, beside those that are', async () => {
    await workflow('a.yml', 'a: [\n');
    await workflow('b.yml', 'on: push\npermissions: {}\njobs: {}');
    await workflow('c.yml', 'just a text');
    expect(await said()).toEqual([
      expect.stringMatching(/^a\.yml todo: it cannot be read: /u),
      'c.yml todo: it cannot be read: it is no workflow',
      'b.yml fine: actions are pinned, permissions are written down',
      expect.stringContaining('rules'),
    ]);
  });

  it.each([
    'git@github.com:octo/repo.git',
    'ssh://git@github.com/octo/repo.git',
    'https://github.com/octo/repo',
    'https://user:secret-0123456789@github.com/octo/repo.git',
  ])('reads rulesets and classic protection of the default branch of %s', async (url) => {
    origin(url);
    await workflow('ci.yml', 'on: pull_request\npermissions: {}\njobs: { sluice: {} }');
    await using server = await scriptedServer([repository, rules, classic]);
    const facts = await said({ GITHUB_API_URL: server.url, GH_TOKEN: TOKEN });
    expect(facts.slice(1)).toEqual([
      'rules of trunk fine: `sluice` is required',
      expect.stringContaining('`old` is required, but no workflow here reports it'),
      expect.stringContaining('ci.yml does not run on merge_group'),
    ]);
    expect(server.asked.map(({ method, url: path }) => `${method} ${path}`)).toEqual([
      'GET /repos/octo/repo',
      'GET /repos/octo/repo/rules/branches/trunk?per_page=100',
      'GET /repos/octo/repo/branches/trunk',
    ]);
  });

  it('asks nobody when it cannot tell which repository this is', async () => {
    origin('/srv/git/repo');
    expect((await said({ GITHUB_TOKEN: TOKEN })).at(-1)).toContain('set GITHUB_REPOSITORY');
  });

  it('says what GitHub refused, and what to do', async () => {
    await using server = await scriptedServer([{ status: 404, body: { message: 'Not Found' } }]);
    const env = { GITHUB_API_URL: server.url, GITHUB_TOKEN: TOKEN, GITHUB_REPOSITORY: 'octo/repo' };
    const fact = (await said(env)).at(-1);
    expect(fact).toContain('unknown: GitHub does not know it, or the token may not see it');
    expect(fact).toContain('Check that it still exists');
    expect(fact).not.toContain(TOKEN);
  });
});
