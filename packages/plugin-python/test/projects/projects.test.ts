import { describe, expect, it } from 'vitest';
import { planProjects, pyproject } from './plan-projects.ts';

const two = {
  'libs/common/pyproject.toml': pyproject('common'),
  'libs/common/common.py': '',
  'services/billing/pyproject.toml': pyproject(
    'billing',
    'dependencies = ["common"]\n[tool.uv.sources]\ncommon = { path = "../../libs/common" }',
  ),
  'services/billing/billing.py': '',
  'services/orders/pyproject.toml': pyproject('orders', 'requires-python = ">=3.12"'),
  'services/orders/orders.py': '',
};

const named = {
  common: { root: 'libs/common' },
  billing: { root: 'services/billing', versions: ['3.12'], pytest: { coverage: 80 } },
  orders: { root: 'services/orders' },
};

const projectsOf = (ids: readonly string[]): readonly string[] =>
  [...new Set(ids.map((id) => /@([^,]+)/u.exec(id)?.[1] ?? id))].toSorted();

describe('several projects', () => {
  it('each have cells for their own versions, and for those of the whole that they support', async () => {
    const { ids, problems } = await planProjects(two, { projects: named });
    expect(problems).toEqual([]);
    expect(ids.filter((id) => id.startsWith('python/pytest'))).toEqual([
      'python/pytest@billing,3.12',
      'python/pytest@common,3.11',
      'python/pytest@common,3.12',
      'python/pytest@orders,3.12',
    ]);
    expect(ids.filter((id) => id.startsWith('python/ruff'))).toEqual([
      'python/ruff@billing',
      'python/ruff@common',
      'python/ruff@orders',
    ]);
  });

  it('each need their own environments', async () => {
    const { plan } = await planProjects(two, { projects: named });
    const needs = (id: string) => plan.checks.find((one) => one.id === id)?.needs;
    expect(needs('python/pytest@common,3.11')).toEqual(['python/env@common,3.11']);
    expect(needs('python/mypy@billing')).toEqual(['python/env@billing,3.12']);
    expect(needs('python/slowest@orders')).toEqual(['python/env@orders,3.12', 'python/pytest@orders,3.12']);
  });

  it('have limits of their own, whose rules name them: coverage is 30 % for each unless it says otherwise', async () => {
    const { plan } = await planProjects(two, { projects: named });
    const limits = (id: string) => plan.checks.find((one) => one.id === id)?.limits;
    expect(limits('python/pytest@billing,3.12')).toContainEqual({
      rule: 'python/coverage@billing',
      metric: 'coverage',
      min: 80,
    });
    expect(limits('python/pytest@orders,3.12')).toContainEqual({
      rule: 'python/coverage@orders',
      metric: 'coverage',
      min: 30,
    });
    expect(limits('python/ruff@orders')).toEqual([
      { rule: 'python/ruff/findings@orders', count: {}, max: 0 },
    ]);
    const rules = plan.checks.flatMap((check) => check.limits.map(({ rule }) => `${check.checkId} ${rule}`));
    const own = plan.checks.filter(({ cell }) => cell['python'] !== '3.11').flatMap((check) => check.limits);
    expect(new Set(rules).size).toBe(own.length);
  });

  it('have levels of their own, by an option and by the policy', async () => {
    const projects = { ...named, orders: { root: 'services/orders', ruff: { level: 'optional' as const } } };
    const policy = { informational: ['python/*@common,*'] };
    const { plan } = await planProjects(two, { projects }, { policy });
    const level = (id: string) => plan.checks.find((one) => one.id === id)?.level;
    expect(level('python/ruff@orders')).toBe('optional');
    expect(level('python/ruff@common')).toBe('required');
    expect(level('python/pytest@common,3.11')).toBe('informational');
    expect(level('python/pytest@billing,3.12')).toBe('required');
  });

  it('take what is set for all, tool by tool and key by key', async () => {
    const { checks, ids } = await planProjects(two, {
      ruff: false,
      pytest: { retries: 0, args: ['-x'] },
      projects: {
        ...named,
        billing: {
          root: 'services/billing',
          versions: ['3.12'],
          ruff: { args: ['--preview'] },
          pytest: { coverage: 80 },
        },
      },
    });
    const find = (id: string, project: string) =>
      checks.find((one) => one.id === id && one.matrix?.['project']?.[0] === project);
    expect(ids).toContain('python/ruff@common');
    expect(find('python/ruff', 'common')?.disabled).toBe('option ruff is false');
    expect(find('python/ruff', 'billing')?.disabled).toBeUndefined();
    expect(find('python/ruff', 'billing')?.fix).toContain('--preview');
    expect(find('python/pytest', 'billing')?.retry?.max).toBe(0);
  });

  it('are refused with what is wrong with them, before anything runs', async () => {
    const { problems } = await planProjects(two, {
      projects: {
        gone: { root: 'services/gone' },
        one: { root: 'libs/common' },
        two: { root: 'libs/common/', dependsOn: ['three'] },
      },
    });
    const messages = problems.map(({ message }) => message).join('\n');
    expect(messages).toContain('The project gone is not there: services/gone is no folder.');
    expect(messages).toContain('The projects one and two are one folder: libs/common.');
    expect(messages).toContain('The project two depends on three, which is none.');
  });

  it.each([
    { root: '../x' },
    { root: '/x' },
    { root: '-x' },
    { root: 'a/../../x' },
    { root: 'a\n/../../x' },
    {},
    { root: 'x', rot: 1 },
  ])('are refused by the options as %j', async (project) => {
    const { problems } = await planProjects(two, { projects: { a: project as { root: string } } });
    expect(problems.map(({ code }) => code)).toContain('PLUGIN_OPTIONS_INVALID');
  });
});

