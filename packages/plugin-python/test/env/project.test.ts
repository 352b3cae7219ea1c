import { tempWorkspace } from '@sluice/core/testing';
import { describe, expect, it } from 'vitest';
import { planInstall } from '../../src/env/plan-install.ts';
import { chooseRequirements, type RequirementOptions } from '../../src/project/choose-requirements.ts';
import type { PythonProject } from '../../src/project/python-project.ts';
import { readPythonProject } from '../../src/project/read-python-project.ts';
import type { TestTools } from '../../src/env/test-tools.ts';

type Files = Readonly<Record<string, string>>;

const TOOLS: TestTools = { pytest: true, coverage: true, pytestCov: false, xdist: false };
const INTERPRETER = { version: '3.12.1', path: '/python', from: 'PATH', hasEnsurepip: true, markers: {} };

async function read(files: Files, named: readonly string[] = []): Promise<PythonProject> {
  await using workspace = await tempWorkspace(files);
  return await readPythonProject(workspace.dir, named);
}

/** The calls of pip that a project leads to; a file of the plan is shown with its lines. */
async function plan(files: Files, options: RequirementOptions = {}) {
  const project = await read(files, options.requirements);
  const choice = chooseRequirements(project, options);
  const { steps, files: written } = planInstall({
    project,
    choice,
    interpreter: INTERPRETER,
    tools: TOOLS,
    isPinned: true,
  });
  const shown = steps.map(({ args }) =>
    args
      .map((one) =>
        typeof one === 'string'
          ? one
          : !('file' in one)
            ? JSON.stringify(one)
            : `<${written[one.file]?.trim().split('\n').join('|')}>`,
      )
      .join(' '),
  );
  return { steps: shown, choice, project, what: steps.map(({ what }) => what) };
}

describe('what is installed for the tests', () => {
  it.each<readonly [string, Files, readonly string[]]>([
    [
      'requirements.txt and the file for development that includes it',
      {
        'requirements.txt': 'flask==3\n',
        'requirements-dev.txt': '-r requirements.txt\npytest==8.3.4\npytest-cov\n',
      },
      ['-r requirements-dev.txt pytest coverage'],
    ],
    [
      'requirements.txt beside test-requirements.txt',
      { 'requirements.txt': 'flask\n', 'test-requirements.txt': 'pytest\n' },
      ['-r requirements.txt -r test-requirements.txt pytest coverage==7.17.4'],
    ],
    [
      'requirements/*.txt, of which the tools of coverage are no test requirements',
      {
        'requirements/base.txt': 'flask\n',
        'requirements/testing.txt': 'coverage\nruff\n',
        'requirements/docs.txt': 'sphinx\n',
      },
      ['-r requirements/base.txt -r requirements/testing.txt pytest==9.2.0 coverage'],
    ],
    [
      'an extra of a PEP 621 project, installed editable',
      {
        'pyproject.toml':
          '[project]\nname = "orders"\nversion = "1"\n[project.optional-dependencies]\ntest = ["pytest>=8"]\ndocs = ["sphinx"]\n[build-system]\nrequires = ["flit_core"]\nbuild-backend = "flit_core.buildapi"\n',
      },
      ['-e .[test] pytest coverage==7.17.4'],
    ],
    [
      'a dependency group that includes another and names the project with an extra',
      {
        'pyproject.toml':
          '[project]\nname = "Orders"\nversion = "1"\n[project.optional-dependencies]\nfull = ["redis"]\n[dependency-groups]\ntests = [{ include-group = "pytest" }, "orders[full]"]\npytest = ["pytest>=8"]\n[build-system]\nrequires = ["hatchling"]\nbuild-backend = "hatchling.build"\n',
      },
      ['-e .[full] -r <pytest>=8> pytest coverage==7.17.4'],
    ],
    [
      "poetry's group, without a [project] table",
      {
        'pyproject.toml':
          '[tool.poetry]\nname = "orders"\n[tool.poetry.dependencies]\npython = "^3.11"\nrequests = "^2.31"\n[tool.poetry.group.test.dependencies]\npytest = "^8.1"\nrespx = { version = "~0.21", markers = "python_version < \'3.13\'" }\n[build-system]\nrequires = ["poetry-core"]\nbuild-backend = "poetry.core.masonry.api"\n',
      },
      ["-e . -r <pytest>=8.1,<9.0|respx>=0.21,<0.22; python_version < '3.13'> pytest coverage==7.17.4"],
    ],
    [
      'setup.cfg with an extra and no pyproject.toml',
      {
        'setup.cfg':
          '[metadata]\nname = orders\n[options]\ninstall_requires =\n  requests>=2,<3\n[options.extras_require]\ntest =\n  pytest  # the runner\n',
        'setup.py': 'from setuptools import setup\nsetup()\n',
      },
      ['-e .[test] pytest coverage==7.17.4'],
    ],
    [
      'setup.py whose extras are read off',
      {
        'setup.py':
          'from setuptools import setup\nsetup(name="orders", extras_require={"test": ["pytest<9"]})\n',
      },
      ['-e .[test] pytest coverage==7.17.4'],
    ],
    [
      'a requirements file that installs the project itself',
      {
        'requirements.txt': '-e .[full]\npytest\n',
        'pyproject.toml':
          '[project]\nname = "orders"\nversion = "1"\n[project.optional-dependencies]\nfull = ["redis"]\n[build-system]\nrequires = ["flit_core"]\nbuild-backend = "flit_core.buildapi"\n',
      },
      ['-r requirements.txt pytest coverage==7.17.4'],
    ],
    [
      'a file with hashes, in a step of its own',
      { 'requirements.txt': 'flask==3.0.0 \\\n    --hash=sha256:aa\n', 'requirements-dev.txt': 'pytest\n' },
      ['-r requirements.txt', '-r requirements-dev.txt pytest coverage==7.17.4'],
    ],
    [
      'an application with metadata and no build: its dependencies, not itself',
      { 'pyproject.toml': '[project]\nname = "service"\nversion = "1"\ndependencies = ["flask"]\n' },
      ['-r <flask> pytest==9.2.0 coverage==7.17.4'],
    ],
    ['nothing at all', { 'app.py': '' }, ['pytest==9.2.0 coverage==7.17.4']],
  ])('is %s', async (_what, files, expected) => {
    expect((await plan(files)).steps).toEqual(expected);
  });

  it('is what the options name, and nothing that is guessed beside it', async () => {
    const files = {
      'pyproject.toml':
        '[project]\nname = "orders"\nversion = "1"\n[project.optional-dependencies]\ntest = ["pytest"]\nfull = ["redis"]\n[build-system]\nrequires = ["flit_core"]\nbuild-backend = "flit_core.buildapi"\n',
      'ci/pins.txt': 'pytest==8.0.0\n',
    };
    const { steps, choice } = await plan(files, { extras: ['full'], requirements: ['ci/pins.txt'] });
    expect(steps).toEqual(['-e .[full] -r ci/pins.txt pytest coverage==7.17.4']);
    expect(choice).toMatchObject({ guesses: [], unknown: [] });
  });

  it('says what was guessed and what was left out', async () => {
    const { choice } = await plan({
      'requirements.txt': 'flask\n',
      'requirements-dev.txt': 'black\n',
      'requirements-test.txt': 'pytest\n',
    });
    expect(choice.guesses).toEqual([
      'test requirements: requirements-test.txt, requirements.txt (guessed by name)',
      'left out: requirements-dev.txt (name them with the options extras, groups or requirements)',
    ]);
  });

  it('says which names of the options the project does not have', async () => {
    const { choice } = await plan(
      { 'pyproject.toml': '[project]\nname = "orders"\n[project.optional-dependencies]\ntest = []\n' },
      { extras: ['tests'], groups: ['dev'] },
    );
    expect(choice.unknown).toEqual([
      'extra tests (the project has test)',
      'group dev (the project has none)',
    ]);
  });
});

