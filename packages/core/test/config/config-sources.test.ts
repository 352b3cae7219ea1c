import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { createFixture } from 'fs-fixture';
import { describe, expect, it } from 'vitest';
import { configSources } from '../../src/config/config-sources.ts';

async function sourcesOf(
  files: Readonly<Record<string, string>>,
  { links = {}, folder = '' }: { links?: Readonly<Record<string, string>>; folder?: string } = {},
) {
  await using fixture = await createFixture();
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(fixture.path, path)), { recursive: true });
    await writeFile(join(fixture.path, path), text);
  }
  for (const [path, target] of Object.entries(links)) {
    await mkdir(dirname(join(fixture.path, path)), { recursive: true });
    await symlink(join(fixture.path, target), join(fixture.path, path));
  }
  const { files: found, folders, isOpen } = await configSources(join(fixture.path, folder));
  return { files: [...found].sort(), folders: [...folders].sort(), isOpen };
}

describe('what a config is made of', () => {
  it('is nothing where there is none', async () => {
    expect(await sourcesOf({})).toEqual({ files: [], folders: [], isOpen: false });
  });

  it('is the files that it imports, and those that they import, however they are written', async () => {
    const found = await sourcesOf(
      {
        'app/ci.config.ts': [
          `import { a } from './ci/a.ts';`,
          `import type { B } from "./ci/b";`,
          'export * from `../beside/c.js`;',
          `const d = await import('./ci/d.mjs');`,
          `import data from './ci/data.json' with { type: 'json' };`,
          `import './ci/a.ts';`,
          `import fs from 'node:fs';`,
          `import * as z from 'zod';`,
        ].join('\n'),
        'app/ci/a.ts': `import '../ci.config.ts'; const e = require('./folder');`,
        'app/ci/b.mts': '',
        'beside/c.ts': '',
        'app/ci/d.mjs': '',
        'app/ci/data.json': '{ "plugins": [] }',
        'app/ci/folder/index.js': '',
        'app/node_modules/zod/index.js': '',
      },
      { folder: 'app' },
    );
    expect(found).toEqual({
      files: [
        '../beside/c.ts',
        'ci.config.ts',
        'ci/a.ts',
        'ci/b.mts',
        'ci/d.mjs',
        'ci/data.json',
        'ci/folder/index.js',
      ],
      folders: [],
      isOpen: false,
    });
  });

  it('is the packages of the repository that it imports, and those that they depend on', async () => {
    const found = await sourcesOf(
      {
        'ci.config.mjs': `import { x } from '@acme/plugin/entry'; import y from 'sluice-plugin-away';`,
        'packages/plugin/package.json': '{ "dependencies": { "@acme/base": "workspace:*", "missing": "1" } }',
        'packages/base/package.json': '{ "peerDependencies": { "@acme/plugin": "*" } }',
        'packages/base/node_modules/far/package.json': '{}',
        'node_modules/sluice-plugin-away/package.json': '{}',
      },
      {
        links: {
          'node_modules/@acme/plugin': 'packages/plugin',
          'packages/plugin/node_modules/@acme/base': 'packages/base',
        },
      },
    );
    expect(found).toEqual({
      files: ['ci.config.mjs'],
      folders: ['packages/base/', 'packages/plugin/'],
      isOpen: false,
    });
  });

  it('is the plugins that the JSON form names', async () => {
    const found = await sourcesOf(
      { 'ci.config.json': '{ "plugins": [["own", {}], "@acme/other"] }', 'plugin/package.json': 'no json' },
      { links: { 'node_modules/sluice-plugin-own': 'plugin' } },
    );
    expect(found).toEqual({ files: ['ci.config.json'], folders: ['plugin/'], isOpen: false });
  });

  it.each([
    ['an import that is computed', 'const x = await import(name);'],
    ['a require that is computed', 'const x = require(`./${name}`);'],
    ['a file that is not there', `import './nowhere.ts';`],
    ['a name that its package.json resolves', `import '#own';`],
  ])('can be any module, where it has %s', async (_, text) => {
    expect(await sourcesOf({ 'ci.config.mjs': text })).toMatchObject({ isOpen: true });
  });

  it('can be any module, where the package around it is imported by its own name', async () => {
    const links = { 'node_modules/own': '.' };
    const found = await sourcesOf({ 'ci.config.mjs': `import 'own';`, 'package.json': '{}' }, { links });
    expect(found).toEqual({ files: ['ci.config.mjs'], folders: [], isOpen: true });
  });
});