describe('one project', () => {
  it('has the ids of a config that names none, wherever it is', async () => {
    const files = { 'app/pyproject.toml': pyproject('app'), 'app/app.py': '' };
    const plain = await planProjects({ 'pyproject.toml': pyproject('app'), 'app.py': '' }, {});
    for (const projects of [{ app: { root: 'app' } }, 'auto'] as const) {
      const { ids, checks, problems } = await planProjects(files, { projects });
      expect(problems).toEqual([]);
      expect(ids).toEqual(plain.ids);
      expect(new Set(checks.map(({ folder }) => folder))).toEqual(new Set(['app']));
    }
  });

  it('of the folder itself has the very checks that it has without a word of projects', async () => {
    const files = { 'pyproject.toml': pyproject('app'), 'app.py': '' };
    const plain = await planProjects(files, {});
    const auto = await planProjects(files, { projects: 'auto' });
    expect(auto.plan.hash).toBe(plain.plan.hash);
  });
});

describe('a change', () => {
  it('in one project plans that one and those that are built from it', async () => {
    const inCommon = await planProjects(
      two,
      { projects: named },
      { change: { 'libs/common/common.py': '# x\n' } },
    );
    expect(projectsOf(inCommon.running)).toEqual(['billing', 'common']);
    const inBilling = await planProjects(
      two,
      { projects: named },
      { change: { 'services/billing/a.py': '' } },
    );
    expect(projectsOf(inBilling.running)).toEqual(['billing']);
  });

  it('in data plans the tests, which may read it, and no linter', async () => {
    const { running } = await planProjects(
      two,
      { projects: named },
      { change: { 'services/orders/data.txt': '' } },
    );
    expect(running).toContain('python/pytest@orders,3.12');
    expect(running).not.toContain('python/ruff@orders');
  });

  it('in what is configured above, or shared, plans all of them', async () => {
    for (const path of ['pyproject.toml', 'ruff.toml', 'conftest.py', 'services/mypy.ini', 'tools/gen.sh']) {
      const { running } = await planProjects(
        two,
        { projects: named, shared: ['tools/**'] },
        { change: { [path]: '' } },
      );
      const expected = path.startsWith('services/') ? ['billing', 'orders'] : ['billing', 'common', 'orders'];
      expect(projectsOf(running), path).toEqual(expected);
    }
  });

  it('beside all of them plans none', async () => {
    const { running } = await planProjects(two, { projects: named }, { change: { 'README.md': 'x' } });
    expect(running).toEqual([]);
  });

  it.each<[string, Record<string, string>]>([
    ['by a line of requirements', { 'a/requirements.txt': '-e ../b\n', 'a/a.py': '' }],
    ['by a line without -e', { 'a/requirements.txt': '../b[x]\n', 'a/a.py': '' }],
    [
      'by an address',
      { 'a/pyproject.toml': pyproject('a', 'dependencies = ["b @ file:../b"]'), 'a/a.py': '' },
    ],
    [
      "by uv's workspace",
      {
        'pyproject.toml': '[tool.uv.workspace]\nmembers = ["a", "b"]\n',
        'a/pyproject.toml': pyproject(
          'a',
          'dependencies = ["b"]\n[tool.uv.sources]\nb = { workspace = true }',
        ),
        'a/a.py': '',
      },
    ],
    [
      "by poetry's path",
      {
        'a/pyproject.toml':
          '[tool.poetry]\nname = "a"\n[tool.poetry.dependencies]\nb = { path = "../b", develop = true }\n',
        'a/a.py': '',
      },
    ],
    ['by its name alone', { 'a/pyproject.toml': pyproject('a', 'dependencies = ["b>=1"]'), 'a/a.py': '' }],
    [
      'by a file of requirements that is elsewhere',
      { 'a/requirements.txt': '-r ../b/all.txt\n', 'a/a.py': '', 'b/all.txt': '' },
    ],
  ])('is seen through a dependency %s', async (_, files) => {
    const base = { 'b/pyproject.toml': pyproject('b'), 'b/b.py': '', ...files };
    const changed = 'b/all.txt' in files ? 'b/all.txt' : 'b/b.py';
    const { running, problems } = await planProjects(
      base,
      { projects: 'auto' },
      { change: { [changed]: '# x\n' } },
    );
    expect(problems).toEqual([]);
    expect(running).toContain('python/pytest@a,3.12');
  });

  it('is seen through dependencies of dependencies, in a circle too', async () => {
    const of = (name: string, other: string) =>
      pyproject(name, `dependencies = ["${other}"]\n[tool.uv.sources]\n${other} = { path = "../${other}" }`);
    const files = {
      'a/pyproject.toml': of('a', 'b'),
      'a/a.py': '',
      'b/pyproject.toml': of('b', 'c'),
      'b/b.py': '',
      'c/pyproject.toml': of('c', 'a'),
      'c/c.py': '',
      'd/pyproject.toml': pyproject('d'),
      'd/d.py': '',
    };
    const projects = {
      a: { root: 'a' },
      b: { root: 'b' },
      c: { root: 'c' },
      d: { root: 'd', dependsOn: ['a'] },
    };
    const { running } = await planProjects(files, { projects }, { change: { 'c/c.py': '# x\n' } });
    expect(projectsOf(running)).toEqual(['a', 'b', 'c', 'd']);
    const inD = await planProjects(files, { projects }, { change: { 'd/d.py': '# x\n' } });
    expect(projectsOf(inD.running)).toEqual(['d']);
  });

  it('can never be ruled out where a project is built from something outside', async () => {
    const files = { ...two, 'services/orders/requirements.txt': '-e ../../../outside\n' };
    const { running } = await planProjects(files, { projects: named }, { change: { 'README.md': 'x' } });
    expect(projectsOf(running)).toEqual(['orders']);
  });

  it('in a folder whose name is a glob is that of the folder', async () => {
    const files = {
      'a[b]/pyproject.toml': pyproject('a'),
      'a[b]/a.py': '',
      'ab/pyproject.toml': pyproject('ab'),
      'ab/ab.py': '',
    };
    const projects = { odd: { root: 'a[b]' }, ab: { root: 'ab' } };
    const { running } = await planProjects(files, { projects }, { change: { 'a[b]/a.py': '# x\n' } });
    expect(projectsOf(running)).toEqual(['odd']);
  });
});
