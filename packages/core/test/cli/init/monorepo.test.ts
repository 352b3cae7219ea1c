import { describe, expect, it } from 'vitest';
import { planInit, type InitPlan } from '../../../src/cli/init/plan-init.ts';
import { treeOf } from '../../../src/cli/init/tree.ts';
import { pythonOptions } from '../../../../plugin-python/src/options.ts';

type Files = Readonly<Record<string, string>>;

const machine = { interpreters: ['3.11', '3.12'], hasUv: false };

const planOf = (files: Files): Promise<InitPlan> =>
  planInit({ tree: treeOf(files), machine, version: '1.2.3' });

const project = (name: string, more = ''): string =>
  `[project]\nname = "${name}"\n${more}\n[build-system]\nbuild-backend = "hatchling.build"\n`;

const SHOP: Files = {
  'pyproject.toml': '[tool.black]\nline-length = 100\n[tool.ruff.lint]\nselect = ["E"]\n',
  'requirements-dev.txt': 'mypy\n',
  'libs/common/pyproject.toml': project('common', 'requires-python = ">=3.11"'),
  'libs/common/src/common/__init__.py': '',
  'libs/common/tests/test_common.py': '',
  'services/billing/pyproject.toml': project('billing', 'requires-python = ">=3.12"'),
  'services/billing/billing/__init__.py': '',
  'services/billing/tests/test_billing.py': '',
  'services/orders/requirements.txt': 'flask\n',
  'services/orders/orders.py': '',
  'examples/demo/pyproject.toml': project('demo'),
  'examples/demo/demo.py': '',
};

function configOf(plan: InitPlan): string {
  return plan.files.find(({ path }) => path === 'ci.config.ts')?.text ?? '';
}

/** The options that the config would hand to `python()`. */
function optionsOf(plan: InitPlan): unknown {
  const body = configOf(plan)
    .replace(/^import .*$/gmu, '')
    .replace('export default', 'return');
  const load = new Function('defineConfig', 'python', body) as (...made: unknown[]) => { plugins: unknown[] };
  return load(
    (config: unknown) => config,
    (options: unknown) => options,
  ).plugins[0];
}

describe('init in a repository with several Python projects', () => {
  it('names each of them, with what they agree on for all and the rest for each', async () => {
    const options = optionsOf(await planOf(SHOP));
    expect(pythonOptions.safeParse(options).error).toBeUndefined();
    expect(options).toMatchObject({
      formatter: 'black',
      isort: false,
      projects: {
        common: { root: 'libs/common', versions: ['3.11', '3.12'] },
        billing: { root: 'services/billing', versions: ['3.12'] },
        orders: { root: 'services/orders', versions: ['3.11', '3.12'], pytest: false },
      },
    });
    expect(options).not.toHaveProperty('ruff');
    expect(options).not.toHaveProperty('mypy');
    expect(options).not.toHaveProperty('versions');
  });

  it('says what it found of each', async () => {
    const { found, problems } = await planOf(SHOP);
    expect(problems).toEqual([]);
    expect(
      found.filter(({ what }) => what.startsWith('project')).map(({ what, gives }) => [what, gives]),
    ).toEqual([
      ['project common', 'python/*@common on 3.11, 3.12'],
      ['project billing', 'python/*@billing on 3.12'],
      ['project orders', 'python/*@orders on 3.11, 3.12'],
    ]);
  });

  it('names two folders that are called the same by their paths', async () => {
    const text = configOf(
      await planOf({ 'a/api/setup.py': '', 'b/api/setup.py': '', 'b/Web App/setup.py': '' }),
    );
    expect(text).toMatch(/'a-api': \{\n +root: 'a\/api',/u);
    expect(text).toMatch(/'b-api': \{/u);
    expect(text).toMatch(/'web-app': \{\n +root: 'b\/Web App',/u);
  });

  it('takes a root that is a project for the one project, and says how to part those below it', async () => {
    const plan = await planOf({ ...SHOP, 'pyproject.toml': project('shop'), 'shop/__init__.py': '' });
    expect(configOf(plan)).not.toContain('projects:');
    expect(plan.found.find(({ what }) => what === 'projects below')?.gives).toContain("projects: 'auto'");
  });

  it('puts no name of a folder into the config unescaped', async () => {
    const plan = await planOf({ "a'b\n/setup.py": '', 'c*/setup.py': '' });
    expect(optionsOf(plan)).toMatchObject({ projects: { 'a-b': { root: "a'b\n" }, c: { root: 'c*' } } });
  });
});
