import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fix } from '../../src/cli/commands/fix.ts';
import { commands, openDoor, type Door } from './door.ts';
import { invocationIn } from './invocation.ts';

// Each fixer holds the folder while it writes: were two to run at once, the second would find it taken and fail.
const alone = (file: string): string => `mkdir busy && sleep 0.1 && echo fixed > ${file} && rmdir busy`;

let door: Door;
beforeAll(async () => {
  door = await openDoor({
    '.gitignore': 'node_modules\n',
    'a.txt': 'a',
    'ci.config.mjs': commands({
      a: `['true'], { fix: ['sh', '-c', ${JSON.stringify(alone('a.txt'))}] }`,
      b: `['true'], { fix: ['sh', '-c', ${JSON.stringify(alone('b.txt'))}] }`,
      none: ['true'],
    }),
  });
  door.git('init', '-q');
  door.git('add', '.');
  door.git('commit', '-qm', 'first');
});
afterAll(() => door[Symbol.asyncDispose]());

async function fixHere(cwd: string, ids: string[] = [], env: Record<string, string> = {}) {
  const { invocation, out, err } = invocationIn(cwd, { positionals: ids, env });
  return { code: await fix(invocation), out: out(), err: err() };
}

describe('sluice fix', () => {
  it.each([{ CI: 'true' }, { CI: '1' }])('refuses in CI (%j), says why, and changes nothing', async (env) => {
    const { code, stdout, stderr } = await door.sluice(['fix'], env);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain('sluice fix changes files and does not run in CI.');
    expect(await door.read('a.txt')).toBe('a');
  });

  it('runs the fixers one at a time and lists the files that changed', async () => {
    const { code, stdout, stderr } = await door.sluice(['fix']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/✓ repo\/a {3}sh -c/u);
    expect(stdout).toMatch(/2 files changed\n {2}a\.txt\n {2}b\.txt\n$/u);
    expect(await door.read('b.txt')).toBe('fixed\n');
  });

  it('runs those that are named, and says when no file changed', async () => {
    const { code, out } = await fixHere(door.dir, ['repo/b'], { CI: 'false' });
    expect(code).toBe(0);
    expect(out).toMatch(/^✓ repo\/b [^\n]*\nNo file changed\.\n$/u);
  });

  it('says so when there is nothing to fix with', async () => {
    const { code, out } = await fixHere(door.dir, ['repo/none']);
    expect({ code, out }).toEqual({ code: 0, out: 'No check here has a fixer.\n' });
  });

  it('ends with 1 and the reason when a fixer fails, with or without git', async () => {
    await using own = await openDoor({
      'ci.config.mjs': commands({
        broken: `['true'], { fix: ['sh', '-c', 'echo no such rule >&2; exit 2'] }`,
        gone: `['true'], { fix: ['no-such-fixer'] }`,
        left: `['true'], { fix: ['false'] }`,
      }),
    });
    const { code, out } = await fixHere(own.dir);
    expect(code).toBe(1);
    expect(out).toMatch(/✗ repo\/broken .*\n {4}exit 2: no such rule/u);
    expect(out).toMatch(/✗ repo\/gone .*\n {4}not found on PATH/u);
    expect(out).toContain('✓ repo/left');
    expect(out).toContain('Without git, what changed cannot be listed.');
  });

  it('says what is wrong with the config', async () => {
    await using empty = await openDoor({});
    const { code, out, err } = await fixHere(empty.dir);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain('CONFIG_NOT_FOUND');
  });

  it('runs a fixer in the folder of its check, and one for each of several checks with one id', async () => {
    const part = (name: string): string =>
      `{ id: 'repo/parts', title: 'parts', matrix: { part: ['${name}'] }, folder: 'parts/${name}', fix: ['touch', 'mended'], run: () => ({ status: 'completed', findings: [] }) }`;
    await using own = await openDoor({
      'parts/a/x': '',
      'parts/b/x': '',
      'ci.config.mjs': `export default { checks: [${part('a')}, ${part('b')}] };`,
    });
    const { code, err } = await fixHere(own.dir);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect([await own.read('parts/a/mended'), await own.read('parts/b/mended')]).toEqual(['', '']);
  });
});
