import { readFileSync } from 'node:fs';
import type { Options } from 'tsup';
import { packageBuild } from '../../tsup.base.ts';

const publicEntries = {
  index: 'src/index.ts',
  reports: 'src/reports.ts',
  'testing/index': 'src/testing/index.ts',
};

/**
 * zod's messages in fifty languages are half of all that is loaded at a start, and a fifth of its time. The English ones
 * are bundled; any other is taken from the installed zod when it is called: `z.config(z.locales.de())`. By the banner's
 * name, for a plain `require` would be bundled.
 */
const localesOnCall: NonNullable<Options['esbuildPlugins']>[number] = {
  name: 'locales on call',
  setup: ({ onLoad }) =>
    onLoad({ filter: /zod[\\/]v4[\\/]locales[\\/]index\.js$/ }, ({ path }) => ({
      contents: readFileSync(path, 'utf8').replace(
        /^export \{ default as (\w+) \} from "\.\/([\w-]+)\.js";$/gmu,
        (line, name: string, file: string) =>
          name === 'en'
            ? line
            : `export const ${name} = () => sluiceRequire('zod/v4/locales/${file}.cjs')();`,
      ),
    })),
};

export default [
  // One run for these entries, so that they share chunks: there is one instance of core in a process.
  packageBuild({
    entry: { ...publicEntries, 'cli/main': 'src/cli/main.ts' },
    // The harness is disposable: without this, a project whose `lib` is older and that has no @types/node cannot compile.
    dts: { entry: publicEntries, banner: '/// <reference lib="esnext.disposable" />' },
    // Bundled for a fast start, although `zod` is a dependency: the published types mention it.
    noExternal: ['zod'],
    // jiti finds its own files at run time; typescript is only looked for by cosmiconfig's own loader, unused here.
    external: ['jiti', 'typescript'],
    esbuildPlugins: [localesOnCall],
    // What is bundled from CommonJS calls `require` for Node's own modules.
    banner: {
      js: "import { createRequire as sluiceCreateRequire } from 'node:module'; const sluiceRequire = sluiceCreateRequire(import.meta.url); const require = sluiceRequire;",
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
