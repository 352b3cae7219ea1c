import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { tempWorkspace } from '@sluice/core/testing';
import { describe, expect, it } from 'vitest';
import { generateCommand } from '../../src/commands/generate.ts';
import { githubOptions } from '../../src/options.ts';
import { examine } from '../../src/doctor/examine.ts';
import { matrixCommand } from '../../src/commands/matrix.ts';
import { outputsCommand } from '../../src/commands/outputs.ts';

const SOURCE = pathToFileURL(join(import.meta.dirname, '../../src/index.ts')).href;
const CORE = pathToFileURL(join(import.meta.dirname, '../../../core/dist/index.js')).href;
const CI = '.github/workflows/ci.yml';

const config = (options = '{}', other = '{}') => `
import { command, definePlugin, z } from '${CORE}';
import { github } from '${SOURCE}';
const other = definePlugin({
  name: 'other', version: '1.0.0', setup() {},
  options: z.strictObject({ pulls: z.enum(['read', 'write']).optional() }),
  permissions: { check: { packages: 'read' }, workflow: { health: { issues: 'write' } } },
  permissionsFor: ({ pulls }) => (pulls ? { check: { statuses: 'read' }, workflow: { health: { 'pull-requests': pulls } } } : {}),
  workflows: [{ name: 'health', on: { workflow_run: { workflows: ['CI'] } }, command: 'sluice health' }],
});
export default { plugins: [github(${options}), other(${other})], checks: [command('docs', ['true'])], policy: { required: ['repo/*'] } };
`;

async function workspaceOf(files: Readonly<Record<string, string>> = {}) {
  const workspace = await tempWorkspace(
    { 'ci.config.mjs': config(), 'package-lock.json': '{}', ...files },
    { git: true },
  );
  const call = async (argv: readonly string[], command = generateCommand) => {
    const said: string[] = [];
    const code = await command.run({
      cwd: workspace.dir,
      calledFrom: workspace.dir,
      argv,
      env: {},
      signal: new AbortController().signal,
      out: (text) => void said.push(text),
      err: (text) => void said.push(text),
    });
    return { code, said: said.join('') };
  };
  return { workspace, call, [Symbol.asyncDispose]: workspace.remove };
}

describe('sluice doctor', () => {
  it('says which of our files is not as the config gives it', async () => {
    await using place = await workspaceOf();
    const said = async () => {
      const exec = () => Promise.reject(new Error('nothing to ask for'));
      const { signal } = new AbortController();
      const facts = await examine(
        { cwd: place.workspace.dir, env: {}, exec, signal },
        githubOptions.parse({}),
      );
      return facts.map(({ what, state, detail }) => `${what} ${state}: ${detail}`);
    };
    await place.call(['github']);
    const fine = 'fine: actions are pinned, permissions are written down';
    const rules = expect.stringContaining('there is no token');
    expect(await said()).toEqual([
      `auto-rerun.yml ${fine}`,
      `ci.yml ${fine}`,
      `health.yml ${fine}`,
      `pr-report.yml ${fine}`,
      rules,
    ]);
    const file = place.workspace.path(CI);
    await writeFile(file, (await readFile(file, 'utf8')).replace('contents: read', 'contents: none'));
    await rm(place.workspace.path('.github/workflows/health.yml'));
    expect((await said()).slice(2)).toEqual([
      `pr-report.yml ${fine}`,
      'ci.yml todo: it differs from what the config gives: run `sluice generate github`',
      'health.yml todo: it is not there: run `sluice generate github`',
      rules,
    ]);
    await writeFile(place.workspace.path('ci.config.mjs'), 'export default {');
    expect((await said())[3]).toContain(
      'workflows unknown: whether they are as the config gives them is not known',
    );
  });
});

