import { chmod } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { doctor } from '../../src/cli/commands/doctor.ts';
import type { Diagnosis } from '../../src/cli/doctor/diagnosis.ts';
import { openDoor, tapping, type Door } from './door.ts';
import { invocationIn } from './invocation.ts';

const config = `
import { command, defineConfig, definePlugin } from '@sluice/core';
const tool = (name) => ({ name, version: '1.2.3', from: 'path', versionArgs: ['--version'], versionPattern: '(\\\\d+\\\\.\\\\d+\\\\.\\\\d+)' });
const examine = async ({ cwd, env, exec }) => [
  { what: 'ci.yml', state: 'todo', detail: 'pin it\\n' + env.ACME_TOKEN + ' ' + env.OTHER_TOKEN },
  { what: 'acme-here', state: 'fine', detail: (await exec('acme-here', [])).stdout },
];
const broken = definePlugin({ name: 'broken', version: '1.0.0', setup() {}, examine() { throw new Error('boom'); } });
const acme = definePlugin({ name: 'acme', version: '4.5.6', env: ['ACME_TOKEN'], examine, setup({ hooks }) {
  hooks.check.tap('tools', ({ add }) => {
    const run = async () => ({ status: 'completed', findings: [] });
    add({ id: 'acme/scan', title: 'scan', tools: [tool('acme-here'), tool('acme-gone')], env: ['ACME_TOKEN'], run });
    add({ id: 'acme/cells', title: 'cells', matrix: { version: ['1', '2'] }, tools: [tool('acme-here')], run });
    add({ id: 'acme/beside', title: 'beside', tools: [{ ...tool('acme-here'), searchIn: ['beside/.venv/bin'] }], run });
    add({ id: 'acme/off', title: 'off', disabled: 'nothing to scan here', run });
    add({
      id: 'acme/get', title: 'get', run,
      tools: [{ ...tool('acme-get'), install: { from: 'pypi', package: 'acme-get', requirements: [] } }],
    });
  });
} });
export default defineConfig({ plugins: [acme(), broken()], checks: [command('fine', ['true'])] });
`;

let door: Door;
let env: Record<string, string>;
beforeAll(async () => {
  door = await openDoor({ 'ci.config.mjs': config, 'bin/acme-here': '#!/bin/sh\necho acme-here 1.2.3\n' });
  await chmod(door.path('bin/acme-here'), 0o755);
  env = { PATH: `${door.path('bin')}:${process.env['PATH'] ?? ''}`, HOME: door.dir };
});
afterAll(() => door[Symbol.asyncDispose]());

async function doctorHere(flags: Record<string, boolean>, positionals: string[] = [], own = env) {
  const { invocation, out, err } = invocationIn(door.dir, { flags, positionals, env: own });
  const code = await doctor(invocation);
  return { code, out: out(), err: err() };
}

