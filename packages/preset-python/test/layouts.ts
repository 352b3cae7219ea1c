/** A tool as somebody calls it in the project's folder, and how its output says how much it found. */
export interface ByHand {
  /** Of the check that stands for it. */
  readonly check: string;
  /** `python -m …` is the environment's own; another program is the one that the check used. */
  readonly argv: readonly string[];
  /** Global. Each match is one finding, or as many as its group says. */
  readonly finding: RegExp;
}

/** A kind of project that people have, small but whole: it can be installed, and its tests run. */
export interface Layout {
  readonly name: string;
  readonly files: Readonly<Record<string, string>>;
  readonly byHand: readonly ByHand[];
}

const CODE = `"""Orders."""


def describe(count: int) -> str:
    """Say how many there are."""
    return "one order" if count == 1 else f"{count} orders"
`;

const ONLY_312 = 'requires-python = ">=3.12,<3.13"';

const ruffFormatted: Layout = {
  name: 'flit, code in src, a dependency group for tests, Ruff with fix = true, strict MyPy, warnings as errors',
  files: {
    'pyproject.toml': `[build-system]
requires = ["flit_core>=3.11,<4"]
build-backend = "flit_core.buildapi"
[project]
name = "orders"
version = "1.0"
description = "Orders."
${ONLY_312}
[dependency-groups]
lint = ["ruff", "mypy"]
tests = ["pytest"]
[tool.pytest.ini_options]
testpaths = ["tests"]
filterwarnings = ["error"]
[tool.mypy]
files = ["src"]
strict = true
[tool.ruff]
fix = true
[tool.ruff.lint]
select = ["E", "F", "I"]
`,
    '.pre-commit-config.yaml':
      'repos:\n  - repo: https://github.com/astral-sh/ruff-pre-commit\n    rev: main\n    hooks: [{ id: ruff-check }, { id: ruff-format }]\n',
    'src/orders/__init__.py': CODE,
    'src/orders/wrong.py': 'import sys, os\n\ndef untyped(x):\n    return {  "a": x }\n',
    'tests/test_orders.py':
      'import warnings\n\nfrom orders import describe\n\n\ndef test_it() -> None:\n    assert describe(1) == "one order"\n\n\ndef test_warns() -> None:\n    warnings.warn("old", DeprecationWarning, stacklevel=1)\n',
  },
  byHand: [
    {
      check: 'python/ruff',
      argv: ['ruff', 'check', '--no-fix', '.'],
      finding: /^Found (\d+) errors?/gmu,
    },
    {
      check: 'python/ruff-format',
      argv: ['ruff', 'format', '--check', '.'],
      finding: /(\d+) files? would be reformatted/gu,
    },
    { check: 'python/mypy', argv: ['mypy'], finding: /^Found (\d+) errors?/gmu },
    { check: 'python/pytest@3.12', argv: ['python', '-m', 'pytest'], finding: /(\d+) failed/gu },
  ],
};

const blackByHook: Layout = {
  name: 'setuptools that finds the package itself, Black as a hook with arguments, isort in .editorconfig, wrong examples',
  files: {
    'pyproject.toml': `[build-system]\nrequires = ["setuptools>=61"]\nbuild-backend = "setuptools.build_meta"\n[project]\nname = "orders"\nversion = "2"\n${ONLY_312}\n`,
    'setup.py': 'from setuptools import setup\n\nsetup()\n',
    'requirements-dev.txt': 'pytest\nisort\n',
    '.pre-commit-config.yaml':
      'repos:\n  - repo: https://github.com/psf/black\n    rev: main\n    hooks:\n      - id: black\n        args: [--skip-string-normalization, --line-length, "79"]\n',
    '.editorconfig':
      'root = true\n[*]\nindent_style = space\n[*.py]\nmulti_line_output = 3\ninclude_trailing_comma = true\nline_length = 60\n',
    'orders/__init__.py': CODE.replaceAll('"one order"', "'one order'"),
    'orders/long.py':
      'from decimal import Context, Decimal, DivisionByZero, Overflow\n\nprint(Context, Decimal, DivisionByZero, Overflow)\n',
    'orders/ugly.py': 'x = {  "a":1 }\n',
    'tests/test_orders.py':
      "from orders import describe\n\n\ndef test_it():\n    assert describe(2) == '2 orders'\n",
    'examples/broken.py': 'def broken(:\n',
    'examples/test_shop.py': 'import shop_that_is_not_there\n',
  },
  byHand: [
    {
      check: 'python/black',
      argv: ['black', '--check', '--skip-string-normalization', '--line-length', '79', '.'],
      finding: /(\d+) files? would (?:be reformatted|fail to reformat)/gu,
    },
    { check: 'python/isort', argv: ['isort', '--check-only', '.'], finding: /^ERROR: /gmu },
    { check: 'python/pytest@3.12', argv: ['python', '-m', 'pytest', 'tests'], finding: /(\d+) failed/gu },
  ],
};