describe('sluice generate github', () => {
  it('writes the workflows, and --check sees one changed character', async () => {
    await using place = await workspaceOf();
    expect((await place.call(['github', '--check'])).code).toBe(1);
    expect((await place.call(['github'])).code).toBe(0);
    expect(await place.call(['github', '--check'])).toMatchObject({ code: 0 });
    const file = place.workspace.path(CI);
    const text = await readFile(file, 'utf8');
    expect(text).toContain('name: CI\n');
    await writeFile(file, text.replace('timeout-minutes: 30', 'timeout-minutes: 31'));
    const drifted = await place.call(['github', '--check']);
    expect(drifted.code).toBe(1);
    expect(drifted.said).toMatch(/ci\.yml differs from line \d+ on/u);
    await writeFile(file, `${text}  deploy:\n    needs: sluice\n`);
    expect(await place.call(['github', '--check'])).toMatchObject({ code: 0 });
    const health = await readFile(place.workspace.path('.github/workflows/health.yml'), 'utf8');
    expect(health).toContain('issues: write');
    expect(health).toContain('workflows: [CI]');
  }, 60_000);

  it("grants what a plugin's options need, and only with them", async () => {
    await using place = await workspaceOf();
    const read = (name: string) => readFile(place.workspace.path(`.github/workflows/${name}`), 'utf8');
    await place.call(['github']);
    expect(await read('health.yml')).not.toContain('pull-requests:');
    expect(await read('ci.yml')).not.toContain('statuses: read');
    await writeFile(place.workspace.path('ci.config.mjs'), config('{}', "{ pulls: 'write' }"));
    expect((await place.call(['github', '--check'])).code).toBe(1);
    await place.call(['github']);
    expect(await read('health.yml')).toMatch(/^ {6}issues: write\n {6}pull-requests: write$/mu);
    expect(await read('ci.yml')).toContain('statuses: read');
  }, 60_000);

  it('touches no file that is not its own: all get other names then, and the events follow', async () => {
    await using place = await workspaceOf({ [CI]: 'name: CI\non: push\n' });
    expect((await place.call(['github'])).code).toBe(0);
    const read = (name: string) => readFile(place.workspace.path(`.github/workflows/${name}`), 'utf8');
    expect(await read('ci.yml')).toBe('name: CI\non: push\n');
    expect(await read('sluice.yml')).toContain('name: Sluice\n');
    expect(await read('sluice-health.yml')).toContain('workflows: [Sluice]');
  }, 60_000);

  it('refuses what it does not know, and a project without a lock file', async () => {
    await using place = await workspaceOf();
    await expect(place.call(['gitlab'])).rejects.toThrow('needs to know for whom');
    await expect(place.call(['github', '--force'])).rejects.toThrow('does not take "--force"');
    await using bare = await tempWorkspace({ 'ci.config.mjs': config() }, { git: true });
    const context = { cwd: bare.dir, calledFrom: bare.dir, argv: ['github'], env: {} };
    const rest = { signal: new AbortController().signal, out: () => {}, err: () => {} };
    await expect(generateCommand.run({ ...context, ...rest })).rejects.toThrow('no package-lock.json');
  }, 60_000);
});

describe('what the workflow calls', () => {
  it('is given the matrices of a plan, with their counts', async () => {
    const check = {
      id: 'repo/docs',
      checkId: 'repo/docs',
      cell: {},
      phase: 'check',
      level: 'required',
      needs: [],
    };
    const plan = { checks: [{ ...check, decision: 'run' }] };
    await using place = await workspaceOf({ 'plan.json': JSON.stringify(plan) });
    const { said } = await place.call(['--plan', 'plan.json'], matrixCommand);
    expect(said).toMatch(
      /^check<<end-[0-9a-f]{24}\n\{"include":\[\{"name":"repo","slug":"repo","ids":"repo\/docs"/mu,
    );
    expect(said).toMatch(/^check-count<<end-[0-9a-f]{24}\n1\n/mu);
    await expect(place.call(['--plan', 'ci.config.mjs'], matrixCommand)).rejects.toThrow('is no plan');
  }, 60_000);

  it('is told block where no run can be read', async () => {
    await using place = await workspaceOf();
    expect((await place.call([], outputsCommand)).said).toMatch(/verdict<<\S+\nblock\n/u);
  });

  it('is told block where the gate did not succeed, whatever a run in the folder says', async () => {
    const planted = { runId: 'zzzz', verdict: { level: 'pass' } };
    await using place = await tempWorkspace({ '.sluice/runs/zzzz/report.json': JSON.stringify(planted) });
    const told = async (outcome: string, more: Readonly<Record<string, string>> = {}): Promise<string> => {
      let said = '';
      await outputsCommand.run({
        cwd: place.dir,
        calledFrom: place.dir,
        argv: [],
        env: { GATE_OUTCOME: outcome, ...more },
        signal: new AbortController().signal,
        out: (text) => void (said += text),
        err: () => {},
      });
      return said;
    };
    // A record of the gate's own is the only evidence where there is to be one.
    expect(await told('success', { SLUICE_GITHUB_RECORD: place.path('nowhere') })).toMatch(
      /verdict<<\S+\nblock\n/u,
    );
    await place.write({ 'record/report.json': JSON.stringify({ runId: 'a', verdict: { level: 'warn' } }) });
    expect(await told('success', { SLUICE_GITHUB_RECORD: place.path('record') })).toMatch(
      /verdict<<\S+\nwarn\n/u,
    );
    for (const outcome of ['failure', 'cancelled', 'skipped', ''])
      expect(await told(outcome)).toMatch(/verdict<<\S+\nblock\n/u);
    expect(await told('success')).toMatch(/verdict<<\S+\npass\n/u);
  });
});
