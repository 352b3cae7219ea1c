import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { must } from './must.ts';
import { pnpm } from './pnpm.ts';

/** An ES module and a CommonJS module, in TypeScript, that use every entry; written into each project. */
export const ENTRIES: Readonly<Record<string, readonly string[]>> = {
  '@sluice/core': ['defineConfig', 'command', 'definePlugin', 'z'],
  '@sluice/core/reports': ['markdown'],
  '@sluice/core/testing': ['pluginContract', 'createHarness'],
  '@sluice/plugin-docker': ['docker'],
  '@sluice/plugin-github': ['github'],
  '@sluice/plugin-github/client': ['openClient'],
  '@sluice/plugin-health': ['health'],
  '@sluice/plugin-python': ['python'],
  '@sluice/plugin-security': ['security'],
  '@sluice/plugin-security/reports': ['readBanditReport'],
  '@sluice/preset-python': ['reference'],
  sluice: ['defineConfig', 'python', 'security', 'reference'],
};

const CONFIG = `import { command, defineConfig } from '@sluice/core';

export default defineConfig({
  checks: [command('greet', ['node', '-e', 'console.log(process.version)'])],
  policy: { required: ['repo/*'] },
});
`;

/** Writes a project that has nothing but the packed packages. */
export function writeProject(
  folder: string,
  type: 'module' | 'commonjs',
  packed: ReadonlyMap<string, string>,
): void {
  const files = Object.fromEntries([...packed].map(([name, file]) => [name, `file:${file}`]));
  mkdirSync(folder, { recursive: true });
  const write = (name: string, text: string): void => writeFileSync(join(folder, name), text);
  // The registry has none of these: what they ask of one another must be these files too.
  const manifest = { name: 'clean', version: '1.0.0', private: true, type, dependencies: files };
  write('package.json', JSON.stringify({ ...manifest, overrides: refer(packed) }));
  write(
    'pnpm-workspace.yaml',
    `overrides:\n${[...packed].map(([name, file]) => `  '${name}': file:${file}\n`).join('')}`,
  );
  write(type === 'module' ? 'ci.config.ts' : 'ci.config.mts', CONFIG);
  write('entries.mts', program());
  write('entries.cts', program());
  const compilerOptions = { strict: true, module: 'nodenext', target: 'es2023', noEmit: true, types: [] };
  write('tsconfig.json', JSON.stringify({ compilerOptions, include: ['*.mts', '*.cts', '*.ts'] }));
}

/** npm takes an override of what is a dependency as well only by reference. */
const refer = (packed: ReadonlyMap<string, string>): Readonly<Record<string, string>> =>
  Object.fromEntries([...packed.keys()].map((name) => [name, `$${name}`]));

function program(): string {
  const rows = Object.entries(ENTRIES).map(([entry, names], index) => ({
    entry,
    names,
    alias: `entry${index}`,
  }));
  const imports = rows.map(({ entry, alias }) => `import * as ${alias} from '${entry}';`);
  const uses = rows.flatMap(({ alias, names }) => names.map((name) => `${alias}.${name}`));
  return `${imports.join('\n')}\nexport const used: readonly unknown[] = [${uses.join(', ')}];\n`;
}

export const installWithNpm = (cwd: string): Promise<string> =>
  must('npm', ['install', '--prefer-offline', '--no-audit', '--no-fund'], { cwd });

export const installWithPnpm = (cwd: string): Promise<string> =>
  must('npx', pnpm('install', '--prefer-offline', '--no-frozen-lockfile'), { cwd });
