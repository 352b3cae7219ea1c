import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { init } from '../../../../src/cli/commands/init.ts';
import { pluginName } from '../../../../src/cli/init/plugin/plugin-name.ts';
import { VERSION } from '../../../../src/version.ts';
import { invocationIn } from '../../invocation.ts';

let root = '';
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'sluice init plugin '));
});
afterEach(() => rm(root, { recursive: true, force: true }));

const call = async (plugin: string, flags: Readonly<Record<string, boolean>> = {}) => {
  const { invocation, out, err } = invocationIn(root, { flags: { plugin, ...flags } });
  return { code: await init(invocation), out: out(), err: err() };
};

describe('sluice init --plugin', () => {
  it('writes a package into a folder of its own, and says what comes next', async () => {
    const { code, out, err } = await call('house-rules');
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toMatch(
      /^Wrote\n(?: {2}sluice-plugin-house-rules\/.+\n)+\nNext\n {2}1 cd sluice-plugin-house-rules\n/u,
    );
    const folder = join(root, 'sluice-plugin-house-rules');
    expect(await readdir(root)).toEqual(['sluice-plugin-house-rules']);
    const manifest: unknown = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'));
    expect(manifest).toMatchObject({
      name: 'sluice-plugin-house-rules',
      keywords: expect.arrayContaining(['sluice-plugin']),
      peerDependencies: { '@sluice/core': `^${VERSION}` },
    });
    expect(await readFile(join(folder, 'src/index.ts'), 'utf8')).toContain(
      'export const houseRules = definePlugin({',
    );
  });

  it('asks for the tools at the versions that this repository itself is tested with', async () => {
    await call('a');
    const text = await readFile(join(root, 'sluice-plugin-a/package.json'), 'utf8');
    const { devDependencies } = JSON.parse(text) as { devDependencies: Record<string, string> };
    const catalog = await readFile(
      join(import.meta.dirname, '../../../../../../pnpm-workspace.yaml'),
      'utf8',
    );
    for (const name of ['typescript', '@types/node']) {
      const version = new RegExp(`^ {2}'?${name}'?: (.+)$`, 'mu').exec(catalog)?.[1];
      expect(devDependencies[name]).toBe(`^${version}`);
    }
  });

  it('writes nothing with --dry-run, and shows it', async () => {
    const { code, out } = await call('a', { 'dry-run': true });
    expect(code).toBe(0);
    expect(out).toContain('Would write\n');
    expect(out).toContain('definePlugin({');
    expect(await readdir(root)).toEqual([]);
  });

  it('overwrites nothing, --force or not, and writes through no link', async () => {
    const folder = join(root, 'sluice-plugin-a');
    await mkdir(folder);
    await writeFile(join(folder, 'mine'), '');
    await symlink('elsewhere', join(root, 'sluice-plugin-b'));
    for (const name of ['a', 'b']) {
      const { code, err } = await call(name, { force: true });
      expect(code).toBe(2);
      expect(err).toContain('INIT_FOLDER_IN_USE');
      expect(err).toContain(`There is something at sluice-plugin-${name} already.`);
    }
    expect(await readdir(folder)).toEqual(['mine']);
  });

  it('takes a folder that is there and empty', async () => {
    await mkdir(join(root, 'sluice-plugin-a'));
    expect((await call('a')).code).toBe(0);
  });

  it.each([
    '',
    '../evil',
    'a/b',
    'House',
    'a_b',
    '-a',
    'a-',
    "x';process.exit()//",
    '@acme/',
    '@../a',
    'a\n',
    'class',
    'python',
    'repo',
  ])('refuses %j as a name, and writes nothing', async (name) => {
    const { code, err } = await call(name);
    expect(code).toBe(2);
    expect(err).toContain('cannot be the name of a plugin');
    expect(await readdir(root)).toEqual([]);
  });
});

describe('pluginName', () => {
  it.each([
    ['house-rules', 'sluice-plugin-house-rules', 'houseRules'],
    ['sluice-plugin-house-rules', 'sluice-plugin-house-rules', 'houseRules'],
    ['@acme/house-rules', '@acme/sluice-plugin-house-rules', 'houseRules'],
    ['@acme/sluice-plugin-x2', '@acme/sluice-plugin-x2', 'x2'],
  ])('of %s', (given, packageName, exportName) => {
    expect(pluginName(given)).toMatchObject({ packageName, exportName });
  });
});
