import { expect, it } from 'vitest';
import { drawInit } from '../../../src/cli/init/draw-init.ts';
import { planInit, type InitPlan } from '../../../src/cli/init/plan-init.ts';
import { treeOf } from '../../../src/cli/init/tree.ts';

const PYTHON = {
  'pyproject.toml':
    '[project]\nname = "orders"\nrequires-python = ">=3.11"\n[tool.black]\n[tool.mypy]\n[dependency-groups]\ntest = ["pytest"]\n',
  'src/orders/__init__.py': '',
  'tests/test_a.py': '',
};

function planOf(hooks: string): Promise<InitPlan> {
  const files = { ...PYTHON, '.pre-commit-config.yaml': hooks };
  const machine = { interpreters: ['3.11', '3.12'], hasUv: false };
  return planInit({ tree: treeOf(files), machine, version: '1.2.3' });
}

const rowsOf = async (hooks: string): Promise<Readonly<Record<string, string | undefined>>> =>
  Object.fromEntries((await planOf(hooks)).replaced.map(({ what, gives }) => [what, gives]));

const CASES: readonly (readonly [what: string, hook: string, gives: string])[] = [
  ['a hook that a check stands for', '{ id: black }', 'python/black'],
  [
    'a hook of the project that calls such a tool',
    '{ id: types, entry: mypy src }',
    'python/mypy (informational)',
  ],
  [
    'a hook that another plugin has a check for',
    '{ id: gitleaks }',
    'security() has security/secrets, which is not in this config',
  ],
  [
    'a hook that looks at one file after another',
    '{ id: end-of-file-fixer }',
    'stays a hook: no check does this',
  ],
  [
    'a hook for the message of a commit',
    '{ id: commitizen, stages: [commit-msg] }',
    'stays a hook: it is for commit-msg',
  ],
  [
    'a command of the project that needs no names of files',
    '{ id: Build Docs, entry: mkdocs build, args: [--strict], pass_filenames: false }',
    "not carried over; command('build-docs', ['mkdocs', 'build', '--strict']) does the same",
  ],
  [
    'a command of the project that is given files',
    '{ id: check, entry: ./check.sh }',
    'stays a hook: it is given the names of files',
  ],
  [
    'a command line that a shell would have to read',
    `{ id: odd, entry: "bash -c 'rm -rf $HOME'", pass_filenames: false }`,
    'stays a hook: its command line needs a shell',
  ],
];

it.each(CASES)('says of %s what becomes of it', async (_, hook, gives) => {
  const rows = await rowsOf(
    `repos: [{ repo: local, rev: v1, hooks: [${hook}] }]\n`.replace(
      'local',
      /entry/u.test(hook) ? 'local' : 'https://example.com/x',
    ),
  );
  expect(Object.values(rows)).toEqual([gives]);
});

it('takes the stages that are set for all hooks', async () => {
  const rows = await rowsOf(
    'default_stages: [pre-push]\nrepos: [{ repo: x, rev: v1, hooks: [{ id: slow }] }]\n',
  );
  expect(rows['hook slow']).toBe('stays a hook: it is for pre-push');
});

it('offers the line that keeps in the gate what no check stands for, without what one does', async () => {
  const { notWritten } = await planOf(
    'repos: [{ repo: x, rev: v1, hooks: [{ id: black }, { id: check-yaml }] }]\n',
  );
  expect(notWritten.find(({ what }) => what === 'pre-commit')).toEqual({
    what: 'pre-commit',
    seen: '1 hook that no check stands for; it repairs files as it runs',
    gives: "checks: [command('hooks', ['pre-commit', 'run', '--all-files'], { env: { SKIP: 'black' } })]",
  });
});

it('offers nothing when checks stand for all of them', async () => {
  const { notWritten } = await planOf('repos: [{ repo: x, rev: v1, hooks: [{ id: black }] }]\n');
  expect(notWritten.some(({ what }) => what === 'pre-commit')).toBe(false);
});

it('lets the name of a hook draw nothing on the terminal', async () => {
  const plan = await planOf('repos: [{ repo: x, rev: v1, hooks: [{ id: "a\\e[31m\\nWrote" }] }]\n');
  expect(drawInit(plan, false)).toContain('  hook a Wrote  ');
});

it('shows marks that reorder a line as what they are, in the config too', async () => {
  const script = 'scripts/\u202Etset.sh';
  const files = { ...PYTHON, [script]: 'pytest -x tests\n' };
  const machine = { interpreters: ['3.11', '3.12'], hasUv: false };
  const plan = await planInit({ tree: treeOf(files), machine, version: '1.2.3' });
  const drawn = drawInit(plan, true);
  expect(drawn).toContain('<U+202E>');
  expect(drawn).not.toContain('\u202E');
  expect(plan.files.map(({ text }) => text).join('')).not.toContain('\u202E');
});
