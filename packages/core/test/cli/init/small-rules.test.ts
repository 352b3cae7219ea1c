import { describe, expect, it } from 'vitest';
import { extendGitignore } from '../../../src/cli/init/gitignore.ts';
import { parseIni } from '../../../src/cli/init/ini.ts';
import { planInit } from '../../../src/cli/init/plan-init.ts';
import { chooseVersions } from '../../../src/cli/init/python-versions.ts';
import { readDocuments } from '../../../src/cli/init/documents.ts';
import { allowsMinor } from '../../../src/cli/init/specifier.ts';
import { treeOf } from '../../../src/cli/init/tree.ts';

describe('a range of Python versions', () => {
  it.each([
    ['>=3.9', '3.9 3.10 3.11 3.12 3.13'],
    ['>=3.10.2, <3.13', '3.10 3.11 3.12'],
    ['>= 3.10 , < 3.12', '3.10 3.11'],
    ['>=3.9,!=3.10.*,<4', '3.9 3.11 3.12 3.13'],
    ['~=3.11', '3.11 3.12 3.13'],
    ['~=3.11.0', '3.11'],
    ['==3.12.*', '3.12'],
    ['===3.12.4', '3.12'],
    ['>3.11', '3.11 3.12 3.13'],
    ['<=3.11', '3.9 3.10 3.11'],
    ['^3.10', '3.10 3.11 3.12 3.13'],
    ['~3.11', '3.11'],
    ['~3.9 || ~3.12', '3.9 3.12'],
    ['*', '3.9 3.10 3.11 3.12 3.13'],
    ['', '3.9 3.10 3.11 3.12 3.13'],
    ['3.11.4', '3.11'],
    ['what is this', '3.9 3.10 3.11 3.12 3.13'],
  ])('%s allows %s', (range, allowed) => {
    expect(
      ['3.9', '3.10', '3.11', '3.12', '3.13'].filter((version) => allowsMinor(range, version)).join(' '),
    ).toBe(allowed);
  });
});

describe('the versions to test', () => {
  const choose = async (
    files: Readonly<Record<string, string>>,
    interpreters: readonly string[],
    hasUv = false,
  ) => {
    const { versions, missing } = chooseVersions(await readDocuments(treeOf(files)), { interpreters, hasUv });
    return { versions, missing };
  };
  const project = (range: string): Readonly<Record<string, string>> => ({
    'pyproject.toml': `[project]\nrequires-python = "${range}"\n`,
  });

  it.each([
    ['the reference, where all can be had', '>=3.9', ['3.10', '3.11', '3.12', '3.13'], ['3.11', '3.12'], []],
    ['the reference, where nothing is here', '>=3.9', [], ['3.11', '3.12'], ['3.11', '3.12']],
    [
      'the newest two that are here and allowed',
      '>=3.12',
      ['3.11', '3.12', '3.13', '3.14'],
      ['3.13', '3.14'],
      [],
    ],
    ['the one that is here', '>=3.9', ['3.12'], ['3.12'], []],
    [
      "the project's newest, where none of them is here",
      '>=3.9,<3.11',
      ['3.12'],
      ['3.9', '3.10'],
      ['3.9', '3.10'],
    ],
    ['the reference, where nothing that is known fits', '>=4', ['3.12'], ['3.11', '3.12'], ['3.11']],
    ['one newer than was known when this was written', '>=3.15', ['3.12', '3.16'], ['3.16'], []],
  ])('are %s', async (_name, range, interpreters, versions, missing) => {
    expect(await choose(project(range), interpreters)).toEqual({ versions, missing });
  });

  it('include what uv can fetch', async () => {
    expect(await choose(project('>=3.10,<3.12'), [], true)).toEqual({
      versions: ['3.10', '3.11'],
      missing: [],
    });
  });

  it('go beyond the classifiers only where none of them can be had', async () => {
    const files = {
      'setup.py':
        "setup(python_requires='>=3.8', classifiers=['Programming Language :: Python :: 3.9', 'Programming Language :: Python :: 3.10'])",
    };
    expect((await choose(files, ['3.10', '3.12'])).versions).toEqual(['3.10']);
    expect((await choose(files, ['3.12', '3.13'])).versions).toEqual(['3.12', '3.13']);
  });

  it("are tox's, where the metadata is silent", async () => {
    expect(
      (
        await choose({ 'tox.ini': '[tox]\nenvlist = lint, py{39,310,311}-x, pypy3\n' }, [
          '3.9',
          '3.10',
          '3.12',
        ])
      ).versions,
    ).toEqual(['3.9', '3.10']);
  });
});

