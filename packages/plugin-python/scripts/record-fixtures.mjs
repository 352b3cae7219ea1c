// Records what real tools say, for the parsers' tests: fixtures/<tool>/<case>.<version>.json, each with the command
// line, the exit code and both streams. Takes the `bin` folders of environments that hold the tools, one or more:
//   node packages/plugin-python/scripts/record-fixtures.mjs /some/venv/bin /an/older/venv/bin
// The folder of the recording is written as /project.
import { execFileSync, spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const CLEAN =
  'import os\nimport sys\n\n\ndef hello(name: str) -> str:\n    return f"{name} {os.sep} {sys.path}"\n';
const UGLY = [
  'import sys',
  'import os',
  'from typing import List',
  '',
  '',
  '',
  'def f(a,b):',
  '    x = 1',
  "    return  {'a':a,",
  "  'b': b}",
  '',
  'def g() -> int:',
  '    return "x"',
  '',
  'g().nothing',
  'import json, abc',
  'l = 1',
  'if l == None: print("é" , l)',
  '',
].join('\n');
const BRANCHING = ['def f(x: int) -> int:']
  .concat(Array.from({ length: 12 }, (_, n) => `    if x == ${n}:\n        return ${n}`))
  .concat('    return x', '')
  .join('\n');
const BROKEN = 'import sys, os\ndef f(:\n    return 1\n';
const REFUSED =
  '[tool.black]\nline-length = "abc"\nunknown-thing = 1\n[tool.isort]\nprofile = "nope"\n' +
  '[tool.ruff.lint]\nselect = ["E999X"]\n[tool.mypy]\nstrict = "banana"\nunknown_key = 1\n';

const PROJECTS = {
  clean: { 'app/__init__.py': '', 'app/a.py': CLEAN },
  findings: { 'app/__init__.py': '', 'app/a.py': CLEAN, 'app/bad file.py': UGLY },
  'does-not-parse': { 'app/__init__.py': '', 'app/bad.py': UGLY, 'app/broken.py': BROKEN },
  'not-text': {
    'app/a.py': CLEAN,
    'app/latin.py': Buffer.from('import os\nimport abc\nx = "\xe9"\n', 'latin1'),
  },
  'config-refused': { 'app/a.py': CLEAN, 'pyproject.toml': REFUSED },
  'no-python': { 'readme.txt': 'hello\n' },
  branching: { 'app/branching.py': BRANCHING },
};

/** Commands for which one project alone has something to say, and the other way round. */
const ONLY = { complexity: 'branching' };

const MYPY_FORM =
  '--show-column-numbers --show-error-end --show-error-codes --no-color-output --no-pretty --hide-error-context --error-summary';

/** Command lines by the folder their output goes to. */
const COMMANDS = {
  black: 'black --check .',
  'black-diff': 'black --check --diff .',
  isort: 'isort --check-only --settings-path . .',
  'isort-files': 'isort --show-files --settings-path . .',
  'isort-diff': 'isort --check-only --diff --settings-path . .',
  ruff: 'ruff check --no-fix --no-cache --output-format json .',
  'ruff-files': 'ruff check --show-files .',
  complexity:
    'ruff check --no-fix --no-cache --output-format json --select C901 --config lint.mccabe.max-complexity=0 .',
  'ruff-format': 'ruff format --diff --no-cache .',
  mypy: `mypy ${MYPY_FORM} --cache-dir=/dev/null .`,
  'mypy-json': 'mypy --output json --cache-dir=/dev/null .',
};

const fixtures = join(import.meta.dirname, '../fixtures');
for (const bin of process.argv.slice(2)) {
  for (const [name, line] of Object.entries(COMMANDS)) {
    const [program, ...args] = line.split(' ');
    const file = join(bin, program);
    if (!existsSync(file)) continue;
    const version = /\d+(\.\d+)+/.exec(execFileSync(file, ['--version'], { encoding: 'utf8' }))[0];
    for (const [project, files] of Object.entries(PROJECTS)) {
      const isOnly = Object.values(ONLY).includes(project);
      if (ONLY[name] === undefined ? isOnly : ONLY[name] !== project) continue;
      record({ name, line, file, args, version, project, files });
    }
    if (ONLY[name] !== undefined) continue;
    record({
      name,
      line: `${line.slice(0, -1)}gone`,
      file,
      args: [...args.slice(0, -1), 'gone'],
      version,
      project: 'path-gone',
      files: PROJECTS.clean,
    });
  }
}

function record({ name, line, file, args, version, project, files }) {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'record-')));
  try {
    for (const [path, content] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), content);
    }
    const env = { ...process.env, NO_COLOR: '1', PYTHONUTF8: '1', PYTHONWARNINGS: 'default' };
    const { status, stdout, stderr } = spawnSync(file, args, { cwd: folder, env, encoding: 'utf8' });
    const neutral = (text) =>
      text
        .replaceAll(folder, '/project')
        .replaceAll(dirname(dirname(file)), '/tools')
        .replaceAll(/\t\d{4}-\d\d-\d\d .*/g, '\t2026-01-01 00:00:00');
    const target = join(fixtures, name, `${project}.${version}.json`);
    mkdirSync(dirname(target), { recursive: true });
    const document = { command: line, exitCode: status, stdout: neutral(stdout), stderr: neutral(stderr) };
    writeFileSync(target, `${JSON.stringify(document, null, 2)}\n`);
    for (const [path, content] of Object.entries(files)) {
      if (!readFileSync(join(folder, path)).equals(Buffer.from(content)))
        throw new Error(`${line} changed ${path}`);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
