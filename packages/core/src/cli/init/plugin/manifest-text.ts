import type { PluginName } from './plugin-name.ts';

/** The `package.json` of a new plugin. Core is a peer, so that a project has one of it. */
export function manifestText({ packageName, id }: PluginName, version: string): string {
  const manifest = {
    name: packageName,
    version: '0.1.0',
    description: `Sluice checks: ${id}.`,
    keywords: ['sluice', 'sluice-plugin'],
    type: 'module',
    sideEffects: false,
    exports: {
      '.': { types: './dist/index.d.ts', default: './dist/index.js' },
      './package.json': './package.json',
    },
    files: ['dist'],
    engines: { node: '>=22.18' },
    scripts: {
      build: 'tsc --project tsconfig.build.json',
      test: 'tsc && node --test "test/**/*.test.ts"',
      prepack: 'npm run build',
    },
    peerDependencies: { '@sluice/core': `^${version}` },
    devDependencies: { '@sluice/core': `^${version}`, '@types/node': '^24.19.2', typescript: '^6.0.3' },
  };
  return `${JSON.stringify(manifest, null, 2)}\n`;
}
