import { describe, expect, it } from 'vitest';
import { readRepository } from './architecture/read-repository.ts';
import { readSource } from './architecture/read-source.ts';
import { violations, type Package } from './architecture/rules.ts';

describe('the repository', () => {
  const { packages, sources } = readRepository();

  it('has packages and sources to look at', () => {
    expect(packages.map(({ folder }) => folder)).toContain('core');
    expect(sources.length).toBeGreaterThan(packages.length);
  });

  it('has every entry that its packages export', () => {
    const paths = sources.map(({ path }) => path);
    for (const { entries } of packages) expect(paths).toEqual(expect.arrayContaining([...entries]));
  });

  it('keeps to the rules of the house', () => {
    expect(violations(sources, packages)).toEqual([]);
  });
});

const declared = ['zod', 'tapable', 'cosmiconfig', 'jiti', '@octokit/rest', '@sluice/core'];
const packages: readonly Package[] = [
  {
    folder: 'core',
    entries: [
      'packages/core/src/index.ts',
      'packages/core/src/reports.ts',
      'packages/core/src/testing/index.ts',
    ],
    declared,
  },
  ...['plugin-python', 'plugin-health', 'plugin-docker', 'plugin-github', 'preset-python'].map((folder) => ({
    folder,
    entries: [`packages/${folder}/src/index.ts`],
    declared: [...declared, '@sluice/plugin-github', '@sluice/plugin-security', '@sluice/plugin-python'],
  })),
];

/** What the rules say about these files; paths are from `packages/`. */
function verdictOn(files: Readonly<Record<string, string>>): string[] {
  const sources = Object.entries(files).map(([path, text]) => readSource(`packages/${path}`, text));
  return violations(sources, packages);
}

const value = 'export const value = 1;';

describe('a forbidden import is caught', () => {
  it.each([
    ['a phase imports another phase', 'plan', '../gate/x.ts', 'gate/x.ts', 'plan may not import gate'],
    [
      'a phase imports another for its types',
      'run',
      '../cache/x.ts',
      'cache/x.ts',
      'run may not import cache',
    ],
    ['a phase imports the engine', 'report', '../engine.ts', 'engine.ts', 'report may not import engine'],
    ['the engine imports the command line', 'engine', '../cli/x.ts', 'cli/x.ts', 'engine may not import cli'],
    ['model imports errors', 'model', '../errors/x.ts', 'errors/x.ts', 'model may not import errors'],
    ['errors import hooks', 'errors', '../hooks/x.ts', 'hooks/x.ts', 'errors may not import hooks'],
    ['hooks import a plugin', 'hooks', '../plugin/x.ts', 'plugin/x.ts', 'hooks may not import plugin'],
    ['state imports exec', 'state', '../exec/x.ts', 'exec/x.ts', 'state may not import exec'],
    [
      'the command line imports testing',
      'cli',
      '../testing/x.ts',
      'testing/x.ts',
      'cli may not import testing',
    ],
  ])('when %s', (_name, room, specifier, target, message) => {
    const found = verdictOn({
      [`core/src/${room}/a.ts`]: `import type { value } from '${specifier}'; export type A = typeof value;`,
      [`core/src/${target}`]: value,
    });
    expect(found).toEqual([expect.stringContaining(message)]);
  });

  it.each([
    ['an import', "import { value } from '../gate/x.ts'; export const a = value;"],
    ['a type import', "import type { value } from '../gate/x.ts'; export type A = typeof value;"],
    ['an export from', "export { value } from '../gate/x.ts'; export const a = 1;"],
    ['a dynamic import', "export const a = () => import('../gate/x.ts');"],
    ['an import type', "export type A = import('../gate/x.ts').A;"],
    ['a require', "export const a = require('../gate/x.ts');"],
  ])('however it is written: %s', (_name, text) => {
    const found = verdictOn({ 'core/src/plan/a.ts': text, 'core/src/gate/x.ts': value });
    expect(found).toEqual([expect.stringContaining('plan may not import gate')]);
  });

  it('when create-pipeline takes more of the command line than its host', () => {
    const files = { 'core/src/cli/host.ts': value, 'core/src/cli/main.ts': value };
    const host = "import { value } from './cli/host.ts'; export const a = value;";
    const main = "import { value } from './cli/main.ts'; export const a = value;";
    expect(verdictOn({ ...files, 'core/src/create-pipeline.ts': host })).toEqual([]);
    expect(verdictOn({ ...files, 'core/src/create-pipeline.ts': main })).toEqual([
      expect.stringContaining('create-pipeline may not import cli'),
    ]);
  });

  it('when a room is new to the design', () => {
    expect(verdictOn({ 'core/src/helpers/a.ts': value })).toEqual([expect.stringContaining("'helpers'")]);
  });

  it('when it leaves the sources of its package', () => {
    const text = "import { value } from '../../core/src/gate/x.ts'; export const a = value;";
    const found = verdictOn({ 'plugin-python/src/a.ts': text, 'core/src/gate/x.ts': value });
    expect(found).toEqual([expect.stringContaining("outside its package's sources")]);
  });

  it('when it lacks its extension', () => {
    const found = verdictOn({
      'core/src/gate/a.ts': "export const a = import('./b');",
      'core/src/gate/b.ts': value,
    });
    expect(found).toEqual([expect.stringContaining('write the .ts extension')]);
  });
});

