import { tempWorkspace } from '@sluice/core/testing';
import { describe, expect, it } from 'vitest';
import { localDigest } from '../../src/env/local-digest.ts';
import { localDependencies } from '../../src/project/local-dependencies.ts';
import { localPath } from '../../src/project/local-path.ts';
import { planInstall } from '../../src/env/plan-install.ts';
import { chooseRequirements } from '../../src/project/choose-requirements.ts';
import { readPythonProject } from '../../src/project/read-python-project.ts';
import { NO_TEST_TOOLS } from '../../src/env/test-tools.ts';
import { pyproject } from '../projects/plan-projects.ts';

type Files = Readonly<Record<string, string>>;

const INTERPRETER = { version: '3.12.1', path: '/python', from: 'PATH', hasEnsurepip: true, markers: {} };

async function localsOf(files: Files) {
  await using workspace = await tempWorkspace(files);
  const project = await readPythonProject(workspace.path('a'));
  const locals = await localDependencies(project);
  const { steps } = planInstall({
    project,
    choice: chooseRequirements(project, {}),
    interpreter: INTERPRETER,
    tools: NO_TEST_TOOLS,
    locals,
    isPinned: true,
  });
  const digests = await Promise.all(locals.map(localDigest));
  const args = steps.flatMap((step) =>
    step.args.map((one) => (typeof one === 'string' ? one : JSON.stringify(one))),
  );
  return { paths: locals.map(({ path }) => path), args, digests };
}

describe('a line that names a folder', () => {
  it.each<[string, ReturnType<typeof localPath>]>([
    ['-e ../lib', { path: '../lib', isEditable: true }],
    ['--editable=../lib[extra] ; python_version > "3"', { path: '../lib', isEditable: true }],
    ['./lib/', { path: 'lib', isEditable: false }],
    ['file:../lib#egg=lib', { path: '../lib', isEditable: false }],
    ['file://../lib', { path: '../lib', isEditable: false }],
    ['lib @ file:../lib', { path: '../lib', isEditable: false, name: 'lib' }],
    ['lib[x] @ file:..\\lib', { path: '../lib', isEditable: false, name: 'lib' }],
    ['.', { path: '.', isEditable: false }],
    ['lib', undefined],
    ['lib>=1', undefined],
    ['lib @ https://example.test/lib.whl', undefined],
    ['lib @ file:///elsewhere/lib', undefined],
    ['-e git+https://example.test/lib', undefined],
    ['-r ../all.txt', undefined],
  ])('%j is read as %j', (line, found) => {
    expect(localPath(line)).toEqual(found);
  });
});

describe('path dependencies', () => {
  it("of uv's sources are given beside the project, those of dependencies included, for pip does not read them", async () => {
    const of = (name: string, other: string) =>
      pyproject(name, `dependencies = ["${other}"]\n[tool.uv.sources]\n${other} = { path = "../${other}" }`);
    const { paths, args } = await localsOf({
      'a/pyproject.toml': of('a', 'b'),
      'b/pyproject.toml': of('b', 'c'),
      'c/pyproject.toml': pyproject('c'),
    });
    expect(paths).toEqual(['../b', '../c']);
    expect(args).toEqual([
      '-e',
      '.',
      '{"folder":"../b"}',
      '{"folder":"../c"}',
      '{"copied":"b"}',
      '{"copied":"c"}',
    ]);
  });

  it("of uv's workspace are found by its members", async () => {
    const { args } = await localsOf({
      'pyproject.toml':
        '[tool.uv.workspace]\nmembers = ["a", "libs/*"]\n[tool.uv.sources]\nshared = { workspace = true }\n',
      'a/pyproject.toml': pyproject('a', 'dependencies = ["Shared"]'),
      'libs/one/pyproject.toml': pyproject('shared'),
      'libs/two/pyproject.toml': pyproject('unused'),
    });
    expect(args).toEqual(['-e', '.', '{"folder":"../libs/one"}']);
  });

  it('of lines are left to the lines', async () => {
    const { paths, args } = await localsOf({
      'a/requirements.txt': '-e ../b\n',
      'b/pyproject.toml': pyproject('b'),
    });
    expect(paths).toEqual(['../b']);
    expect(args).toEqual(['-r', 'requirements.txt']);
  });

  it.each([
    ['-e ../b', 'b/code.py', false],
    ['-e ../b', 'b/pyproject.toml', true],
    ['../b', 'b/code.py', true],
    ['../b', 'b/__pycache__/code.pyc', false],
  ])('by %j make another environment when %s changes: %j', async (line, path, isAnother) => {
    const files: Files = {
      'a/requirements.txt': `${line}\n`,
      'b/pyproject.toml': pyproject('b'),
      'b/code.py': 'x = 1\n',
    };
    await using workspace = await tempWorkspace(files);
    const digest = async (): Promise<readonly string[]> => {
      const locals = await localDependencies(await readPythonProject(workspace.path('a')));
      return Promise.all(locals.map(localDigest));
    };
    const before = await digest();
    await workspace.write({ [path]: `${files[path] ?? ''}# changed\n` });
    expect(before).toHaveLength(1);
    expect((await digest())[0] !== before[0]).toBe(isAnother);
  });
});