const unittestAlone: Layout = {
  name: 'setup.cfg without pyproject.toml, MyPy configured in it, unittest alone, a variable that the tests need',
  files: {
    'setup.py': 'import setuptools\n\nsetuptools.setup()\n',
    'setup.cfg':
      '[metadata]\nname = orders\nversion = 1\n[options]\npackages = find:\npython_requires = ==3.12.*\n[options.packages.find]\ninclude = orders*\n[mypy]\ndisallow_untyped_defs = true\n',
    'test-requirements.txt': 'coverage\n',
    'tox.ini':
      '[testenv]\ndeps = -rtest-requirements.txt\nsetenv = ORDERS_ZONE=UTC\ncommands = python -m unittest\n',
    'orders/__init__.py': CODE,
    'orders/untyped.py': 'def first(x):\n    return x\n\n\ndef second(x) -> int:\n    return "a"\n',
    'tests/__init__.py': '',
    'tests/test_orders.py': `import os
import unittest

from orders import describe


class TestOrders(unittest.TestCase):
    def test_zone(self):
        self.assertEqual("UTC", os.environ["ORDERS_ZONE"])

    def test_wrong(self):
        self.assertEqual("no order", describe(0))

    @unittest.expectedFailure
    def test_known(self):
        self.assertEqual("", describe(1))

    @unittest.skip("later")
    def test_later(self):
        self.fail()
`,
  },
  byHand: [
    { check: 'python/mypy', argv: ['mypy', 'orders'], finding: /^Found (\d+) errors?/gmu },
    {
      check: 'python/pytest@3.12',
      argv: ['python', '-m', 'unittest'],
      finding: /(?<!expected )failures=(\d+)/gu,
    },
  ],
};

const missingPlugin: Layout = {
  name: "pytest 9's own table, with an option of a plugin that is not there; nothing formats",
  files: {
    'pyproject.toml': `[build-system]
requires = ["flit_core>=3.11,<4"]
build-backend = "flit_core.buildapi"
[project]
name = "orders"
version = "1.0"
description = "Orders."
${ONLY_312}
[project.optional-dependencies]
test = ["pytest>=9"]
[tool.pytest]
addopts = ["-ra", "--timeout=30", "-p", "no:cacheprovider"]
[tool.ruff.lint]
select = ["I"]
`,
    'orders/__init__.py': CODE,
    'orders/ugly.py': 'x = {  "a":1 }\n',
    'tests/test_orders.py': 'def test_it():\n    pass\n',
  },
  byHand: [
    { check: 'python/ruff', argv: ['ruff', 'check', '.'], finding: /^Found (\d+) errors?/gmu },
    { check: 'python/pytest@3.12', argv: ['python', '-m', 'pytest'], finding: /(\d+) failed/gu },
  ],
};

/** Layouts in which a tool called by hand and the check that stands for it must say the same. */
export const LAYOUTS: readonly Layout[] = [ruffFormatted, blackByHook, unittestAlone, missingPlugin];
