/** The kinds of layout that well-known Python projects have, each as small as it can be and still be of its kind. */
export interface Layout {
  readonly name: string;
  readonly files: Readonly<Record<string, string>>;
  /** The options between `python({` and `})`, a line each. */
  readonly options: readonly string[];
}

const test = 'def test_it():\n    assert True\n';

export const LAYOUTS: readonly Layout[] = [
  {
    name: 'flit, code in src, dependency groups, ruff format by hook, mypy strict, tox',
    files: {
      'pyproject.toml': `[build-system]
requires = ["flit_core >=3.11,<4"]
build-backend = "flit_core.buildapi"
[project]
name = "orders"
requires-python = ">=3.10"
dynamic = ["version", "description"]
[dependency-groups]
dev = ["ruff", "tox"]
tests = ["pytest>=8", "ephemeral-port-reserve"]
typing = ["mypy", "pyright"]
[tool.pytest.ini_options]
testpaths = ["tests"]
filterwarnings = ["error"]
[tool.coverage.run]
branch = true
source = ["orders", "tests"]
[tool.mypy]
files = ["src", "tests/type_check"]
strict = true
[tool.ruff]
fix = true
[tool.ruff.lint]
select = ["B", "E", "F", "I"]
`,
      '.pre-commit-config.yaml': `repos:
  - repo: https://github.com/astral-sh/ruff-pre-commit
    rev: v0.14.6
    hooks:
      - id: ruff-check
      - id: ruff-format
`,
      'uv.lock': 'version = 1\n[[package]]\nname = "ruff"\nversion = "0.14.5"\n',
      'src/orders/__init__.py': '"""Orders."""\n',
      'tests/test_orders.py': test,
      'tests/conftest.py': '',
    },
    options: [
      "versions: ['3.11', '3.12'], // requires-python >=3.10",
      "formatter: 'ruff', // hook ruff-format in .pre-commit-config.yaml",
    ],
  },
  {
    name: 'hatchling with a version from git, an extra for tests, Black and isort configured, flake8 beside them',
    files: {
      'pyproject.toml': `[build-system]
requires = ["hatchling", "hatch-vcs"]
build-backend = "hatchling.build"
[project]
name = "orders"
dynamic = ["version"]
requires-python = ">=3.11"
classifiers = ["Programming Language :: Python :: 3.11", "Programming Language :: Python :: 3.12", "Programming Language :: Python :: 3.13"]
[project.optional-dependencies]
test = ["pytest", "coverage[toml]"]
[tool.black]
line-length = 79
[tool.isort]
profile = "black"
[tool.coverage.report]
fail_under = 92.5
`,
      '.flake8': '[flake8]\nmax-line-length = 79\n',
      'orders/__init__.py': '',
      'orders/core.pyi': '',
      'tests/unit/test_core.py': test,
    },
    options: [
      "versions: ['3.11', '3.12'], // requires-python >=3.11, classifiers 3.11 to 3.13",
      "formatter: 'black', // pyproject.toml [tool.black]",
      'ruff: false, // no trace of ruff check',
      'mypy: false, // no trace of mypy',
      'pytest: { coverage: 92.5 }, // fail_under in pyproject.toml',
    ],
  },
  {
    name: 'setuptools with a setup.py stub, requirements-dev.txt with an old pin of Black, examples with tests',
    files: {
      'pyproject.toml': `[build-system]
requires = ["setuptools>=61"]
build-backend = "setuptools.build_meta"
[project]
name = "orders"
requires-python = ">=3.9"
`,
      'setup.py': 'from setuptools import setup\nsetup()\n',
      'requirements-dev.txt': 'pytest\nblack==22.12.0\nmypy==1.5.0 ; implementation_name == "cpython"\n',
      'orders/__init__.py': '',
      'tests/test_orders.py': test,
      'examples/shop/test_shop.py': test,
      'examples/shop/pyproject.toml': '[project]\nname = "shop"\n',
    },
    options: [
      "versions: ['3.11', '3.12'], // requires-python >=3.9",
      "formatter: 'black', // requirements-dev.txt",
      'isort: false, // no trace of isort',
      'ruff: false, // no trace of ruff check',
      "pytest: { paths: ['tests'] }, // not examples, where files look like tests too",
    ],
  },
  {
    name: 'setuptools with setup.cfg and pbr, no pyproject.toml, stestr',
    files: {
      'setup.py': "import setuptools\nsetuptools.setup(setup_requires=['pbr>=2.0.0'], pbr=True)\n",
      'setup.cfg': `[metadata]
name = orders
python_requires = >=3.10
classifier =
    Programming Language :: Python :: 3.10
    Programming Language :: Python :: 3.11
[mypy]
ignore_missing_imports = true
`,
      'requirements.txt': 'pbr!=2.1.0,>=2.0.0\n',
      'test-requirements.txt': 'stestr>=2.0.0\ncoverage>=4.0\n',
      '.stestr.conf': '[DEFAULT]\ntest_path=./orders/tests\n',
      'tox.ini':
        '[tox]\nenvlist = py3\n[testenv]\nsetenv =\n  VIRTUAL_ENV={envdir}\n  LANG=en_US.UTF-8\ncommands = stestr run {posargs}\n[testenv:pep8]\ncommands = flake8 {posargs}\n',
      'orders/__init__.py': '',
      'orders/tests/__init__.py': '',
      'orders/tests/test_orders.py': test,
    },
    options: [
      "versions: ['3.10', '3.11'], // python_requires >=3.10, classifiers 3.10 to 3.11",
      'black: false, // no trace of a formatter',
      'isort: false, // no trace of isort',
      'ruff: false, // no trace of ruff check',
      "pytest: { env: { LANG: 'en_US.UTF-8' } }, // variables of tox.ini",
    ],
  },
  {
    name: 'pdm, ruff in a file of its own, nox',
    files: {
      'pyproject.toml': `[build-system]
requires = ["pdm-backend"]
build-backend = "pdm.backend"
[project]
name = "orders"
requires-python = ">=3.8"
[tool.pdm.dev-dependencies]
test = ["pytest", "dirty-equals"]
[tool.pdm.scripts]
lint = "ruff check src"
`,
      'ruff.toml': 'line-length = 120\n[format]\nquote-style = "single"\n[lint]\nselect = ["ALL"]\n',
      'noxfile.py':
        "@nox.session\ndef tests(session):\n    session.run('pytest', '--cov-fail-under=85', 'tests')\n",
      'pdm.lock': '',
      'src/orders/__init__.py': '',
      'tests/test_orders.py': test,
    },
    options: [
      "versions: ['3.11', '3.12'], // requires-python >=3.8",
      "formatter: 'ruff', // ruff.toml",
      "ruff: { paths: ['src'] }, // as pyproject.toml calls it",
      'mypy: false, // no trace of mypy',
      "pytest: { paths: ['tests'], coverage: 85 }, // as noxfile.py calls pytest; fail-under in noxfile.py",
    ],
  },
  {
    name: 'poetry without a [project] table, a setup.py shim, Black and isort as hooks alone',
    files: {
      'pyproject.toml': `[tool.poetry]
name = "orders"
version = "1.0"
[tool.poetry.dependencies]
python = "^3.11"
[tool.poetry.group.dev.dependencies]
pytest = "^8"
[tool.mypy]
strict = true
[build-system]
requires = ["poetry-core>=1.9.0"]
build-backend = "poetry.core.masonry.api"
`,
      'setup.py': '# a shim for GitHub, not the build\nimport setuptools\nsetuptools.setup(name="orders")\n',
      'poetry.lock': '[[package]]\nname = "mypy"\nversion = "1.11.2"\n',
      '.pre-commit-config.yaml': `repos:
  - repo: https://github.com/psf/black-pre-commit-mirror
    rev: 24.10.0
    hooks:
      - id: black
        args: [--line-length=88]
        exclude: ^docs/
  - repo: https://github.com/PyCQA/isort
    rev: 5.13.2
    hooks: [{ id: isort }]
`,
      'orders/__init__.py': '',
      'orders/__main__.py': '',
      'tests/__init__.py': '',
      'tests/sub/test_orders.py': test,
    },
    options: [
      "versions: ['3.11', '3.12'], // poetry python ^3.11",
      "formatter: 'black', // hook black in .pre-commit-config.yaml",
      'ruff: false, // no trace of ruff check',
    ],
  },
  {
    name: 'requirements.txt that mixes everything, Ruff without a formatter, unittest with names of its own',
    files: {
      'setup.py':
        "from setuptools import setup\nsetup(name='orders', python_requires='>=3.9, <3.12', extras_require={'full': []})\n",
      'requirements.txt': '-e .[full]\nsphinx\ntwine\n',
      'pyproject.toml': '[tool.ruff]\nline-length = 100\nlint.select = ["E"]\n[tool.pyright]\n',
      Makefile: 'test:\n\tpython -m unittest discover\nlint:\n\truff check .\n',
      'orders/__init__.py': '',
      'shop/__init__.py': '',
      'tests/testorders.py': 'import unittest\n',
    },
    options: [
      "versions: ['3.10', '3.11'], // python_requires >=3.9, <3.12",
      'black: false, // no trace of a formatter',
      'ruffFormat: false, // no trace of a formatter',
      'isort: false, // no trace of isort',
      'mypy: false, // no trace of mypy',
      "pytest: { args: ['-o', 'python_files=test*.py'] }, // tests are named as unittest finds them",
    ],
  },
  {
    name: 'pytest 9 with its own table, a group that no name tells of, Ruff for its formatter alone',
    files: {
      'pyproject.toml': `[project]
name = "orders"
requires-python = ">=3.12"
[dependency-groups]
lint = ["ruff==0.14.6"]
checks = ["pytest==9.0.1", "pytest-mock"]
[tool.pytest]
testpaths = ["tests"]
addopts = ["--doctest-modules"]
[tool.ruff]
line-length = 79
[tool.ruff.format]
skip-magic-trailing-comma = true
`,
      'app/main.py': '',
      'tests/test_main.py': test,
    },
    options: [
      "versions: ['3.12', '3.13'], // requires-python >=3.12",
      "groups: ['checks'], // named in the config, as its name does not say tests",
      "formatter: 'ruff', // pyproject.toml [tool.ruff.format]",
      'ruff: false, // no trace of ruff check',
      'mypy: false, // no trace of mypy',
    ],
  },
  {
    name: 'an application of requirements files, tools called in a workflow on some folders',
    files: {
      'requirements.txt': 'flask\n',
      'requirements/testing.txt': 'coverage\nruff\n',
      '.python-version': '3.12.4\n',
      '.github/workflows/ci.yml': `on: push
jobs:
  lint:
    runs-on: ubuntu-latest
    services: { db: { image: "postgres:16" } }
    steps:
      - run: pip install black isort
      - run: |
          black --check app tests/
          isort --check-only app
          ruff check app tests
`,
      'app/__init__.py': '',
      'tests/test_app.py': test,
      Dockerfile: 'FROM python:3.12\n',
    },
    options: [
      "versions: ['3.12'], // .python-version 3.12",
      "formatter: 'black', // called in ci.yml",
      "black: { paths: ['app', 'tests'] }, // as ci.yml calls it",
      "isort: { paths: ['app'] }, // as ci.yml calls it",
      "ruff: { paths: ['app', 'tests'] }, // as ci.yml calls it",
      'mypy: false, // no trace of mypy',
    ],
  },
  {
    name: 'one module, no tests and no tools: only what Ruff says by itself is left',
    files: { 'pyproject.toml': '[project]\nname = "orders"\nversion = "1"\n', 'orders.py': 'print(1)\n' },
    options: [
      "versions: ['3.11', '3.12'], // the project names none",
      'black: false, // no trace of a formatter',
      'isort: false, // no trace of isort',
      'mypy: false, // no trace of mypy',
      'pytest: false, // no tests were found; take this line out with the first one',
    ],
  },
  {
    name: 'a project that moves from Black to Ruff: what its hooks run decides',
    files: {
      'pyproject.toml':
        '[project]\nname = "orders"\nrequires-python = ">=3.9"\n[tool.black]\nline-length = 100\n[tool.isort]\nprofile = "black"\n[tool.ruff.lint]\nselect = ["I"]\n',
      '.pre-commit-config.yaml':
        'repos:\n- repo: https://github.com/astral-sh/ruff-pre-commit\n  rev: v0.9.1\n  hooks: [{id: ruff}, {id: ruff-format}]\n',
      'pytest.ini': '[pytest]\naddopts = -ra\n',
      'src/orders/__init__.py': '',
      'src/orders/tests/test_orders.py': test,
    },
    options: [
      "versions: ['3.11', '3.12'], // requires-python >=3.9",
      "formatter: 'ruff', // hook ruff-format in .pre-commit-config.yaml",
      'mypy: false, // no trace of mypy',
    ],
  },
];
