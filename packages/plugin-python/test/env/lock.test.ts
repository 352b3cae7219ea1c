import { tempWorkspace } from '@sluice/core/testing';
import { describe, expect, it } from 'vitest';
import { readLock } from '../../src/env/lock/read-lock.ts';
import { chooseRequirements, type RequirementOptions } from '../../src/project/choose-requirements.ts';
import { readPythonProject } from '../../src/project/read-python-project.ts';

const MARKERS = {
  python_version: '3.12',
  python_full_version: '3.12.1',
  sys_platform: 'linux',
  os_name: 'posix',
};
const INTERPRETER = {
  version: '3.12.1',
  path: '/python',
  from: 'PATH',
  hasEnsurepip: true,
  markers: MARKERS,
};

/** What the lock among the files says to install under Python 3.12 on Linux. */
async function locked(
  files: Readonly<Record<string, string>>,
  options: RequirementOptions = {},
  folder = '.',
) {
  await using workspace = await tempWorkspace(files);
  const project = await readPythonProject(workspace.path(folder));
  if (!project.lockFile) throw new Error('no lock was found');
  const choice = chooseRequirements(project, options);
  return await readLock(project.lockFile, project, { choice, interpreter: INTERPRETER });
}

const UV_PROJECT =
  '[project]\nname = "orders"\nversion = "1"\ndependencies = ["idna", "colorama; sys_platform == \'win32\'"]\n[dependency-groups]\ntest = ["iniconfig"]\n[build-system]\nrequires = ["hatchling"]\nbuild-backend = "hatchling.build"\n';

const UV_LOCK = `version = 1
requires-python = ">=3.11"

[[package]]
name = "orders"
version = "1"
source = { editable = "." }
dependencies = [
    { name = "idna", extra = ["all"] },
    { name = "colorama", marker = "sys_platform == 'win32'" },
]
[package.dev-dependencies]
test = [{ name = "iniconfig" }]

[[package]]
name = "idna"
version = "3.10"
source = { registry = "https://pypi.org/simple" }
sdist = { url = "https://example.org/idna.tar.gz", hash = "sha256:bb" }
wheels = [{ url = "https://example.org/idna.whl", hash = "sha256:aa" }]
[package.optional-dependencies]
all = [{ name = "ruff" }]

[[package]]
name = "ruff"
version = "0.9.1"
source = { registry = "https://packages.example.org/simple" }
wheels = [{ url = "https://example.org/ruff.whl", hash = "sha256:cc" }]

[[package]]
name = "iniconfig"
version = "2.0.0"
source = { git = "https://example.org/iniconfig?rev=main#abc123" }

[[package]]
name = "colorama"
version = "0.4.6"
source = { registry = "https://pypi.org/simple" }
wheels = [{ url = "https://example.org/colorama.whl", hash = "sha256:dd" }]
`;

describe('the uv.lock of a workspace', () => {
  const member = (name: string, more = ''): string =>
    `[project]\nname = "${name}"\nversion = "1"\n${more}\n[build-system]\nrequires = ["hatchling"]\nbuild-backend = "hatchling.build"\n`;
  const lock = `version = 1
[[package]]
name = "billing"
version = "1"
source = { editable = "services/billing" }
dependencies = [{ name = "common" }]
[package.dev-dependencies]
test = [{ name = "iniconfig" }]
[[package]]
name = "common"
version = "1"
source = { editable = "libs/common" }
dependencies = [{ name = "idna" }]
[[package]]
name = "other"
version = "1"
source = { editable = "other" }
dependencies = [{ name = "left-out" }]
[[package]]
name = "idna"
version = "3.10"
source = { registry = "https://pypi.org/simple" }
wheels = [{ url = "https://example.org/idna.whl", hash = "sha256:aa" }]
[[package]]
name = "iniconfig"
version = "2.0.0"
source = { path = "wheels/iniconfig.whl" }
wheels = [{ hash = "sha256:bb" }]
`;
  const files = {
    'pyproject.toml': '[tool.uv.workspace]\nmembers = ["services/*", "libs/*"]\n',
    'uv.lock': lock,
    'libs/common/pyproject.toml': member('common', 'dependencies = ["idna"]'),
    'services/billing/pyproject.toml': member(
      'billing',
      'dependencies = ["common"]\n[dependency-groups]\ntest = ["iniconfig"]',
    ),
    'elsewhere/pyproject.toml': member('elsewhere'),
  };

  it('gives a member what it needs, its siblings by the way to them', async () => {
    expect(await locked(files, {}, 'services/billing')).toEqual({
      hashed: ['idna==3.10 --hash=sha256:aa', 'iniconfig @ ./../../wheels/iniconfig.whl --hash=sha256:bb'],
      unhashed: [],
      folders: [{ kind: 'folder', path: '../../libs/common', isEditable: true }],
      versions: { idna: '3.10', iniconfig: '2.0.0' },
      indexes: [],
    });
  });

  it('that does not hold a member is not used', async () => {
    const without = { ...files, 'uv.lock': lock.replace('services/billing', 'services/other') };
    expect(await locked(without, {}, 'services/billing')).toEqual({
      reason: 'it does not hold services/billing',
    });
  });

  it('is none of a project that is no member, nor one beyond the repository', async () => {
    await expect(locked(files, {}, 'elsewhere')).rejects.toThrow('no lock was found');
    await expect(locked({ ...files, 'services/.git/HEAD': '' }, {}, 'services/billing')).rejects.toThrow(
      'no lock was found',
    );
  });
});

