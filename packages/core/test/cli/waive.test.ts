import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { waive, waiverSubject } from '../../src/cli/commands/waive.ts';
import { commands, openDoor, reportOf, type Door } from './door.ts';
import { invocationIn } from './invocation.ts';

const day = (ahead: number): string => new Date(Date.now() + ahead * 86_400_000).toISOString().slice(0, 10);
const good = { reason: 'the vendor mends it on Friday', owner: '@ann', until: day(7) };

let door: Door;
beforeEach(async () => {
  door = await openDoor({ 'ci.config.mjs': commands({ bad: ['false'] }) });
});
afterEach(() => door[Symbol.asyncDispose]());

async function waiveHere(id: string, flags: Record<string, string>) {
  const { invocation, out, err } = invocationIn(door.dir, { flags, positionals: [id] });
  return { code: await waive(invocation), out: out(), err: err() };
}

describe('sluice waive', () => {
  it('writes a waiver that turns a block into a pass which shows it', async () => {
    expect((await door.sluice(['run'])).code).toBe(1);
    const flags = Object.entries(good).flatMap(([name, value]) => [`--${name}`, value]);
    const { code, stdout, stderr } = await door.sluice(['waive', 'repo/bad', ...flags]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain(`repo/bad, until ${good.until}, owner @ann`);
    expect(JSON.parse(await door.read('ci.waivers.json'))).toEqual({
      schemaVersion: 1,
      waivers: [{ check: 'repo/bad', reason: good.reason, owner: '@ann', expires: good.until }],
    });
    const ended = await door.sluice(['run', '--json']);
    expect(ended.code).toBe(0);
    expect(reportOf(ended).verdict.objections).toContainEqual(expect.objectContaining({ rule: 'waived' }));
  });

  it('adds to the waivers that are there', async () => {
    await waiveHere('repo/bad', good);
    expect((await waiveHere('limit:repo/bad/findings', good)).code).toBe(0);
    const { waivers } = JSON.parse(await door.read('ci.waivers.json')) as { waivers: object[] };
    expect(waivers).toHaveLength(2);
  });

  it.each([
    ['a short reason', { ...good, reason: 'because' }, /its reason has fewer than 10 characters/u],
    ['no real day', { ...good, until: '2026-02-30' }, /no day of the form YYYY-MM-DD/u],
    ['a day that is past', { ...good, until: day(-2) }, /would have ended on/u],
    ['a day too far ahead', { ...good, until: day(200) }, /more than 90 days after/u],
    ['an empty owner', { ...good, owner: ' ' }, /no owner|`owner` is no text/u],
  ])('refuses %s and writes nothing', async (_, flags, words) => {
    const { code, out, err } = await waiveHere('repo/bad', flags);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toMatch(words);
    await expect(door.read('ci.waivers.json')).rejects.toThrow(/ENOENT/u);
  });

  it('leaves a file alone that it cannot read', async () => {
    await door.write({ 'ci.waivers.json': '{ not json' });
    const { code, err } = await waiveHere('repo/bad', good);
    expect(code).toBe(2);
    expect(err).toMatch(/^WAIVERS_UNREADABLE/u);
    expect(await door.read('ci.waivers.json')).toBe('{ not json');
  });

  it('says what is missing, all at once', async () => {
    const { code, err } = await waiveHere('repo/bad', {});
    expect(code).toBe(2);
    expect(err).toContain('--reason, --owner, --until');
  });
});

describe('what an id waives', () => {
  it.each([
    ['python/black', { check: 'python/black' }],
    ['pytest:tests/a.py::test_b', { test: 'tests/a.py::test_b' }],
    ['test:tests/a.py::test_b', { test: 'tests/a.py::test_b' }],
    ['limit:python/coverage', { limit: 'python/coverage' }],
    ['ruff/E501:app/x.py', { rule: 'ruff/E501', path: 'app/x.py' }],
    ['CVE-2026-1:urllib3', { vulnerability: 'CVE-2026-1', package: 'urllib3' }],
    ['fingerprint:abc', { fingerprint: 'abc' }],
    ['0123456789abcdef', { fingerprint: '0123456789abcdef' }],
  ])('%s', (id, subject) => {
    expect(waiverSubject(id)).toEqual(subject);
  });
});