describe('a package away from home is caught', () => {
  it.each([
    ['tapable', 'core/src/engine.ts', "core's hooks/"],
    ['tapable', 'plugin-python/src/plugin.ts', "core's hooks/"],
    ['node:child_process', 'core/src/run/a.ts', "core's exec/"],
    ['node:child_process', 'plugin-python/src/a.ts', "core's exec/"],
    ['cosmiconfig', 'core/src/cli/a.ts', "core's config/"],
    ['@octokit/rest', 'core/src/report/a.ts', 'only in plugin-github'],
    ['@octokit/rest', 'plugin-health/src/a.ts', 'only in plugin-github'],
    ['node:fs', 'core/src/model/a.ts', 'no package but zod'],
    ['left-pad', 'core/src/gate/a.ts', 'does not declare'],
  ])('%s in %s', (name, path, message) => {
    const found = verdictOn({ [path]: `export const a = import('${name}');` });
    expect(found).toEqual([expect.stringContaining(message)]);
  });

  it.each([
    ['tapable', 'core/src/hooks/a.ts'],
    ['node:child_process', 'core/src/exec/a.ts'],
    ['node:child_process', 'core/src/changes/a.ts'],
    ['cosmiconfig', 'core/src/config/a.ts'],
    ['@octokit/rest', 'plugin-github/src/a.ts'],
    ['zod', 'core/src/model/a.ts'],
    ['node:fs', 'core/src/state/a.ts'],
  ])('but not %s in %s', (name, path) => {
    expect(verdictOn({ [path]: `export const a = import('${name}');` })).toEqual([]);
  });
});

describe('the process and the console', () => {
  const uses = [
    ['process.env', 'export const a = process.env.HOME;'],
    ['process.env', "export const a = globalThis.process['env'];"],
    ['process.env', 'const { env } = process; export const a = env;'],
    ['process.env', "import { env } from 'node:process'; export const a = env;"],
    ['process as p', "import p from 'node:process'; export const a = p;"],
    ['process.exit', 'export const a = () => process.exit(1);'],
    ['process.exitCode', 'process.exitCode = 1; export const a = 1;'],
    ['console', 'console.log(1); export const a = 1;'],
    ['console', 'const { log } = console; export const a = log;'],
  ];

  it.each(uses)('are caught outside cli/: %s in `%s`', (use, text) => {
    expect(verdictOn({ 'core/src/report/a.ts': text })).toEqual([expect.stringContaining(`uses ${use},`)]);
    expect(verdictOn({ 'plugin-python/src/a.ts': text })).toEqual([expect.stringContaining(`uses ${use},`)]);
    expect(verdictOn({ 'core/src/cli/a.ts': text })).toEqual([]);
  });

  it('leave names alone that only look like them', () => {
    const text =
      'export const a = { console: 1, process: { env: {} } }; export const b = a.process.env + process.pid;';
    expect(verdictOn({ 'core/src/report/a.ts': text })).toEqual([]);
  });
});