describe('a uv.lock', () => {
  it('gives the locked versions of what the interpreter needs, with their hashes', async () => {
    expect(await locked({ 'pyproject.toml': UV_PROJECT, 'uv.lock': UV_LOCK })).toEqual({
      hashed: ['idna==3.10 --hash=sha256:aa --hash=sha256:bb', 'ruff==0.9.1 --hash=sha256:cc'],
      unhashed: ['iniconfig @ git+https://example.org/iniconfig@abc123'],
      folders: [],
      versions: { idna: '3.10', ruff: '0.9.1', iniconfig: '2.0.0' },
      indexes: ['https://packages.example.org/simple'],
    });
  });

  it('that lacks what it refers to is not used by half', async () => {
    const half = UV_LOCK.replace('name = "ruff"\nversion', 'name = "rough"\nversion');
    expect(await locked({ 'pyproject.toml': UV_PROJECT, 'uv.lock': half })).toEqual({
      reason: 'it does not hold ruff',
    });
  });

  it.each([
    ['of a version that is not known', 'version = 9\n', 'its version is not known'],
    ['that cannot be parsed', 'version = \n', /^it cannot be parsed: /u],
    ['without a hash', UV_LOCK.replace(/hash = "sha256:cc"/u, 'size = 1'), 'it holds no hash for ruff'],
  ] as const)('%s is not used, and says why', async (_what, text, reason) => {
    expect(await locked({ 'pyproject.toml': UV_PROJECT, 'uv.lock': text })).toEqual({
      reason: typeof reason === 'string' ? reason : expect.stringMatching(reason),
    });
  });

  it('is not used under a Python that the project refuses', async () => {
    const newer = UV_PROJECT.replace('version = "1"', 'version = "1"\nrequires-python = ">=3.13"');
    expect(await locked({ 'pyproject.toml': newer, 'uv.lock': UV_LOCK })).toEqual({
      reason: 'the project requires Python >=3.13, and this is 3.12.1',
    });
  });
});

describe('a poetry.lock', () => {
  const PROJECT =
    '[tool.poetry]\nname = "orders"\n[tool.poetry.dependencies]\npython = "^3.11"\nidna = "^3.0"\n[tool.poetry.group.test.dependencies]\niniconfig = { version = "^2.0", markers = "sys_platform != \'win32\'" }\n[build-system]\nrequires = ["poetry-core"]\nbuild-backend = "poetry.core.masonry.api"\n';
  const LOCK =
    '[[package]]\nname = "idna"\nversion = "3.10"\nfiles = [{ file = "idna.whl", hash = "sha256:aa" }]\n[package.dependencies]\ncolorama = { version = "*", markers = "sys_platform == \'win32\'" }\n\n[[package]]\nname = "iniconfig"\nversion = "2.0.0"\nfiles = [{ file = "iniconfig.whl", hash = "sha256:bb" }]\n';

  it('is walked from what pyproject.toml asks for', async () => {
    expect(await locked({ 'pyproject.toml': PROJECT, 'poetry.lock': LOCK })).toMatchObject({
      hashed: ['idna==3.10 --hash=sha256:aa', 'iniconfig==2.0.0 --hash=sha256:bb'],
    });
  });

  it('of Poetry 1.0, with the hashes in a table of their own, is read too', async () => {
    const old = LOCK.replace(/^files = .*\n/gmu, '').concat(
      '\n[metadata.files]\nidna = [{ file = "idna.whl", hash = "sha256:aa" }]\niniconfig = [{ file = "i.whl", hash = "sha256:bb" }]\n',
    );
    expect(await locked({ 'pyproject.toml': PROJECT, 'poetry.lock': old })).toMatchObject({
      versions: { idna: '3.10', iniconfig: '2.0.0' },
    });
  });
});

describe('a pylock.toml', () => {
  const LOCK =
    'lock-version = "1.0"\n[[packages]]\nname = "idna"\nversion = "3.10"\nwheels = [{ name = "idna.whl", hashes = { sha256 = "aa" } }]\n[[packages]]\nname = "iniconfig"\nversion = "2.0.0"\nmarker = "\'test\' in dependency_groups"\nwheels = [{ name = "i.whl", hashes = { sha256 = "bb" } }]\n[[packages]]\nname = "colorama"\nversion = "0.4.6"\nmarker = "sys_platform == \'win32\'"\nwheels = [{ name = "c.whl", hashes = { sha256 = "cc" } }]\n';

  it('is a list whose markers say what is wanted', async () => {
    const files = { 'pyproject.toml': '[dependency-groups]\ntest = ["iniconfig"]\n', 'pylock.toml': LOCK };
    expect(await locked(files)).toMatchObject({
      hashed: ['idna==3.10 --hash=sha256:aa', 'iniconfig==2.0.0 --hash=sha256:bb'],
    });
    expect(await locked(files, { groups: [] })).toMatchObject({ versions: { idna: '3.10' } });
  });

  it('with a marker that cannot be read is not used', async () => {
    const odd = LOCK.replace("sys_platform == 'win32'", 'moon_phase ~ 3');
    expect(await locked({ 'pylock.toml': odd })).toEqual({
      reason: "the marker 'moon_phase ~ 3' cannot be read",
    });
  });
});

describe('a pdm.lock', () => {
  it('names the groups that want each package', async () => {
    const lock =
      '[[package]]\nname = "idna"\nversion = "3.10"\ngroups = ["default"]\nfiles = [{ file = "a", hash = "sha256:aa" }]\n[[package]]\nname = "iniconfig"\nversion = "2.0.0"\ngroups = ["docs"]\nfiles = [{ file = "b", hash = "sha256:bb" }]\n';
    expect(await locked({ 'pdm.lock': lock })).toMatchObject({ hashed: ['idna==3.10 --hash=sha256:aa'] });
  });
});
