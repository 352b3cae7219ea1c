import { tempWorkspace } from '@sluice/core/testing';
import { describe, expect, it } from 'vitest';
import { chooseFormatter } from '../../src/checks/formatter.ts';
import { pythonOptions } from '../../src/options.ts';
import { readProject } from '../../src/project/read-project.ts';
import { staticChecks } from '../../src/static-checks.ts';

const hook = (id: string) => `repos:\n- repo: https://example.org/x\n  rev: v1.0\n  hooks:\n  - id: ${id}\n`;

describe('the formatter', () => {
  it.each([
    ['nothing', {}, 'black'],
    ['a hook of Ruff', { '.pre-commit-config.yaml': hook('ruff-format') }, 'ruff'],
    [
      'a hook of Ruff beside an old table of Black',
      { '.pre-commit-config.yaml': hook('ruff-format'), 'pyproject.toml': '[tool.black]\n' },
      'ruff',
    ],
    ['a hook of Black', { '.pre-commit-config.yaml': hook('black') }, 'black'],
    ['a table of Black', { 'pyproject.toml': '[tool.black]\n[tool.ruff.format]\n' }, 'black'],
    ["settings of Ruff's formatter", { 'ruff.toml': '[format]\nquote-style = "single"\n' }, 'ruff'],
    ['Ruff as a linter only', { 'pyproject.toml': '[tool.ruff]\nline-length = 100\n' }, 'black'],
    ['a required Black', { 'requirements-dev.txt': 'black\n', Makefile: 'fmt:\n\truff format .\n' }, 'black'],
    ['a call of Ruff in the Makefile', { Makefile: 'fmt:\n\truff format .\n' }, 'ruff'],
    ['a call of Ruff in a workflow', { '.github/workflows/ci.yml': '- run: ruff format --check\n' }, 'ruff'],
    ['imports sorted by Ruff', { 'pyproject.toml': '[tool.ruff.lint]\nextend-select = ["I"]\n' }, 'ruff'],
    [
      'imports sorted by Ruff and isort',
      { 'pyproject.toml': '[tool.ruff]\nselect = ["I"]\n[tool.isort]\nprofile = "black"\n' },
      'black',
    ],
    ['a call of Ruff in noxfile.py', { 'noxfile.py': 'session.run("ruff", "format", "--check")\n' }, 'ruff'],
  ])('with %s is %s', async (_, files, formatter) => {
    await using space = await tempWorkspace(files as Readonly<Record<string, string>>);
    const project = await readProject(space.dir);
    expect(chooseFormatter(pythonOptions.parse({}), project).formatter).toBe(formatter);
    expect(chooseFormatter(pythonOptions.parse({ formatter: 'black' }), project).formatter).toBe('black');
  });

  it('decides which checks there are', async () => {
    await using space = await tempWorkspace();
    const project = await readProject(space.dir);
    const ids = (formatter: 'black' | 'ruff') =>
      staticChecks(pythonOptions.parse({ formatter }), project).map(({ id }) => id);
    expect(ids('black').slice(0, 2)).toEqual(['python/black', 'python/isort']);
    expect(ids('ruff').slice(0, 2)).toEqual(['python/ruff-format', 'python/ruff']);
  });
});

describe('a check', () => {
  it('that is switched off stays, as disabled', async () => {
    await using space = await tempWorkspace();
    const options = pythonOptions.parse({
      black: false,
      isort: false,
      ruff: false,
      mypy: false,
      complexity: false,
    });
    const checks = staticChecks(options, await readProject(space.dir));
    expect(checks.map(({ id, disabled }) => [id, disabled])).toEqual([
      ['python/black', 'option black is false'],
      ['python/isort', 'option isort is false'],
      ['python/ruff', 'option ruff is false'],
      ['python/mypy', 'option mypy is false'],
      ['python/complexity', 'option complexity is false'],
    ]);
  });

  it('takes level, limits and deadline from the options', async () => {
    await using space = await tempWorkspace();
    const limits = [{ rule: 'python/mypy', metric: 'errors', max: 3 }];
    const options = pythonOptions.parse({ mypy: { level: 'required', limits, timeoutMs: 1000 } });
    const mypy = staticChecks(options, await readProject(space.dir)).find(({ id }) => id === 'python/mypy');
    expect(mypy).toMatchObject({ level: 'required', limits, timeoutMs: 1000, needs: ['python/env@3.12'] });
  });
});

describe('the options', () => {
  it.each([
    { blakc: {} },
    { black: { lineLenght: 100 } },
    { black: true },
    { versions: [] },
    { versions: ['2.7'] },
    { pytest: { coverage: 101 } },
    { pytest: { retries: -1 } },
    { e2e: {} },
    { formatter: 'yapf' },
  ])('refuse %j', (options) => {
    expect(pythonOptions.safeParse(options).success).toBe(false);
  });

  it('have defaults for everything', () => {
    expect(pythonOptions.parse({})).toMatchObject({
      versions: ['3.11', '3.12'],
      formatter: 'auto',
      pytest: { coverage: 30, retries: 2, args: [] },
    });
    expect(pythonOptions.parse({ pytest: { coverage: 70 } })).toMatchObject({
      pytest: { coverage: 70, retries: 2 },
    });
  });
});
