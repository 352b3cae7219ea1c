import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const bin = join(import.meta.dirname, '../dist/bin.js');

let dir = '';
beforeEach(() => {
  dir = realpathSync(mkdtempSync(join(tmpdir(), 'sluice package é ')));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

function write(files: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(dir, name)), { recursive: true });
    writeFileSync(join(dir, name), text);
  }
}

function sluice(...args: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [bin, ...args], {
    cwd: dir,
    encoding: 'utf8',
  });
  return { status, stdout, stderr };
}

const idsOf = (): readonly string[] => {
  const { stdout, stderr } = sluice('list', '--json');
  expect(stderr).toBe('');
  return (JSON.parse(stdout) as { readonly checks: readonly { readonly id: string }[] }).checks.map(
    ({ id }) => id,
  );
};

const required = "policy: { required: ['security/*'] }";

describe('the command line of the package `sluice`, where nothing is installed', () => {
  it.each([
    [
      'ci.config.ts',
      `import { defineConfig } from '@sluice/core';
       import { security } from '@sluice/plugin-security';
       import { z } from 'zod';
       export default defineConfig({ plugins: [security({ maxHigh: z.number().parse(15) })], ${required} });`,
    ],
    [
      'ci.config.mts',
      `import { defineConfig, security } from 'sluice';
       export default defineConfig({ plugins: [security()], ${required} });`,
    ],
    [
      'ci.config.cjs',
      `const { security } = require('@sluice/plugin-security');
       module.exports = { plugins: [security()], ${required} };`,
    ],
    [
      'ci.config.json',
      '{ "plugins": [["security", { "maxHigh": 15 }]], "policy": { "required": ["security/*"] } }',
    ],
  ])('brings its own packages to a %s', (name, text) => {
    write({ [name]: text });
    expect(idsOf()).toContain('security/bandit');
  });

  it('runs a pipeline, and ends with its verdict', () => {
    const config = (code: number): string =>
      `import { command, defineConfig } from 'sluice';
       export default defineConfig({ checks: [command('end', ['node', '-e', 'process.exit(${code})'])], policy: { required: ['repo/*'] } });`;
    write({ 'ci.config.ts': config(0) });
    expect(sluice('run')).toMatchObject({ status: 0, stdout: expect.stringContaining('PASS') });
    write({ 'ci.config.ts': config(1) });
    expect(sluice('run')).toMatchObject({ status: 1, stdout: expect.stringContaining('BLOCK') });
  });

  it('brings nothing that is not its own', () => {
    write({ 'ci.config.ts': "import 'picomatch';\nexport default {};" });
    expect(sluice('list')).toMatchObject({ status: 2, stderr: expect.stringContaining('picomatch') });
    rmSync(join(dir, 'ci.config.ts'));
    write({ 'ci.config.json': '{ "plugins": ["nothing"] }' });
    expect(sluice('list')).toMatchObject({ status: 2, stderr: expect.stringContaining('PLUGIN_NOT_FOUND') });
  });

  it('writes a config by init that runs as it is, and no package.json', () => {
    write({ Makefile: 'test:\n\t@true\n' });
    const { status, stdout } = sluice('init');
    expect(status).toBe(0);
    expect(stdout).not.toContain('install');
    expect(stdout).toContain('1 sluice run\n');
    expect(existsSync(join(dir, 'package.json'))).toBe(false);
    expect(sluice('run')).toMatchObject({ status: 0, stdout: expect.stringContaining('PASS') });
  });

  it('names what to install in a project that has a package.json', () => {
    write({ Makefile: 'test:\n\t@true\n', 'package.json': '{}' });
    expect(sluice('init').stdout).toContain('1 npm install\n');
  });

  it('answers --version with that of core', () => {
    expect(sluice('--version').stdout).toMatch(/^\d+\.\d+\.\d+\n$/u);
  });
});

describe('a project that has a package itself', () => {
  const own = `export const security = () => ({ apiVersion: 1, name: 'own', version: '1', definition: { name: 'own', version: '1', setup() {} } });`;

  it.each([
    [
      'ci.config.ts',
      "import { security } from '@sluice/plugin-security';\nexport default { plugins: [security()] };",
    ],
    ['ci.config.json', '{ "plugins": ["security"] }'],
  ])('is given its own, not the one that was brought: %s', (name, text) => {
    write({
      'node_modules/@sluice/plugin-security/package.json': '{ "type": "module", "exports": "./index.js" }',
      'node_modules/@sluice/plugin-security/index.js': own,
      [name]: text,
    });
    const { stdout, stderr } = sluice('list');
    expect(stdout + stderr).not.toContain('security/bandit');
    expect(stdout + stderr).not.toMatch(/PLUGIN_INVALID|PLUGIN_NOT_FOUND|CONFIG_IMPORT_FAILED/u);
  });
});
