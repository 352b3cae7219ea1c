import { spawnSync } from 'node:child_process';
import { mkdir, symlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { tempWorkspace, type TempWorkspace } from '@sluice/core/testing';
import { describe, expect, it } from 'vitest';
import type { HealthDocument } from '../src/figures/health-document.ts';
import { page, series } from './github.ts';

const core = dirname(dirname(fileURLToPath(import.meta.resolve('@sluice/core'))));
const plugin = join(import.meta.dirname, '..');
const RUNS = { 'runs.json': JSON.stringify(page(...series(16, 4))) };

interface Said {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** The built command line in a folder, as a user calls it. */
function sluice({ dir }: TempWorkspace, ...argv: readonly string[]): Said {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(core, 'dist/cli/bin.js'), ...argv], {
    cwd: dir,
    encoding: 'utf8',
    env: { PATH: process.env['PATH'], HOME: dir, GIT_CEILING_DIRECTORIES: dirname(dir), NO_COLOR: '1' },
  });
  return { status, stdout, stderr };
}

/** A project with Sluice and this plugin installed. */
async function project(config: string): Promise<TempWorkspace> {
  const folder = await tempWorkspace({ ...RUNS, 'ci.config.mjs': config, 'package.json': '{}' });
  await mkdir(folder.path('node_modules/@sluice'), { recursive: true });
  await symlink(core, folder.path('node_modules/@sluice/core'));
  await symlink(plugin, folder.path('node_modules/@sluice/plugin-health'));
  return folder;
}

const CONFIG = (options: string, argv = "['true']"): string => `
  import { command, defineConfig } from '@sluice/core';
  import { health } from '@sluice/plugin-health';
  export default defineConfig({ plugins: [health(${options})], checks: [command('fine', ${argv})] });
`;

describe('sluice health, through the command line', () => {
  it('answers without a config, whatever the answer is', async () => {
    await using folder = await tempWorkspace(RUNS);
    const { status, stdout, stderr } = sluice(folder, 'health', '--runs', 'runs.json', '--json');
    expect([status, stderr]).toEqual([0, '']);
    expect(JSON.parse(stdout)).toMatchObject({ status: 'alert', figures: { rate: 0.8 } });
    expect(sluice(folder, 'health').stdout).toContain('INSUFFICIENT DATA: no decided run');
  });

  it('prints its help', async () => {
    await using folder = await tempWorkspace();
    expect(sluice(folder, 'health', '--help')).toMatchObject({
      status: 0,
      stdout: expect.stringContaining(
        'sluice health [--runs FILE] [--branch B] [--out DIR] [--json]',
      ) as string,
    });
  });

  it.each([
    [['--runs', 'none.json'], 'HEALTH_RUNS_UNREADABLE'],
    [['--runs', 'runs.json', '--out', 'runs.json'], 'HEALTH_OUT_UNWRITABLE'],
    [['--bogus'], 'USAGE'],
  ])('ends with 2 for %j, and says nothing on stdout', async (argv, code) => {
    await using folder = await tempWorkspace(RUNS);
    const said = sluice(folder, 'health', ...argv);
    expect([said.status, said.stdout]).toEqual([2, '']);
    expect(said.stderr).toContain(code);
  });

  it('takes its options from the config, and refuses one that is misspelt', async () => {
    await using folder = await project(CONFIG('{ threshold: 0.8 }'));
    const { stdout } = sluice(folder, 'health', '--runs', 'runs.json', '--json');
    expect(JSON.parse(stdout)).toMatchObject({ status: 'good', figures: { threshold: 0.8 } });
    await folder.write({ 'ci.config.mjs': CONFIG('{ treshold: 0.8 }') });
    const refused = sluice(folder, 'health', '--runs', 'runs.json');
    expect([refused.status, refused.stderr]).toEqual([2, expect.stringContaining('treshold')]);
  });

  it('counts what Sluice recorded here, with and without the folders of the runs', async () => {
    await using folder = await project(CONFIG(''));
    expect(sluice(folder, 'run').status).toBe(0);
    await folder.write({ 'ci.config.mjs': CONFIG('', "['false']") });
    expect(sluice(folder, 'run').status).toBe(1);
    const figures = (): HealthDocument['figures'] =>
      (JSON.parse(sluice(folder, 'health', '--json').stdout) as HealthDocument).figures;
    expect(figures()).toMatchObject({ decided: 2, success: 1, failure: 1, data: { source: '.sluice' } });
  });
});
