import { cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { installWithNpm } from './pack/clean-projects.ts';
import { must } from './pack/must.ts';
import { packPackages } from './pack/pack-packages.ts';
import { runIn } from './pack/run-in.ts';
import { usePacked, versionOf } from './pack/use-packed.ts';

const example = join(import.meta.dirname, '../examples/third-party-plugin');

const CONFIG = `import { defineConfig } from '@sluice/core';
import { node } from 'sluice-plugin-node';

export default defineConfig({
  plugins: [node({ lint: { paths: ['src'], warnings: true }, test: false, audit: false, unused: false })],
  policy: { required: ['node/*'] },
});
`;

let base: string;
let core: string;
let plugin: string;

// Programs of others beside other work on two processors: what they find matters, not how soon.
vi.setConfig({ testTimeout: 300_000, hookTimeout: 300_000 });

beforeAll(async () => {
  base = realpathSync(mkdtempSync(join(tmpdir(), 'sluice-third-party-')));
  mkdirSync(join(base, 'tarballs'));
  core = (await packPackages(join(base, 'tarballs'), ['core'])).get('@sluice/core') ?? '';
  plugin = join(base, 'plugin');
  const isSource = (path: string): boolean => !['node_modules', 'dist', '.sluice'].includes(basename(path));
  cpSync(example, plugin, { recursive: true, filter: isSource });
  usePacked(plugin, core);
  await installWithNpm(plugin);
});
afterAll(() => rmSync(base, { recursive: true, force: true }));

describe('the plugin of a third party, outside this workspace, with the packed core', () => {
  it('passes its own tests: the contract of plugins, and each row of its tables of exit codes', async () => {
    const output = await must('npm', ['test'], { cwd: plugin });
    expect(output).toMatch(/^\S+ pass (?:[89]\d|\d{3})$/mu);
    expect(output).toMatch(/^\S+ fail 0$/mu);
    expect(output).toMatch(/^\S+ skipped 0$/mu);
  });

  it('is packed, installed, and gates a project from its ci.config.ts with the real tools', async () => {
    const [tarball = ''] = (await must('npm', ['pack', '--silent'], { cwd: plugin }))
      .trim()
      .split('\n')
      .slice(-1);
    const project = join(base, 'project');
    mkdirSync(join(project, 'src'), { recursive: true });
    const write = (name: string, text: string): void => writeFileSync(join(project, name), text);
    const devDependencies = {
      oxlint: versionOf('oxlint'),
      typescript: versionOf('typescript'),
      'sluice-plugin-node': `file:${join(plugin, tarball)}`,
    };
    write('package.json', JSON.stringify({ name: 'user', private: true, type: 'module', devDependencies }));
    const compilerOptions = { strict: true, module: 'nodenext', noEmit: true, types: [] };
    write('tsconfig.json', JSON.stringify({ compilerOptions, include: ['src'] }));
    write('ci.config.ts', CONFIG);
    write('src/price.ts', 'export const double = (amount: number): number => amount * 2;\n');
    usePacked(project, core);
    await installWithNpm(project);

    const sluice = join(project, 'node_modules/.bin/sluice');
    const passed = await runIn(sluice, ['run'], { cwd: project });
    expect(passed).toMatchObject({ code: 0, output: expect.stringContaining('PASS') });

    write('src/price.ts', "debugger;\nexport const double = (amount: number): number => amount * '2';\n");
    const { code, stdout } = await runIn(sluice, ['run', '--json'], { cwd: project });
    expect(code).toBe(1);
    const { results } = JSON.parse(stdout) as {
      readonly results: readonly { readonly findings: readonly object[] }[];
    };
    expect(results.flatMap(({ findings }) => findings)).toMatchObject([
      { ruleId: 'oxlint/eslint/no-debugger', severity: 'low', location: { path: 'src/price.ts', line: 1 } },
      { ruleId: 'tsc/TS2363', kind: 'type', location: { path: 'src/price.ts', line: 2 } },
    ]);
  });
});
