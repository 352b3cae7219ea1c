import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { flatLayoutConfig } from '../../src/env/flat-layout.ts';
import { readPythonProject } from '../../src/project/read-python-project.ts';

let root = '';
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'sluice-flat-'));
});
afterEach(() => rm(root, { recursive: true, force: true }));

const BUILT =
  '[project]\nname = "orders"\n[build-system]\nrequires = ["setuptools"]\nbuild-backend = "setuptools.build_meta"\n';
const FLAT = { 'pyproject.toml': BUILT, 'orders/__init__.py': '', 'tests/test_a.py': '' };
const NPM = { 'node_modules/.package-lock.json': '{}' };

async function configOf(files: Readonly<Record<string, string>>): Promise<string | undefined> {
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), text);
  }
  return flatLayoutConfig(await readPythonProject(root));
}

it('names the one package, which setuptools would else find beside node_modules and refuse', async () => {
  expect(await configOf({ ...FLAT, ...NPM, 'orders-stubs/core.pyi': '' })).toBe(
    '[options]\npackages = find_namespace:\n[options.packages.find]\ninclude =\n    orders\n    orders.*\n    orders-stubs\n    orders-stubs.*\n',
  );
});

it('names the one module, which setuptools would else not look for', async () => {
  expect(await configOf({ 'pyproject.toml': BUILT, 'six.py': '', 'setup.py': 'setup()\n', ...NPM })).toBe(
    '[options]\npy_modules = six\n',
  );
});

it.each([
  ['there is no node_modules', FLAT],
  ['the code is in src', { ...FLAT, ...NPM, 'src/a.py': '' }],
  ['another builder is used', { ...FLAT, ...NPM, 'pyproject.toml': BUILT.replaceAll('setuptools', 'other') }],
  [
    'pyproject.toml names packages',
    { ...FLAT, ...NPM, 'pyproject.toml': `${BUILT}[tool.setuptools]\npackages = ["orders"]\n` },
  ],
  ['setup.cfg names packages', { ...FLAT, ...NPM, 'setup.cfg': '[options]\npackages = find:\n' }],
  ['setup.py names packages', { ...FLAT, ...NPM, 'setup.py': 'setup(packages=find_packages())\n' }],
  ['pbr builds', { ...FLAT, ...NPM, 'setup.py': 'setup(pbr=True)\n' }],
  ['setuptools would refuse anyway', { ...FLAT, ...NPM, 'data/a.json': '' }],
])('says nothing when %s', async (_name, files) => {
  expect(await configOf(files)).toBeUndefined();
});
