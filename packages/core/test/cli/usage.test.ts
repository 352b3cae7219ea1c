import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { VERBS } from '../../src/cli/verbs.ts';
import { commands, openDoor, type Door } from './door.ts';

let door: Door;
beforeAll(async () => {
  door = await openDoor({ 'ci.config.mjs': commands({ lint: ['true'], unit: ['true'] }) });
});
afterAll(() => door[Symbol.asyncDispose]());

describe('what is asked wrongly', () => {
  it.each([
    [['rnu'], /no verb "rnu"[^]*sluice run/u],
    [['lits'], /no verb "lits"[^]*sluice list/u],
    [['run', '--jsno'], /no flag --jsno[^]*--json/u],
    [['run', '-x'], /no flag -x/u],
    [['list', '--all'], /no flag --all/u],
    [['run', '--json=yes'], /takes no value/u],
    [['run', '--skip'], /--skip needs a value/u],
    [['run', '--out', '--json'], /--out needs a value/u],
    [['run', '--base', 'a', '--base', 'b'], /given twice/u],
    [['run', '-j0'], /-j takes a number/u],
    [['run', '-j', 'many'], /-j takes a number/u],
    [['run', '-j', '-1'], /value|-j takes/u],
    [['run', '--format', 'junit'], /FMT=FILE|FILE/u],
    [['run', '--format', 'junti=x.xml'], /junit/u],
    [['run', '--plan', 'nowhere.json'], /nowhere\.json/u],
    [['run', '--cwd', 'nowhere'], /no folder .*nowhere/u],
    [['run', '--cwd'], /--cwd needs a value/u],
    [['list', 'extra'], /does not take "extra"/u],
    [['waive'], /needs more/u],
    [['waive', 'repo/lint'], /--reason, --owner, --until/u],
    [['gate'], /needs --from/u],
    [['gate', '--from', '.', '--at', 'soon'], /not a date/u],
    [['report', '--from', 'nowhere'], /No recorded run nowhere/u],
    [['help', 'rnu'], /rnu/u],
  ])('sluice %j ends with 2 and says what was meant', async (argv, words) => {
    const { code, stdout, stderr } = await door.sluice(argv);
    expect(stderr).toMatch(words);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  });

  it.each([
    [['run', 'repo/lnit'], /repo\/lint/u],
    [['run', 'lint'], /repo\/lint/u],
    [['run', '--skip', 'repo/unti'], /repo\/unit/u],
    [['plan', 'repo/lnit'], /repo\/lint/u],
    [['run', 'nothing/*'], /nothing\/\*/u],
    [['fix', 'repo/lnit'], /repo\/lint/u],
  ])('sluice %j names the check that was meant and runs nothing', async (argv, words) => {
    const { code, stdout, stderr } = await door.sluice(argv);
    expect(`${stdout}${stderr}`).toMatch(words);
    expect(code).toBe(2);
    expect(stderr).not.toMatch(/\n +at .*\.js:/u);
  });

  it('takes a folder that is a file for none', async () => {
    const { code, stderr } = await door.sluice(['run', '--cwd', 'ci.config.mjs']);
    expect(stderr).toMatch(/no folder/u);
    expect(code).toBe(2);
  });
});

describe('help and version', () => {
  it.each(VERBS.map(({ name }) => name))(
    'sluice %s --help shows usage, flags and an example',
    async (verb) => {
      const { code, stdout, stderr } = await door.sluice([verb, '--help']);
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
      expect(stdout).toContain(`Usage: sluice ${verb}`);
      expect(stdout).toContain('--cwd DIR');
      expect(stdout).toContain(`Examples:\n  sluice ${verb}`);
    },
  );

  it('lists every verb', async () => {
    for (const argv of [[], ['--help'], ['-h'], ['help']]) {
      const { code, stdout } = await door.sluice(argv);
      expect(code).toBe(0);
      for (const { name } of VERBS) expect(stdout).toMatch(new RegExp(`^  ${name} `, 'mu'));
    }
  });

  it('prints the version of the package, and nothing else', async () => {
    for (const flag of ['--version', '-V']) {
      const { code, stdout, stderr } = await door.sluice([flag]);
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
      expect(stdout).toMatch(/^\d+\.\d+\.\d+\S*\n$/u);
    }
  });
});

describe('colour', () => {
  const escape = String.fromCodePoint(27);
  it.each([
    ['none, for there is no terminal', [], {}, false],
    ['FORCE_COLOR', [], { FORCE_COLOR: '1' }, true],
    ['FORCE_COLOR=0', [], { FORCE_COLOR: '0' }, false],
    ['NO_COLOR before FORCE_COLOR', [], { NO_COLOR: '1', FORCE_COLOR: '1' }, false],
    ['an empty NO_COLOR says nothing', [], { NO_COLOR: '', FORCE_COLOR: '1' }, true],
    ['the flag before NO_COLOR', ['--color'], { NO_COLOR: '1' }, true],
    ['the flag before FORCE_COLOR', ['--no-color'], { FORCE_COLOR: '1' }, false],
  ] as const)('%s', async (_, flags, env, isColored) => {
    const { code, stdout } = await door.sluice(['run', ...flags], env);
    expect(code).toBe(0);
    expect(stdout.includes(escape)).toBe(isColored);
  });
});
