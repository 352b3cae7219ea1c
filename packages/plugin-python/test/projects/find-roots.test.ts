import { tempWorkspace } from '@sluice/core/testing';
import { describe, expect, it } from 'vitest';
import { findRoots } from '../../src/projects/find-roots.ts';
import { nameRoots } from '../../src/projects/name-roots.ts';
import { planProjects, pyproject } from './plan-projects.ts';

async function rootsOf(files: Readonly<Record<string, string>>): Promise<readonly string[]> {
  await using workspace = await tempWorkspace(files);
  // Awaited here: the folder is gone once this returns.
  return await findRoots(workspace.dir, Object.keys(files));
}

describe('the projects that are found', () => {
  it.each<[string, Record<string, string>, readonly string[]]>([
    [
      'each by a file of its own, whichever it is',
      {
        'a/pyproject.toml': '',
        'a/a.py': '',
        'b/setup.py': '',
        'c/setup.cfg': '',
        'c/src/c/__init__.py': '',
        'd/requirements-dev.txt': '',
        'd/main.py': '',
        'e/requirements/base.txt': '',
        'e/e.py': '',
      },
      ['a', 'b', 'c', 'd', 'e'],
    ],
    ['not without Python', { 'a/pyproject.toml': '', 'a/x.rs': '', 'b/setup.py': '' }, ['b']],
    [
      'not in examples, tests, documentation or what is vendored',
      Object.fromEntries(
        [
          'examples/a',
          'tests/data/b',
          'docs',
          'vendor/c',
          'third_party/d',
          'x/node_modules/e',
          '.hidden/f',
          'ok',
        ].flatMap((folder) => [
          [`${folder}/pyproject.toml`, ''],
          [`${folder}/x.py`, ''],
        ]),
      ),
      ['ok'],
    ],
    [
      'one within another, but not for a list of requirements alone',
      {
        'a/pyproject.toml': '',
        'a/a.py': '',
        'a/tools/requirements.txt': '',
        'a/tools/x.py': '',
        'a/plugin/pyproject.toml': '',
        'a/plugin/x.py': '',
      },
      ['a', 'a/plugin'],
    ],
    [
      'without the root where that only configures',
      { 'pyproject.toml': '[tool.ruff]\n', 'a/pyproject.toml': '', 'a/a.py': '', 'run.py': '' },
      ['a'],
    ],
    [
      'with the root where it is one, and has Python of its own',
      { 'pyproject.toml': '[project]\nname = "r"\n', 'run.py': '', 'a/pyproject.toml': '', 'a/a.py': '' },
      ['.', 'a'],
    ],
    [
      'without the root of a workspace that has no Python of its own',
      { 'pyproject.toml': '[project]\nname = "r"\n', 'a/pyproject.toml': '', 'a/a.py': '' },
      ['a'],
    ],
    ['the root alone where there are no others', { 'requirements.txt': '', 'app.py': '' }, ['.']],
    ['none where nothing tells', { 'app.py': '' }, []],
  ])('are found %s', async (_, files, roots) => {
    expect(await rootsOf(files)).toEqual(roots);
  });

  it('are those that git tracks', async () => {
    const files = {
      'a/pyproject.toml': pyproject('a'),
      'a/a.py': '',
      'b/pyproject.toml': pyproject('b'),
      'b/b.py': '',
    };
    const untracked = { 'c/pyproject.toml': pyproject('c'), 'c/c.py': '' };
    const { ids } = await planProjects(files, { projects: 'auto' }, { untracked });
    expect(ids.filter((id) => id.startsWith('python/ruff'))).toEqual(['python/ruff@a', 'python/ruff@b']);
  });
});

describe('their names', () => {
  it.each<[readonly string[], readonly string[]]>([
    [
      ['libs/common', 'services/billing'],
      ['common', 'billing'],
    ],
    [
      ['a/api', 'b/api', 'web'],
      ['a-api', 'b-api', 'web'],
    ],
    [
      ['.', 'Web App', 'ünd'],
      ['root', 'web-app', 'nd'],
    ],
    [
      ['x/Ä', 'é'],
      ['x', 'project'],
    ],
    [
      ['a-b', 'a/b', 'c/b'],
      ['a-b', 'a-b-2', 'c-b'],
    ],
  ])('of %j are %j', (roots, names) => {
    expect([...nameRoots(roots).keys()]).toEqual(names);
  });
});