describe('a repository without Python', () => {
  const commandsOf = async (files: Readonly<Record<string, string>>): Promise<readonly string[]> => {
    const plan = await planInit({
      tree: treeOf(files),
      machine: { interpreters: [], hasUv: false },
      version: '1.0.0',
    });
    const text = plan.files.find(({ path }) => path === 'ci.config.ts')?.text ?? '';
    return [...text.matchAll(/^ {4}(command\(.*?\)), \/\/ /gmu)].map((match) => match[1] ?? '');
  };

  it.each([
    [
      'scripts of npm',
      { 'package.json': '{"scripts":{"test":"vitest","lint":"eslint .","build":"tsc"}}' },
      ["command('lint', ['npm', 'run', 'lint'])", "command('test', ['npm', 'test'])"],
    ],
    [
      'scripts of pnpm',
      { 'package.json': '{"scripts":{"test":"vitest"}}', 'pnpm-lock.yaml': '' },
      ["command('test', ['pnpm', 'test'])"],
    ],
    [
      'scripts of bun, whose `bun test` is another thing',
      { 'package.json': '{"scripts":{"test":"vitest"}}', 'bun.lock': '' },
      ["command('test', ['bun', 'run', 'test'])"],
    ],
    [
      'Go',
      { 'go.mod': 'module x', 'main.go': '' },
      ["command('go-vet', ['go', 'vet', './...'])", "command('go-test', ['go', 'test', './...'])"],
    ],
    [
      'Rust',
      { 'Cargo.toml': '', 'Cargo.lock': '', 'rustfmt.toml': '' },
      [
        "command('cargo-test', ['cargo', 'test', '--locked'])",
        "command('cargo-fmt', ['cargo', 'fmt', '--check'])",
      ],
    ],
    [
      'a Makefile before what it calls',
      { Makefile: 'TEST := 1\ntest: build\n\tgo test\nlint-all:\n', 'go.mod': '', 'main.go': '' },
      ["command('test', ['make', 'test'])", "command('go-vet', ['go', 'vet', './...'])"],
    ],
  ])('is checked by %s', async (_name, files, commands) => {
    expect(await commandsOf(files)).toEqual(commands);
  });

  it("is not checked by npm's placeholder", async () => {
    expect(
      await commandsOf({
        'package.json': '{"scripts":{"test":"echo \\"Error: no test specified\\" && exit 1"}}',
      }),
    ).toEqual([]);
  });

  it('is told how to go on with its own package manager', async () => {
    const files = { 'package.json': '{"scripts":{"test":"vitest"}}', 'yarn.lock': '' };
    const { next } = await planInit({
      tree: treeOf(files),
      machine: { interpreters: [], hasUv: false },
      version: '1.0.0',
    });
    expect(next.slice(0, 2)).toEqual(['yarn install', 'yarn sluice run']);
  });
});

describe('.gitignore', () => {
  it.each([
    [undefined, '.sluice/\nnode_modules/\n'],
    ['dist', 'dist\n.sluice/\nnode_modules/\n'],
    ['node_modules\n/.sluice/\n', 'node_modules\n/.sluice/\n'],
    ['a\r\n**/node_modules\r\n', 'a\r\n**/node_modules\r\n.sluice/\r\n'],
  ])('%j becomes %j', (before, after) => {
    expect(extendGitignore(before).text).toBe(after);
  });
});

it('reads ini files as Python does: continued lines, comments, both signs', () => {
  expect(parseIni('top = 1\n[a b]\nKey: one\n  two\n\n  three\n# no\n[c]\nx=\n')).toEqual({
    'a b': { key: 'one\ntwo\nthree' },
    c: { x: '' },
  });
});
