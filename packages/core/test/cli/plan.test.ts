import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { plan } from '../../src/cli/commands/plan.ts';
import type { Invocation } from '../../src/cli/verb.ts';
import { commands, openDoor, tapping, type Door } from './door.ts';
import { invocationIn } from './invocation.ts';

let door: Door;
beforeAll(async () => {
  door = await openDoor({
    'ci.config.mjs': commands({
      lint: `['touch', 'ran'], { inputs: ['src/**'] }`,
      docs: `['true'], { inputs: ['docs/**'] }`,
      all: ['true'],
    }),
    '.gitignore': 'node_modules\n',
    'src/a.txt': 'a',
    'docs/b.txt': 'b',
  });
  door.git('init', '-q');
  door.git('add', '.');
  door.git('commit', '-qm', 'first');
  await door.write({ 'src/a.txt': 'changed' });
});
afterAll(() => door[Symbol.asyncDispose]());

async function planHere(flags: Invocation['flags'], { ids = [] as string[], cwd = door.dir, env = {} } = {}) {
  const { invocation, out, err } = invocationIn(cwd, { flags, positionals: ids, env });
  const code = await plan(invocation);
  return { code, out: out(), err: err() };
}

describe('sluice plan', () => {
  it('says what would run and why, and starts no check', async () => {
    const { code, stdout, stderr } = await door.sluice(['plan', '--base', 'HEAD']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(
      /^base {2}HEAD [0-9a-f]{7} \(merge-base\) \+ 1 uncommitted, 1 file changed {5}plan {2}3 checks, 2 to run/u,
    );
    expect(stdout).toMatch(/→ repo\/lint .*src\/a\.txt changed since [0-9a-f]{7}/u);
    expect(stdout).toMatch(/· repo\/docs .*none of 1 changed file since [0-9a-f]{7} matches docs/u);
    await expect(door.read('ran')).rejects.toThrow(/ENOENT/u);
  });

  it('counts everything as changed with --all; without it, what is not committed on the default branch', async () => {
    expect((await planHere({ all: true })).out).toContain('3 checks, 3 to run');
    const { out } = await planHere({});
    expect(out).toMatch(/^base {2}main [0-9a-f]{7} \(merge-base\) \+ 1 uncommitted/u);
    expect(out).toContain('3 checks, 2 to run');
  });

  it('with --json prints the plan with its hash, its changes and no problems', async () => {
    const { code, stdout, stderr } = await door.sluice(['plan', '--json', '--base', 'HEAD']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(JSON.parse(stdout)).toMatchObject({
      schemaVersion: 1,
      hash: expect.stringMatching(/^[0-9a-f]{64}$/u),
      partial: false,
      changes: { scope: 'files', files: ['src/a.txt'] },
      problems: [],
      objections: [],
    });
  });

  it('gives the same hash twice, and another one for another selection', async () => {
    const hashOf = async (ids: string[]) =>
      (JSON.parse((await planHere({ json: true }, { ids })).out) as { hash: string }).hash;
    expect(await hashOf([])).toBe(await hashOf([]));
    expect(await hashOf(['repo/lint'])).not.toBe(await hashOf([]));
  });

  it('with --github-matrix prints the lines of an output of Actions, of what runs', async () => {
    const { code, out, err } = await planHere({ 'github-matrix': true, base: 'HEAD' });
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toMatch(
      /^matrix=\{"include":\[\{"name":"repo\/all",[^\n]*\}\ncount=2\nhash=[0-9a-f]{64}\n$/u,
    );
    const both = await planHere({ 'github-matrix': true, json: true });
    expect({ code: both.code, out: both.out }).toEqual({ code: 2, out: '' });
  });

  it('says that a part is a part', async () => {
    const { out } = await planHere({}, { ids: ['repo/lint'] });
    expect(out).toContain('partial: 1 of 3 checks, not a gate verdict');
  });

  it('writes plan.json to --out, problems included', async () => {
    const { code, err } = await planHere({ out: 'deep/er' }, { ids: ['repo/lnit'] });
    expect(code).toBe(2);
    expect(err).toContain('Did you mean repo/lint?');
    expect(JSON.parse(await door.read('deep/er/plan.json'))).toMatchObject({
      problems: [{ code: 'CHECK_UNKNOWN' }],
    });
  });

  it('with --json prints its problems in the document, once', async () => {
    const { code, stdout, stderr } = await door.sluice(['plan', 'repo/lnit', '--json']);
    expect(code).toBe(2);
    expect(JSON.parse(stdout)).toMatchObject({ problems: [{ code: 'CHECK_UNKNOWN' }] });
    expect(stderr).toMatch(/^CHECK_UNKNOWN/u);
  });

  it.each([
    ['--out cannot be written', ['--out', 'src/a.txt/below'], {}, 'FILE_UNWRITABLE'],
    ['the state folder cannot', [], { SLUICE_STATE_DIR: 'src/a.txt' }, 'STATE_UNWRITABLE'],
  ])('prints a document when %s', async (_, argv, env, code) => {
    const ended = await door.sluice(['plan', '--json', ...argv], env);
    expect(ended.code).toBe(2);
    expect(JSON.parse(ended.stdout)).toMatchObject({ problems: [{ code }] });
  });

  it('without a config says how to get one', async () => {
    await using empty = await openDoor({});
    const { code, out, err } = await planHere({ json: true }, { cwd: empty.dir });
    expect(code).toBe(2);
    expect(JSON.parse(out)).toMatchObject({ problems: [{ code: 'CONFIG_NOT_FOUND' }] });
    expect(err).toContain('sluice init');
  });

  it('ends with 1 when a plugin could not say which checks it has', async () => {
    await using own = await openDoor({ 'ci.config.mjs': tapping('check', "throw new Error('boom')") });
    const { code, out, err } = await planHere({}, { cwd: own.dir });
    expect(code).toBe(1);
    expect(out).toContain('repo/fine');
    expect(err).toMatch(/plugin rogue crashed in hook check, tap misbehave: boom/u);
  });
});
