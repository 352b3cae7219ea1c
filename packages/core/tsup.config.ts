import { packageBuild } from '../../tsup.base.ts';

const publicEntries = { index: 'src/index.ts', 'testing/index': 'src/testing/index.ts' };

// One run for the three entries, so that they share chunks: there is one instance of core in a process.
export default packageBuild({
  entry: { ...publicEntries, 'cli/bin': 'src/cli/bin.ts' },
  dts: { entry: publicEntries },
  // Bundled for a fast start, although `zod` is a dependency: the published types mention it.
  noExternal: ['zod'],
  // jiti finds its own files at run time; typescript is only looked for by cosmiconfig's own loader, unused here.
  external: ['jiti', 'typescript'],
  // What is bundled from CommonJS calls `require` for Node's own modules.
  banner: {
    js: "import { createRequire as sluiceRequire } from 'node:module'; const require = sluiceRequire(import.meta.url);",
  },
});
