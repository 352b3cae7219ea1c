import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { list } from '../../src/cli/commands/list.ts';
import { commands, openDoor, tapping, type Door } from './door.ts';
import { invocationIn } from './invocation.ts';

let door: Door;
beforeAll(async () => {
  door = await openDoor({
    'ci.config.mjs': commands(
      { lint: ['true'], unit: ['true'], docs: `['true'], { level: 'informational' }` },
      "policy: { required: ['repo/l*'], optional: ['repo/unit'] }",
    ),
  });
});
afterAll(() => door[Symbol.asyncDispose]());

async function listHere(cwd: string, flags = {}, env = {}) {
  const { invocation, out, err } = invocationIn(cwd, { flags, env });
  return { code: await list(invocation), out: out(), err: err() };
}

describe('sluice list', () => {
  it('shows each check with its level and what gave it', async () => {
    const { code, stdout, stderr } = await door.sluice(['list']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const rows = stdout
      .trimEnd()
      .split('\n')
      .map((line) => line.split(/ {2,}/u).slice(0, 3));
    expect(rows.toSorted()).toEqual([
      ['repo/docs', 'informational', 'plugin'],
      ['repo/lint', 'required', expect.stringContaining('repo/l*')],
      ['repo/unit', 'optional', expect.stringContaining('repo/unit')],
    ]);
  });

  it('says the same as one document', async () => {
    const { code, out, err } = await listHere(door.dir, { json: true });
    expect({ code, err }).toEqual({ code: 0, err: '' });
    const { checks, problems, objections } = JSON.parse(out);
    expect(checks).toHaveLength(3);
    expect(checks).toContainEqual(
      expect.objectContaining({ id: 'repo/lint', level: 'required', phase: 'check' }),
    );
    expect({ problems, objections }).toEqual({ problems: [], objections: [] });
  });

  it('names every mistake of the policy at once, in the document too', async () => {
    await using own = await openDoor({
      'ci.config.mjs': commands({ lint: ['true'] }, "policy: { required: ['repo/lnit', 'repo/x'] }"),
    });
    const { code, stdout, stderr } = await own.sluice(['list', '--json']);
    expect(code).toBe(2);
    const { problems } = JSON.parse(stdout) as { problems: { code: string }[] };
    expect(problems.map((problem) => problem.code)).toEqual([
      'POLICY_PATTERN_UNUSED',
      'POLICY_PATTERN_UNUSED',
    ]);
    expect(stderr).toMatch(/^2 problems\n/u);
  });

  it('ends with 1 when a plugin could not say which checks it has', async () => {
    await using own = await openDoor({ 'ci.config.mjs': tapping('check', "throw new Error('boom')") });
    const { code, out, err } = await listHere(own.dir);
    expect({ code, out: out.includes('repo/fine') }).toEqual({ code: 1, out: true });
    expect(err).toContain('plugin rogue crashed in hook check, tap misbehave: boom');
  });

  it('prints a document when there is no config', async () => {
    await using empty = await openDoor({});
    const { code, out } = await listHere(empty.dir, { json: true });
    expect(code).toBe(2);
    expect(JSON.parse(out)).toMatchObject({ problems: [{ code: 'CONFIG_NOT_FOUND' }] });
  });
});
