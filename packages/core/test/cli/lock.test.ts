import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { lock } from '../../src/cli/commands/lock.ts';
import { commands, openDoor, reportOf, tapping, type Door } from './door.ts';
import { invocationIn } from './invocation.ts';

let door: Door;
beforeAll(async () => {
  door = await openDoor({ 'ci.config.mjs': commands({ lint: ['true'] }) });
});
afterAll(() => door[Symbol.asyncDispose]());

async function lockHere(flags: Record<string, boolean>, cwd = door.dir) {
  const { invocation, out, err } = invocationIn(cwd, { flags });
  return { code: await lock(invocation), out: out(), err: err() };
}

describe('sluice lock', () => {
  it('says with --check that there is none, writes it, and is then content', async () => {
    const absent = await lockHere({ check: true });
    expect(absent).toMatchObject({ code: 1, out: expect.stringContaining('there is no ci.lock.json') });
    const { code, stdout, stderr } = await door.sluice(['lock']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toBe('wrote ci.lock.json: 1 check, 1 limit, 0 waivers\n');
    expect(await lockHere({ check: true })).toEqual({
      code: 0,
      out: 'ci.lock.json is up to date\n',
      err: '',
    });
    expect((await door.sluice(['run'])).code).toBe(0);
  });

  it('keeps a run from starting whose config differs, says how, and mends it', async () => {
    await lockHere({});
    await door.write({ 'ci.config.mjs': commands({ unit: ['true'], docs: ['true'] }) });
    const ended = await door.sluice(['run', '--json']);
    expect(ended.code).toBe(2);
    expect(reportOf(ended).problems).toMatchObject([{ code: 'LOCK_DIFFERS' }]);
    const differs = await lockHere({ check: true });
    expect(differs.code).toBe(1);
    expect(differs.out).toMatch(/repo\/lint[^]*Run `sluice lock` and commit it/u);
    expect((await lockHere({})).code).toBe(0);
    expect((await door.sluice(['run'])).code).toBe(0);
  });

  it('says that a lock cannot be read, which a run refuses too, and writes it anew', async () => {
    await door.write({ 'ci.lock.json': '<<<<<<< ours' });
    const ended = await door.sluice(['run', '--json']);
    expect(ended.code).toBe(2);
    expect(reportOf(ended).problems).toMatchObject([{ code: 'LOCK_UNREADABLE' }]);
    const unreadable = await lockHere({ check: true });
    expect(unreadable).toMatchObject({ code: 1, out: expect.stringContaining('cannot be read') });
    expect((await lockHere({})).code).toBe(0);
    expect((await lockHere({ check: true })).code).toBe(0);
  });

  it('writes none when the policy is wrong, or a plugin could not say which checks it has', async () => {
    await using wrong = await openDoor({
      'ci.config.mjs': commands({ lint: ['true'] }, "policy: { required: ['repo/x'] }"),
    });
    const refused = await lockHere({}, wrong.dir);
    expect(refused).toMatchObject({ code: 2, err: expect.stringContaining('POLICY_PATTERN_UNUSED') });
    await wrong.write({ 'ci.config.mjs': tapping('check', "throw new Error('boom')") });
    const missing = await lockHere({}, wrong.dir);
    expect(missing).toMatchObject({ code: 1, err: expect.stringContaining('No lock was written') });
    await expect(wrong.read('ci.lock.json')).rejects.toThrow(/ENOENT/u);
  });

  it('says why the file could not be written', async () => {
    await using own = await openDoor({
      'ci.config.mjs': commands({ lint: ['true'] }),
      'ci.lock.json/in-the-way': '',
    });
    const { code, err } = await lockHere({}, own.dir);
    expect(code).toBe(2);
    expect(err).toMatch(/ci\.lock\.json cannot be (?:read|written)/u);
  });
});
