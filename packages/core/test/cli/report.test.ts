import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { report } from '../../src/cli/commands/report.ts';
import type { Invocation } from '../../src/cli/verb.ts';
import { commands, openDoor, reportOf, type Door, type Ended } from './door.ts';
import { invocationIn } from './invocation.ts';

let door: Door;
let ran: Ended;
beforeAll(async () => {
  door = await openDoor({ 'ci.config.mjs': commands({ fine: ['true'], bad: ['false'] }) });
  ran = await door.sluice(['run', '--json']);
});
afterAll(() => door[Symbol.asyncDispose]());

async function reportHere(flags: Invocation['flags']) {
  const { invocation, out, err } = invocationIn(door.dir, { flags });
  return { code: await report(invocation), out: out(), err: err() };
}

describe('sluice report', () => {
  it('draws the latest run again and exits 0, whatever its verdict', async () => {
    const { code, stdout, stderr } = await door.sluice(['report']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/✗ repo\/bad[^]*BLOCK {3}1 reason[^]*Flips to PASS/u);
  });

  it.each([
    ['the latest', {}],
    ['an id', 'id'],
    ['a folder', 'dir'],
  ])('prints the recorded document by %s', async (_, by) => {
    const { runId } = reportOf(ran);
    const from = by === 'id' ? { from: runId } : by === 'dir' ? { from: `.sluice/runs/${runId}` } : {};
    const { code, out, err } = await reportHere({ json: true, ...from });
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(JSON.parse(out)).toEqual(JSON.parse(ran.stdout));
  });

  it('writes formats into folders that are not there yet, and draws nothing then', async () => {
    const { code, out } = await reportHere({ format: ['junit=new/deep/junit.xml', 'markdown=r.md'] });
    expect({ code, out }).toEqual({ code: 0, out: '' });
    expect(await door.read('new/deep/junit.xml')).toContain('repo/bad');
    expect(await door.read('r.md')).toContain('repo/bad');
  });

  it.each([
    ['a run that is not there', { from: 'nowhere' }, 'RUN_NOT_FOUND'],
    ['a damaged one', { from: 'torn' }, 'RUN_UNREADABLE'],
    ['a file that cannot be written', { format: ['junit=ci.config.mjs/x'] }, 'FILE_UNWRITABLE'],
  ])('says what is wrong with %s, in the document too', async (_, flags, problem) => {
    await door.write({ 'torn/report.json': '[]' });
    const { code, out, err } = await reportHere({ json: true, ...flags });
    expect(code).toBe(2);
    expect(JSON.parse(out)).toMatchObject({ problems: [{ code: problem }] });
    expect(err).toContain(problem);
  });
});
