import { createPipeline, definePlugin, type Check, type Config } from '@sluice/core';
import { SYSTEM_ENV, tempWorkspace, testHost } from '@sluice/core/testing';
import { describe, expect, it } from 'vitest';
import { banditSettings } from '../../src/checks/bandit-settings.ts';
import { findDeclared } from '../../src/dependencies/find-declared.ts';
import { localNames } from '../../src/dependencies/local-names.ts';
import { security, type SecurityInput } from '../../src/index.ts';

const FILES = { 'services/billing/app/a.py': '', 'services/orders/app/a.py': '', 'libs/common/app/a.py': '' };

const check = (name: string, more: Partial<Check> = {}): Check => ({
  id: `python/${name}`,
  title: name,
  run: () => ({ status: 'completed', findings: [] }),
  ...more,
});

const projectCheck = (project: string, folder: string, deps: readonly string[] = []): Check =>
  check('lint', { matrix: { project: [project] }, folder, inputs: [`${folder}/**/*.py`, ...deps, '!x/**'] });

const THEIRS = [
  projectCheck('billing', 'services/billing', ['libs/common/**']),
  projectCheck('orders', 'services/orders'),
];

/** A plan with a plugin called `python` that adds these checks, named after security in the config. */
async function planned(input: SecurityInput, theirs: readonly Check[], change?: string) {
  await using workspace = await tempWorkspace(FILES, { git: true });
  if (change !== undefined) await workspace.write({ [change]: '# changed\n' });
  const python = definePlugin({
    name: 'python',
    version: '1.0.0',
    setup: ({ hooks }) =>
      hooks.check.tap('add', ({ add }) => {
        for (const one of theirs) add(one);
      }),
  });
  const config: Config = { plugins: [security(input), ...(theirs.length > 0 ? [python()] : [])] };
  const { plan, problems, objections } = await createPipeline(config).plan({
    cwd: workspace.dir,
    host: testHost(SYSTEM_ENV),
    ...(change === undefined ? { all: true } : { base: 'HEAD' }),
  });
  const own = plan.checks.filter(({ id }) => id.startsWith('security/'));
  return {
    ids: own.map(({ id }) => id).toSorted(),
    running: own.filter(({ decision }) => decision === 'run').map(({ id }) => id),
    limits: [...new Set(own.flatMap(({ limits }) => limits.map(({ rule }) => rule)))],
    problems: [...problems.map(({ message }) => message), ...objections.map(({ message }) => message)].join(
      '\n',
    ),
  };
}

const CELLS = [
  'security/bandit@billing',
  'security/bandit@orders',
  'security/pip-audit@billing',
  'security/pip-audit@orders',
  'security/secrets',
];

describe('the projects', () => {
  it.each<[string, SecurityInput['projects']]>([
    ['of plugin-python', 'python'],
    ['by folder', { billing: 'services/billing', orders: 'services/orders' }],
    [
      'by the object that plugin-python takes',
      { billing: { root: 'services/billing', versions: ['3.12'] }, orders: { root: 'services/orders' } },
    ],
  ])('%s each have a cell of Bandit and of pip-audit', async (_, projects) => {
    const { ids, problems } = await planned({ projects }, THEIRS);
    expect(problems).toBe('');
    expect(ids).toEqual(CELLS);
  });

  it('that are one have no cells', async () => {
    for (const [projects, theirs] of [
      ['python', [check('lint', { folder: 'services/billing' })]],
      [{ billing: 'services/billing' }, []],
    ] as const) {
      const { ids } = await planned({ projects }, theirs);
      expect(ids).toEqual(['security/bandit', 'security/pip-audit', 'security/secrets']);
    }
  });

  it('of a plugin that is not there block, and say so', async () => {
    const { problems } = await planned({ projects: 'python' }, []);
    expect(problems).toContain("projects is 'python', and no plugin of that name has added checks");
  });

  it('have budgets of their own, and then a change scans its own project and those that are built from it', async () => {
    const input: SecurityInput = { projects: 'python', maxHigh: { limit: 3, per: 'project' } };
    const { limits, running } = await planned(input, THEIRS, 'services/orders/app/a.py');
    expect(limits).toEqual([
      'security/max-high@billing',
      'security/max-high@orders',
      'security/live-secrets',
    ]);
    expect(running.toSorted()).toEqual([
      'security/bandit@orders',
      'security/pip-audit@orders',
      'security/secrets',
    ]);
    const inCommon = await planned(input, THEIRS, 'libs/common/app/a.py');
    expect(inCommon.running).toContain('security/bandit@billing');
    expect(inCommon.running).not.toContain('security/bandit@orders');
  });

  it('share one budget otherwise, which is never taken over a part', async () => {
    const { running } = await planned({ projects: 'python' }, THEIRS, 'services/orders/app/a.py');
    expect(running).toContain('security/bandit@billing');
  });
});

describe("a project's configuration of Bandit", () => {
  it.each<[string, Record<string, string>, readonly string[]]>([
    [
      'is its own',
      { 'a/pyproject.toml': '[tool.bandit]\n', '.bandit': '[bandit]\n' },
      ['-c', 'a/pyproject.toml'],
    ],
    ["else that of the config's folder", { '.bandit': '[bandit]\nskips = B101\n' }, ['--ini', '.bandit']],
  ])('%s', async (_, files, args) => {
    await using workspace = await tempWorkspace(files);
    const settings = await banditSettings(workspace.dir, [], 'a');
    expect(settings.args.slice(0, 2)).toEqual(args);
  });
});

describe('what is made here', () => {
  it('is known by the names of the projects, and by what uv takes from a folder or the workspace', async () => {
    await using workspace = await tempWorkspace({
      'pyproject.toml': '[tool.uv.sources]\nShared_Lib = { workspace = true }\n',
      'a/pyproject.toml':
        '[project]\nname = "A.B"\n[tool.uv.sources]\nlib = { path = "../lib" }\nforked = { git = "https://example.test/x" }\nmixed = [{ path = "../m" }, { index = "x" }]\n',
      'b/pyproject.toml': '[tool.poetry]\nname = "b"\n',
    });
    expect([...(await localNames(workspace.dir, ['a', 'b', 'gone']))].toSorted()).toEqual([
      'a-b',
      'b',
      'lib',
      'shared-lib',
    ]);
  });

  it('is no dependency to audit where a line names its folder; a file that lies here is one', async () => {
    await using workspace = await tempWorkspace({
      'a/requirements.txt':
        '-e ../lib\n../other[x]\nfile:../third\n-e .\nflask==3.0.0\n./wheels/x-1-py3-none-any.whl\n',
    });
    const declared = await findDeclared(workspace.dir, 'a', undefined);
    expect(declared?.requirements.map(({ text }) => text)).toEqual([
      'flask==3.0.0',
      './wheels/x-1-py3-none-any.whl',
    ]);
  });
});
