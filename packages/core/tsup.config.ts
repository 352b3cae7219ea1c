import { packageBuild } from '../../tsup.base.ts';

const publicEntries = { index: 'src/index.ts', 'testing/index': 'src/testing/index.ts' };

export default [
  // One run for these entries, so that they share chunks: there is one instance of core in a process.
  packageBuild({
    entry: { ...publicEntries, 'cli/main': 'src/cli/main.ts' },
    dts: { entry: publicEntries },
    // Bundled for a fast start, although `zod` is a dependency: the published types mention it.
    noExternal: ['zod'],
    // jiti finds its own files at run time; typescript is only looked for by cosmiconfig's own loader, unused here.
    external: ['jiti', 'typescript'],
    // What is bundled from CommonJS calls `require` for Node's own modules.
    banner: {
      js: "import { createRequire as sluiceRequire } from 'node:module'; const require = sluiceRequire(import.meta.url);",
    },
  }),
  // One file that imports nothing until it is asked for more than its version: as an entry of the run above it took
  // two chunks and the banner along, and `sluice --version` 1.25 times an empty Node instead of 1.15.
  packageBuild({
    entry: { 'cli/bin': 'src/cli/bin.ts' },
    dts: false,
    metafile: false,
    splitting: false,
    esbuildPlugins: [
      {
        name: 'main stays outside',
        setup: ({ onResolve }) =>
          onResolve({ filter: /^\.\/main\.ts$/ }, () => ({ path: './main.js', external: true })),
      },
    ],
  }),
];
