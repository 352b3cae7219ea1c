import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { installWithNpm } from './pack/clean-projects.ts';
import { must } from './pack/must.ts';
import { packPackages } from './pack/pack-packages.ts';
import { runIn } from './pack/run-in.ts';
import { usePacked } from './pack/use-packed.ts';

const sluice = join(import.meta.dirname, '../packages/core/dist/cli/bin.js');

let base: string;
let core: string;
let plugin: string;

// Programs of others beside other work on two processors: what they find matters, not how soon.
vi.setConfig({ testTimeout: 300_000, hookTimeout: 300_000 });

beforeAll(async () => {
  base = realpathSync(mkdtempSync(join(tmpdir(), 'sluice-init-plugin-')));
  mkdirSync(join(base, 'tarballs'));
  core = (await packPackages(join(base, 'tarballs'), ['core'])).get('@sluice/core') ?? '';
  await must(process.execPath, [sluice, 'init', '--plugin', '@acme/sluice-plugin-house-rules'], {
    cwd: base,
  });
  plugin = join(base, 'sluice-plugin-house-rules');
  usePacked(plugin, core);
  await installWithNpm(plugin);
});
afterAll(() => rmSync(base, { recursive: true, force: true }));

describe('a plugin that `sluice init --plugin` wrote', () => {
  it('passes its tests at once: types, the contract of plugins, and what its check finds', async () => {
    const output = await must('npm', ['test'], { cwd: plugin });
    expect(output).toMatch(/^\S+ pass (?:1[5-9]|[2-9]\d)$/mu);
    expect(output).toMatch(/^\S+ fail 0$/mu);
    expect(output).toMatch(/^\S+ skipped 0$/mu);
  });

  it('is packed, and named by the JSON config of a project, in which its check then blocks', async () => {
    const [tarball = ''] = (await must('npm', ['pack', '--silent'], { cwd: plugin }))
      .trim()
      .split('\n')
      .slice(-1);
    const project = join(base, 'project');
    mkdirSync(project);
    writeFileSync(
      join(project, 'package.json'),
      '{ "name": "user", "private": true, "devDependencies": {} }',
    );
    usePacked(project, core);
    const plugins = ['@acme/sluice-plugin-house-rules'];
    writeFileSync(
      join(project, 'ci.config.json'),
      JSON.stringify({ plugins, policy: { required: ['house-rules/*'] } }),
    );
    writeFileSync(join(project, '.gitignore'), 'node_modules/\n');
    writeFileSync(join(project, 'notes.txt'), 'FIXME: rounding\n');
    await must(
      'npm',
      ['install', '--prefer-offline', '--no-audit', '--no-fund', '-D', join(plugin, tarball)],
      { cwd: project },
    );
    await must('git', ['init', '--quiet', '.'], { cwd: project });
    const { code, output } = await runIn(join(project, 'node_modules/.bin/sluice'), ['run'], {
      cwd: project,
    });
    expect({ code, output }).toMatchObject({ code: 1, output: expect.stringContaining('notes.txt:1') });
  });
});