describe('sluice doctor', () => {
  it('lists plugins with their taps, checks, and each tool: where it is, or what to do', async () => {
    const { code, stdout, stderr } = await door.sluice(['doctor', '--json'], env);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const diagnosis = JSON.parse(stdout) as Diagnosis;
    expect(diagnosis.plugins).toMatchObject([
      { name: 'acme', version: '4.5.6', taps: [{ hook: 'check', tap: 'tools' }] },
      { name: 'broken', version: '1.0.0', taps: [] },
    ]);
    const here = diagnosis.tools.find(({ name }) => name === 'acme-here');
    expect(diagnosis.tools.filter(({ name }) => name === 'acme-here')).toEqual([here]);
    expect(here).toMatchObject({ status: 'found', path: door.path('bin/acme-here') });
    expect(here?.checks).toEqual(['acme/scan', 'acme/cells', 'acme/beside']);
    const gone = diagnosis.tools.find(({ name }) => name === 'acme-gone');
    expect(gone).toMatchObject({ status: 'missing', how: 'install acme-gone 1.2.3' });
    expect(diagnosis.checks.find(({ id }) => id === 'acme/scan')?.env).toEqual([
      { name: 'ACME_TOKEN', isSet: false },
    ]);
    expect(diagnosis.machine.state).toMatchObject({ isWritable: true });
  });

  it('says the same for people', async () => {
    const { code, out } = await doctorHere({});
    expect(code).toBe(0);
    for (const words of [/acme +4\.5\.6/u, /acme-gone +1\.2\.3/u, /install acme-gone/u, /ACME_TOKEN/u])
      expect(out).toMatch(words);
    expect(out).toMatch(/acme\/off.*nothing to scan here/u);
  });

  it('says how a tool that can be installed comes here', async () => {
    const { out } = await doctorHere({ json: true }, [], { ...env, ACME_TOKEN: 'x' });
    const { tools, checks } = JSON.parse(out) as Diagnosis;
    expect(tools.find(({ name }) => name === 'acme-get')).toMatchObject({
      status: 'installable',
      how: expect.stringContaining('pip install acme-get==1.2.3'),
    });
    expect(checks.find(({ id }) => id === 'acme/scan')?.env).toEqual([{ name: 'ACME_TOKEN', isSet: true }]);
  });

  it('says so where there is no Python, and no program at all', async () => {
    const { out } = await doctorHere({ json: true }, [], { PATH: door.path('bin'), HOME: door.dir });
    const { tools, machine } = JSON.parse(out) as Diagnosis;
    expect(machine.pythons).toEqual([]);
    expect(machine.programs.find(({ name }) => name === 'git')?.advice).toBeTruthy();
    expect(tools.find(({ name }) => name === 'acme-get')).toMatchObject({
      status: 'missing',
      how: expect.stringContaining('python3 on PATH'),
    });
  });

  it('looks at one plugin only, and suggests the one that was meant', async () => {
    const own = JSON.parse((await doctorHere({ json: true }, ['repo'])).out) as Diagnosis;
    expect(own.checks.map(({ id }) => id)).toEqual(['repo/fine']);
    expect(own.tools).toEqual([]);
    const { code, out, err } = await doctorHere({}, ['acem']);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toMatch(/no plugin "acem"[^]*sluice doctor acme/u);
  });

  it('asks plugins of their surroundings: what they say is on one line, masked, and one that fails is told', async () => {
    const { code, out } = await doctorHere({ json: true }, [], {
      ...env,
      ACME_TOKEN: 'acme-0123456789',
      OTHER_TOKEN: 'other-0123456789',
    });
    const diagnosis = JSON.parse(out) as Diagnosis;
    expect(diagnosis.plugins.map(({ facts }) => facts)).toEqual([
      [
        { what: 'ci.yml', state: 'todo', detail: 'pin it *** undefined' },
        { what: 'acme-here', state: 'fine', detail: 'acme-here 1.2.3' },
      ],
      [{ what: 'examination', state: 'unknown', detail: 'it failed: boom' }],
    ]);
    expect(code).toBe(0);
    const { out: text } = await doctorHere({});
    expect(text).toContain('\nacme\n  ✗ ci.yml     pin it');
    expect(text).toContain('  ? examination  it failed: boom');
    expect(text).toContain('acme: ci.yml: pin it');
  });

  it('works without a config: it says what it found here', async () => {
    await using empty = await openDoor({ 'pyproject.toml': '[project]\nname = "x"\nversion = "1"\n' });
    const { code, stdout, stderr } = await empty.sluice(['doctor']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain('sluice init');
  });

  it.each([
    ['a config that does not load', 'export const a = 1;', 'CONFIG_NO_EXPORT'],
    ['a plugin that could not say which checks it has', tapping('check', "throw new Error('boom')"), 'boom'],
    ['a preflight that fails', tapping('preflight', "throw new Error('boom')"), 'TAP_FAILED'],
  ])('tells of %s, with what else it knows, and ends with 2', async (_, text, words) => {
    await using own = await openDoor({ 'ci.config.mjs': text });
    const { invocation, out } = invocationIn(own.dir, { flags: { json: true }, env });
    expect(await doctor(invocation)).toBe(2);
    const { problems, machine } = JSON.parse(out()) as Diagnosis;
    expect(JSON.stringify(problems)).toContain(words);
    expect(machine.node).toBe(process.versions.node);
  });

  it('says that the state folder takes no files', async () => {
    const { code, stdout } = await door.sluice(['doctor', '--json'], {
      ...env,
      SLUICE_STATE_DIR: 'ci.config.mjs',
    });
    expect(code).toBe(2);
    const { problems, machine } = JSON.parse(stdout) as Diagnosis;
    expect(machine.state.isWritable).toBe(false);
    expect(problems).toMatchObject([{ code: 'STATE_UNWRITABLE' }]);
  });
});