describe('what a project says of itself', () => {
  it('is a problem when it cannot be parsed, and nothing is thrown', async () => {
    const { problems } = await read({ 'pyproject.toml': '[project\n' });
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(/^pyproject\.toml cannot be parsed: /u);
  });

  it('is a problem when groups include one another in a circle, or one that is not there', async () => {
    const { problems } = await read({
      'pyproject.toml':
        '[dependency-groups]\na = [{ include-group = "b" }]\nb = [{ include-group = "a" }]\nc = [{ include-group = "d" }]\n',
    });
    expect(problems).toEqual([
      'pyproject.toml: the dependency group a -> b -> a cannot be resolved',
      'pyproject.toml: the dependency group b -> a -> b cannot be resolved',
      'pyproject.toml: the dependency group c -> d cannot be resolved',
    ]);
  });

  it.each<readonly [string, Files, boolean]>([
    [
      'hatch-vcs',
      {
        'pyproject.toml':
          '[project]\nname = "a"\ndynamic = ["version"]\n[build-system]\nrequires = ["hatchling", "hatch-vcs"]\nbuild-backend = "hatchling.build"\n',
      },
      true,
    ],
    ['pbr in setup.py', { 'setup.py': 'setup(setup_requires=["pbr"], pbr=True)\n' }, true],
    [
      'a version that is written down',
      {
        'pyproject.toml':
          '[project]\nname = "a"\nversion = "1"\n[build-system]\nrequires = ["setuptools-scm"]\n',
      },
      false,
    ],
    ['an sdist', { 'PKG-INFO': '', 'setup.py': 'setup(use_scm_version=True)\n' }, false],
  ])('is that its version comes from git, or not: %s', async (_what, files, expected) => {
    expect((await read(files)).hasVersionFromGit).toBe(expected);
  });

  it('is that it is no package', async () => {
    expect(
      (await read({ 'pyproject.toml': '[tool.uv]\npackage = false\n[build-system]\nrequires = []\n' }))
        .isInstallable,
    ).toBe(false);
    expect(
      (
        await read({
          'pyproject.toml': '[tool.poetry]\npackage-mode = false\n[build-system]\nrequires = []\n',
        })
      ).isInstallable,
    ).toBe(false);
  });

  it('names every file that has a say in the environment, included ones too', async () => {
    const { files, requirementsFiles } = await read({
      'requirements-dev.txt': '-r requirements/base.txt\n-c pins.txt\n-r gone.txt\npytest\n',
      'requirements/base.txt': 'flask\n',
      'pins.txt': 'flask==3\n',
      'uv.lock': '',
      'pyproject.toml': '',
    });
    expect(files).toEqual([
      'pins.txt',
      'pyproject.toml',
      'requirements-dev.txt',
      'requirements/base.txt',
      'uv.lock',
    ]);
    expect(requirementsFiles.find(({ path }) => path === 'requirements-dev.txt')).toMatchObject({
      requirements: ['flask', 'pytest'],
      missing: ['gone.txt'],
    });
  });
});