describe('between our packages', () => {
  it.each([
    ['core', '@sluice/plugin-python'],
    ['core', '@sluice/core'],
    ['plugin-python', '@sluice/core/testing'],
    ['plugin-python', '@sluice/plugin-github/client'],
    ['plugin-health', '@sluice/plugin-github'],
    ['plugin-health', '@sluice/plugin-security/reports'],
    ['plugin-docker', '@sluice/plugin-github/client'],
    ['preset-python', '@sluice/plugin-python/checks'],
  ])('%s may not import %s', (folder, name) => {
    const found = verdictOn({
      [`${folder}/src/${folder === 'core' ? 'gate/' : ''}a.ts`]: `export const a = import('${name}');`,
    });
    expect(found).toContainEqual(expect.stringContaining(`${folder} may not import ${name}`));
  });

  it.each([
    ['plugin-python', '@sluice/core'],
    ['plugin-health', '@sluice/plugin-github/client'],
    ['plugin-docker', '@sluice/plugin-security/reports'],
    ['preset-python', '@sluice/plugin-python'],
  ])('%s may import %s', (folder, name) => {
    expect(verdictOn({ [`${folder}/src/a.ts`]: `export const a = import('${name}');` })).toEqual([]);
  });
});

describe('the shape of a file', () => {
  it.each([
    ['a barrel', 'core/src/gate/all.ts', "export { value } from './x.ts';", 'is a barrel'],
    [
      'a barrel in two steps',
      'core/src/gate/all.ts',
      "import { value } from './x.ts'; export { value };",
      'is a barrel',
    ],
    ['an index that is no entry', 'core/src/gate/index.ts', value, 'is a barrel'],
    ['export everything', 'core/src/index.ts', "export * from './gate/x.ts';", 'exports everything'],
    ['a default export', 'core/src/gate/a.ts', 'export default 1;', 'default export'],
    [
      'a renamed default export',
      'core/src/gate/a.ts',
      'const a = 1; export { a as default };',
      'default export',
    ],
    ['an enum', 'core/src/gate/a.ts', 'export enum A { B }', 'enum A'],
    ['a namespace', 'core/src/gate/a.ts', 'export namespace A { export const b = 1; }', 'namespace A'],
    ['a long file', 'core/src/gate/a.ts', 'export {};\n'.repeat(401), '401 lines'],
    [
      'an import of an entry',
      'core/src/cli/a.ts',
      "export const a = import('../index.ts');",
      'an entry of its own',
    ],
  ])('is caught: %s', (_name, path, text, message) => {
    const found = verdictOn({ 'core/src/gate/x.ts': value, 'core/src/index.ts': value, [path]: text });
    expect(found).toContainEqual(expect.stringContaining(message));
  });

  it('may hand on names in an entry, and add to the types of others', () => {
    const index = "export * as z from 'zod'; export { value } from './gate/x.ts';";
    const text = `${value} declare module 'zod' { interface A {} } declare global { interface B {} }`;
    expect(verdictOn({ 'core/src/index.ts': index, 'core/src/gate/x.ts': text })).toEqual([]);
  });

  it('may not be in a cycle, be it of types', () => {
    const found = verdictOn({
      'core/src/gate/a.ts': "import type { B } from './b.ts'; export type A = B;",
      'core/src/gate/b.ts': "import type { C } from './c.ts'; export type B = C;",
      'core/src/gate/c.ts': "import type { A } from './a.ts'; export type C = A;",
    });
    expect(found).toEqual([expect.stringContaining('gate/a.ts -> gate/b.ts -> gate/c.ts -> gate/a.ts')]);
  });

  it('must be TypeScript that can be parsed', () => {
    expect(() => readSource('packages/core/src/gate/a.ts', 'export const = 1;')).toThrow('cannot be parsed');
  });
});
