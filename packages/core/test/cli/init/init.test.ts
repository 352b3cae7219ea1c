import { mkdir, readFile, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { init } from '../../../src/cli/commands/init.ts';
import { VERSION } from '../../../src/version.ts';
import { invocationIn } from '../invocation.ts';

let root = '';
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'sluice init ü '));
});
afterEach(() => rm(root, { recursive: true, force: true }));

const PYPROJECT =
  '[project]\nname = "orders"\nrequires-python = ">=3.11,<3.13"\n[tool.ruff.lint]\nselect = ["E"]\n';

async function write(files: Readonly<Record<string, string>>): Promise<void> {
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), text);
  }
}

const read = (path: string): Promise<string> => readFile(join(root, path), 'utf8');

describe('sluice init', () => {
  it('writes a config, a private package.json and a .gitignore, and says what comes next', async () => {
    await write({ 'pyproject.toml': PYPROJECT, 'src/orders/__init__.py': '', 'tests/test_a.py': '' });
    const { invocation, out, err } = invocationIn(root);
    expect(await init(invocation)).toBe(0);
    expect(err()).toBe('');
    expect(JSON.parse(await read('package.json'))).toEqual({
      private: true,
      devDependencies: { '@sluice/core': `^${VERSION}`, '@sluice/plugin-python': `^${VERSION}` },
    });
    expect(await read('.gitignore')).toBe('.sluice/\nnode_modules/\n');
    expect(await read('ci.config.ts')).toContain(
      "versions: ['3.11', '3.12'], // requires-python >=3.11,<3.13",
    );
    expect(out()).toMatch(
      /^Found\n(?: {2}.+\n)+\nWrote\n(?: {2}.+\n)+\nNot written\n {2}ci\.lock\.json .+npx sluice lock\n\nNext\n {2}1 npm install\n {2}2 npx sluice run\n/u,
    );
    expect(await readdir(root)).toEqual([
      '.gitignore',
      'ci.config.ts',
      'package.json',
      'pyproject.toml',
      'src',
      'tests',
    ]);
  });

  it('says of every guess what it was made from', async () => {
    await write({
      'pyproject.toml': `${PYPROJECT}[tool.bandit]\n`,
      'orders/__init__.py': '',
      'tests/test_a.py': '',
      'requirements-dev.txt': 'pytest==8.4.2\n',
      'tox.ini': '[tox]\n',
      Dockerfile: 'FROM scratch\n',
      '.pre-commit-config.yaml': 'exclude: ^docs/\nrepos:\n- repo: local\n  hooks: [{ id: black }]\n',
      '.github/workflows/ci.yml':
        'jobs: { test: { services: { db: { image: "postgres:16" } }, steps: [] } }\n',
    });
    const { invocation, out } = invocationIn(root, { env: { PATH: '' } });
    expect(await init(invocation)).toBe(0);
    const found = out()
      .slice(0, out().indexOf('\nWrote'))
      .split('\n')
      .map((line) => line.trim().replace(/ {2,}/gu, ' | '));
    expect(found).toEqual([
      'Found',
      'Python project | pyproject.toml | → python',
      'code | orders',
      'versions | requires-python >=3.11,<3.13; 3.11, 3.12 not here: install it, or uv | → 3.11, 3.12',
      'tests | tests: 1 file, pytest (requirements-dev.txt) | → python/pytest',
      'test requirements | requirements-dev.txt | → guessed by name; the options groups, extras and requirements name others',
      'coverage | the reference, as the project names none | → at least 30 %',
      'formatter | hook black in .pre-commit-config.yaml | → python/black',
      'imports | no trace of isort | → isort left out',
      'linter | pyproject.toml [tool.ruff] | → python/ruff',
      'types | no trace of mypy | → mypy left out',
      'tools you pin | pytest 8.4.2 | → yours are used',
      'also used here | bandit (pyproject.toml [tool.bandit]) | → not checked; a command() line does',
      '.pre-commit | black | → not touched; its exclude and files are its own, so a check may see more',
      'other runners | tox.ini | → not touched',
      'Dockerfile | Dockerfile | → docker (optional)',
      '.github/workflows | ci.yml (test) | → yours, not touched',
      'services | ci.yml starts postgres:16 | → start them yourself before a run',
      '',
    ]);
  });

  it('refuses to overwrite a config, whatever its form, and says what to do', async () => {
    await write({ 'pyproject.toml': PYPROJECT, 'ci.config.json': '{}' });
    const { invocation, out, err } = invocationIn(root);
    expect(await init(invocation)).toBe(2);
    expect(out()).toBe('');
    expect(err()).toMatch(/^INIT_CONFIG_EXISTS: There is a config already: ci\.config\.json\./u);
    expect(err()).toContain('--force');
    expect(await readdir(root)).toEqual(['ci.config.json', 'pyproject.toml']);
  });

  it('takes a link that leads nowhere for a config too', async () => {
    await write({ 'pyproject.toml': PYPROJECT });
    await symlink(join(root, 'gone.ts'), join(root, 'ci.config.ts'));
    expect(await init(invocationIn(root).invocation)).toBe(2);
  });

  it('overwrites with --force, and names a config of another form that is left', async () => {
    await write({ 'pyproject.toml': PYPROJECT, 'ci.config.ts': 'old', 'ci.config.mjs': 'old' });
    const { invocation, out } = invocationIn(root, { flags: { force: true } });
    expect(await init(invocation)).toBe(0);
    expect(await read('ci.config.ts')).toContain('defineConfig');
    expect(out()).toContain('remove ci.config.mjs');
  });

  it('shows all and writes nothing with --dry-run', async () => {
    await write({ 'pyproject.toml': PYPROJECT });
    const { invocation, out } = invocationIn(root, { flags: { 'dry-run': true } });
    expect(await init(invocation)).toBe(0);
    expect(out()).toContain('Would write\n');
    expect(out()).toContain('\nci.config.ts\n  // Written by');
    expect(await readdir(root)).toEqual(['pyproject.toml']);
  });

  it('finds nothing in an empty folder: no config that could only ever pass', async () => {
    const { invocation, err } = invocationIn(root);
    expect(await init(invocation)).toBe(2);
    expect(err()).toMatch(/^INIT_NOTHING_FOUND: /u);
    expect(await readdir(root)).toEqual([]);
  });

  it('points to the project below when there is none here', async () => {
    await write({ 'services/billing/pyproject.toml': PYPROJECT, 'docs/examples/x/setup.py': '' });
    const { invocation, out, err } = invocationIn(root);
    expect(await init(invocation)).toBe(2);
    expect(out()).toContain('services/billing');
    expect(err()).toContain('sluice init --cwd services/billing');
  });

  it('leaves a package.json that does not parse alone, and says what to add', async () => {
    await write({ 'pyproject.toml': PYPROJECT, 'package.json': '{ "name": ' });
    const { invocation, out } = invocationIn(root);
    expect(await init(invocation)).toBe(0);
    expect(await read('package.json')).toBe('{ "name": ');
    expect(out()).toContain(`"@sluice/plugin-python": "^${VERSION}"`);
    expect(out()).toContain('package.json does not parse');
  });

  it('goes on without a pyproject.toml that does not parse, and says so', async () => {
    await write({ 'pyproject.toml': '[project\n', 'setup.py': '', 'orders/__init__.py': '' });
    const { invocation, out } = invocationIn(root);
    expect(await init(invocation)).toBe(0);
    expect(out()).toMatch(/unreadable +pyproject\.toml does not parse: /u);
  });

  it('writes through a link instead of replacing it', async () => {
    await write({ 'pyproject.toml': PYPROJECT, 'shared/package.json': '{}\n' });
    await symlink('shared/package.json', join(root, 'package.json'));
    expect(await init(invocationIn(root).invocation)).toBe(0);
    expect(await read('shared/package.json')).toContain('@sluice/core');
  });

  it('does not let a project end the comment its words are put into', async () => {
    await write({
      'pyproject.toml': '[project]\nname = "x"\nrequires-python = ">=3.11\\n, process.exit(0) //"\n',
      'x/__init__.py': '',
    });
    const { invocation, out } = invocationIn(root);
    expect(await init(invocation)).toBe(0);
    expect((await read('ci.config.ts')).split('\n').filter((line) => line.includes('process.exit'))).toEqual([
      expect.stringMatching(/^ {6}versions: .*\/\/ .*process\.exit/u),
    ]);
    expect(
      out()
        .split('\n')
        .filter((line) => /^\s*,? ?process/u.test(line)),
    ).toEqual([]);
  });
});
