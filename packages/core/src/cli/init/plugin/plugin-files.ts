import type { InitFile } from '../plan-init.ts';
import { checkSource } from './check-source.ts';
import { manifestText } from './manifest-text.ts';
import type { PluginName } from './plugin-name.ts';
import { readmeText } from './readme-text.ts';
import { testSource } from './test-source.ts';

/** A plugin that works and passes its tests as it stands, by path within its folder. */
export function pluginFiles(name: PluginName, version: string): readonly InitFile[] {
  return [
    {
      path: 'package.json',
      text: manifestText(name, version),
      note: `${name.packageName}, with core as a peer`,
    },
    { path: 'tsconfig.json', text: json(TSCONFIG), note: 'strict; types are checked with the tests' },
    { path: 'tsconfig.build.json', text: json(TSCONFIG_BUILD), note: 'what npm run build writes into dist' },
    { path: '.gitignore', text: 'dist/\nnode_modules/\n', note: 'what is built or installed' },
    { path: 'src/index.ts', text: indexSource(name), note: 'the plugin: options and taps' },
    {
      path: 'src/words-check.ts',
      text: checkSource(name),
      note: 'a check, with the table of its exit codes',
    },
    {
      path: 'test/words-check.test.ts',
      text: testSource(name),
      note: 'the contract of plugins, and what it finds',
    },
    { path: 'README.md', text: readmeText(name), note: 'how to use it, change it and publish it' },
  ];
}

const TSCONFIG = {
  compilerOptions: {
    target: 'es2023',
    module: 'nodenext',
    strict: true,
    noUncheckedIndexedAccess: true,
    erasableSyntaxOnly: true,
    verbatimModuleSyntax: true,
    rewriteRelativeImportExtensions: true,
    skipLibCheck: true,
    types: ['node'],
    noEmit: true,
  },
  include: ['src', 'test'],
};

const TSCONFIG_BUILD = {
  extends: './tsconfig.json',
  compilerOptions: {
    noEmit: false,
    rootDir: 'src',
    outDir: 'dist',
    declaration: true,
    sourceMap: true,
    inlineSources: true,
  },
  include: ['src'],
};

const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;

const indexSource = ({ id, exportName }: PluginName): string => `import { createRequire } from 'node:module';
import { definePlugin, z } from '@sluice/core';
import { wordsCheck } from './words-check.ts';

const { version } = createRequire(import.meta.url)('../package.json') as { version: string };

/** Strict, so that a misspelt option is an error of the config. */
const options = z.strictObject({
  words: z.array(z.string().min(1)).min(1).default(['FIXME']).describe('Words that must be gone before a merge.'),
});

export const ${exportName} = definePlugin({
  name: '${id}',
  version,
  options,
  // Only taps: what takes time or touches the disk belongs into the \`run\` of a check.
  setup({ hooks }, { words }) {
    hooks.check.tap('words', ({ add }) => add(wordsCheck(words)));
  },
});
`;
