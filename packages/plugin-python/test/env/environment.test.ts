import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Check, CheckOutcome, Provides } from '@sluice/core';
import { createHarness, type CheckRunOutput, type Harness } from '@sluice/core/testing';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { envCheck } from '../../src/checks/env.ts';
import { pythonOptions, type PythonInput } from '../../src/options.ts';
import { environmentOf, PYTHON_ENV } from '../environment.ts';

type Files = Readonly<Record<string, string>>;

/** A wheel of 6 kB without requirements: what is installed is not the matter here. */
const SMALL = 'iniconfig==2.0.0\n';

/** `venv` unpacks pip, and a build installs its backend: seconds at best. */
const SLOW_MS = 180_000;

interface Made {
  readonly output: CheckRunOutput;
  readonly provides: Provides;
  readonly summary: string;
}

const project = (files: Files): Promise<Harness> => createHarness({ files });

/** Runs `python/env` without the test tools, which take longer to install than all else. */
async function make(
  harness: Harness,
  {
    options = {},
    env = {},
    folder = '.',
  }: { options?: PythonInput; env?: Readonly<Record<string, string>>; folder?: string } = {},
): Promise<Made> {
  const parsed = pythonOptions.parse({ versions: ['3.12'], pytest: false, ...options });
  const variables = { ...PYTHON_ENV, ...env };
  const check = { ...envCheck(parsed, { env: variables, root: folder }), folder };
  const output = await harness.runCheck(check, { env: variables });
  const outcome = output.returned.at(-1) as CheckOutcome;
  if (outcome.status !== 'completed') return { output, provides: {}, summary: '' };
  return { output, provides: outcome.provides ?? {}, summary: outcome.summary ?? '' };
}

/** What the environment's own Python prints, called from another folder. */
async function ask(harness: Harness, { provides }: Made, code: string): Promise<string> {
  let said = '';
  const run: Check['run'] = async ({ exec }) => {
    said = (await exec('python', ['-c', code], { cwd: '/' })).stdout.trim();
    return { status: 'completed', findings: [] };
  };
  await harness.runCheck({ id: 'python/ask', title: 'ask', run }, { provides });
  return said;
}

const binOf = ({ provides }: Made): string => provides.path?.[0] ?? '';

/** What `envs` holds: finished environments and what else lies there. */
const stored = (harness: Harness): Promise<string[]> =>
  readdir(harness.workspace.path('.sluice/python/envs'));

const built = (name: string, more: string): string =>
  `[build-system]\nrequires = ["setuptools"]\nbuild-backend = "setuptools.build_meta"\n[project]\nname = "${name}"\nversion = "1"\n${more}[tool.setuptools]\npy-modules = ["${name}"]\n`;

/** A service that is built from a library, by uv's table of sources, as a copy. */
const BESIDE: Files = {
  'service/pyproject.toml': built(
    'service',
    'dependencies = ["sluice-test-library"]\n[tool.uv.sources]\nsluice-test-library = { path = "../library" }\n',
  ),
  'service/service.py': 'import library\n',
  'library/pyproject.toml': built('library', '').replace('name = "library"', 'name = "sluice-test-library"'),
  'library/library.py': 'ANSWER = 1\n',
};

/** What the library says in the service's environment, before and after it was changed. */
async function answers(harness: Harness, env: Readonly<Record<string, string>>): Promise<readonly string[]> {
  const first = await make(harness, { env, folder: 'service' });
  expect(first.output.result.reason).toBeUndefined();
  const before = await ask(harness, first, 'import service; print(service.library.ANSWER)');
  await harness.workspace.write({ 'library/library.py': 'ANSWER = 2\n' });
  const second = await make(harness, { env, folder: 'service' });
  return [before, await ask(harness, second, 'import service; print(service.library.ANSWER)'), first.summary];
}

describe('an environment by pip', () => {
  it(
    "has the folders that uv's sources mean by a name, which no index has, as they are now",
    {
      timeout: SLOW_MS,
    },
    async () => {
      await using harness = await project(BESIDE);
      expect(await answers(harness, {})).toEqual(['1', '2', expect.stringContaining('made by pip')]);
    },
  );

  it(
    'has the project in it, editable, is found by the next run, and leaves the work tree as it was',
    { timeout: SLOW_MS },
    async () => {
      await using harness = await project({
        'requirements-test.txt': SMALL,
        'setup.py': 'from setuptools import setup\nsetup()\n',
        'setup.cfg': '[metadata]\nname = orders\nversion = 1\n[options]\npackages = orders\n',
        'orders/__init__.py': 'ANSWER = 42\n',
      });
      const made = await make(harness);
      expect(made.output.result.reason).toBeUndefined();
      expect(made.summary).toMatch(/^\d+ packages, made by pip/u);
      expect(existsSync(join(binOf(made), 'python'))).toBe(true);
      expect(made.provides.env?.['VIRTUAL_ENV']).toBe(join(binOf(made), '..'));
      const said = await ask(harness, made, 'import orders, iniconfig; print(orders.__file__)');
      expect(said).toBe(harness.workspace.path('orders/__init__.py'));
      const left = await readdir(harness.workspace.dir, { recursive: true });
      expect(left.filter((path) => !/^\.sluice|__pycache__/u.test(path)).sort()).toEqual([
        'orders',
        'orders/__init__.py',
        'requirements-test.txt',
        'setup.cfg',
        'setup.py',
      ]);
      const again = await make(harness);
      expect(again.summary).toContain('reused');
      expect(binOf(again)).toBe(binOf(made));
      expect(again.output.commands.join('\n')).not.toContain('pip install');
    },
  );

  it(
    'keeps the words of pip when a package is not there, and leaves nothing',
    { timeout: SLOW_MS },
    async () => {
      await using harness = await project({ 'requirements-test.txt': 'no-such-thing==1\n' });
      const { output } = await make(harness, { env: { PIP_NO_INDEX: '1' } });
      expect(output.conclusion).toBe('errored');
      expect(output.result.reason).toMatch(
        /^installing requirements-test\.txt and the test tools failed \(pip\): .*No matching distribution found for no-such-thing==1/su,
      );
      expect(await stored(harness)).toEqual([]);
    },
  );
});

describe('an environment that cannot be made', () => {
  it.each<readonly [string, Files, PythonInput, string | RegExp]>([
    [
      'an extra is not there',
      { 'pyproject.toml': '[project]\nname = "a"\n' },
      { extras: ['test'] },
      'there is no extra test (the project has none)',
    ],
    [
      'a file is not there',
      {},
      { requirements: ['pins.txt'] },
      'the requirements file pins.txt is not there',
    ],
    [
      'an included file is not there',
      { 'requirements.txt': '-r base.txt\n' },
      {},
      'requirements.txt includes base.txt, which is not there',
    ],
    [
      'pyproject.toml does not parse',
      { 'pyproject.toml': '[project\n' },
      {},
      /^pyproject\.toml cannot be parsed: /u,
    ],
    [
      'a Python is not there',
      {},
      { versions: ['3.2'] },
      /^Python 3\.2 is missing: .*Install it \(uv python install 3\.2, pyenv install 3\.2/u,
    ],
  ])('is errored, and leaves nothing: %s', async (_what, files, options, reason) => {
    await using harness = await project(files);
    const { output } = await make(harness, { options });
    expect(output.conclusion).toBe('errored');
    if (typeof reason === 'string') expect(output.result.reason).toBe(reason);
    else expect(output.result.reason).toMatch(reason);
    expect(await stored(harness).catch(() => [])).toEqual([]);
  });
});

describe('an environment by uv', { timeout: SLOW_MS }, () => {
  let uv: string;
  let whyNot: string | undefined;

  beforeAll(async () => {
    const { path = [] } = await environmentOf('uv', 'uv\n', false);
    uv = join(path[0] ?? '', 'uv');
    // uv reads neither pip's configuration nor the system's certificates: where those lead to the index, pip is used
    // instead, and there is nothing to show of uv.
    const args = ['pip', 'install', '--dry-run', '--python', join(path[0] ?? '', 'python'), SMALL.trim()];
    const { status, stderr } = spawnSync(uv, args, { env: PYTHON_ENV, encoding: 'utf8', timeout: SLOW_MS });
    whyNot = status === 0 ? undefined : `uv reaches no index from here: ${stderr.trim().split('\n').at(-1)}`;
    if (whyNot !== undefined) console.warn(`Environments by uv were not tested: ${whyNot}`);
  }, 2 * SLOW_MS);

  beforeEach((context) => {
    if (whyNot !== undefined) context.skip(whyNot);
  });

  /** A project on a machine with uv: that alone is on PATH before the rest, not the environment it lies in. */
  async function projectWithUv(files: Files) {
    const harness = await project(files);
    const bin = harness.workspace.path('../uv-bin');
    await mkdir(bin);
    await symlink(uv, join(bin, 'uv'));
    return { harness, env: { PATH: `${bin}:${PYTHON_ENV['PATH']}` } };
  }

  it('is made and found again, with pip in it as in any other', async () => {
    const { harness, env } = await projectWithUv({ 'requirements-test.txt': SMALL });
    await using _removed = harness;
    const made = await make(harness, { env });
    expect(made.output.result.reason).toBeUndefined();
    expect(made.summary).toContain('made by uv');
    expect(existsSync(join(binOf(made), 'pip'))).toBe(true);
    expect((await make(harness, { env })).summary).toContain('reused');
  });

  it("has the folders that uv's sources name as they are now, though it has them as copies", async () => {
    const { harness, env } = await projectWithUv(BESIDE);
    await using _removed = harness;
    expect(await answers(harness, env)).toEqual(['1', '2', expect.stringContaining('made by uv')]);
  });

  it('is made anew when a package is gone from it, or its interpreter', async () => {
    const { harness, env } = await projectWithUv({ 'requirements-test.txt': SMALL });
    await using _removed = harness;
    const made = await make(harness, { env });
    await rm(join(binOf(made), '../lib/python3.12/site-packages/iniconfig'), { recursive: true });
    const second = await make(harness, { env });
    expect(second.summary).toContain('made by uv');
    expect(second.output.logs.join('')).toContain('is broken (iniconfig missing in it) and is made anew');
    await rm(join(binOf(second), 'python'));
    const third = await make(harness, { env });
    expect(third.output.logs.join('')).toContain('is broken (it does not run) and is made anew');
    expect(third.output.conclusion).toBe('success');
    // Those that were broken are gone: one record and one folder are left.
    expect(await stored(harness)).toHaveLength(2);
  });

  it('is made once by two runs at the same time', async () => {
    const { harness, env } = await projectWithUv({ 'requirements-test.txt': SMALL });
    await using _removed = harness;
    const both = await Promise.all([make(harness, { env }), make(harness, { env })]);
    expect(both.map(({ summary }) => /made by uv|reused/u.exec(summary)?.[0]).sort()).toEqual([
      'made by uv',
      'reused',
    ]);
    expect(binOf(both[0])).toBe(binOf(both[1]));
    expect(both.map(({ output }) => output.logs.join('')).join('')).toContain('is making this environment');
  });

  it('is made though a run was killed while it made it, and its remains are removed', async () => {
    const { harness, env } = await projectWithUv({ 'requirements-test.txt': SMALL });
    await using _removed = harness;
    const made = await make(harness, { env });
    const key = /3\.12-[0-9a-f]{10}/u.exec(binOf(made))?.[0] ?? '';
    const envs = harness.workspace.path('.sluice/python/envs');
    await rm(envs, { recursive: true });
    // What SIGKILL leaves: a folder that no record names, and the lock of a process that is no more.
    await mkdir(join(envs, `${key}.0a1b2c/bin`), { recursive: true });
    await writeFile(join(envs, `${key}.lock`), JSON.stringify({ pid: 2 ** 22 + 1, id: 'x' }));
    const again = await make(harness, { env });
    expect(again.output.conclusion).toBe('success');
    expect((await stored(harness)).filter((name) => /0a1b2c|\.lock$/u.test(name))).toEqual([]);
  });

  it("keeps uv's own words when it cannot be made", async () => {
    const { harness, env } = await projectWithUv({ 'requirements-test.txt': 'no-such-thing==1\n' });
    await using _removed = harness;
    const { output } = await make(harness, { env: { ...env, UV_NO_INDEX: '1' } });
    expect(output.conclusion).toBe('errored');
    expect(output.result.reason).toMatch(/failed \(uv\): .*no-such-thing/su);
  });

  it('has the versions of uv.lock, with their hashes', async () => {
    const { harness, env } = await projectWithUv({
      'pyproject.toml':
        '[project]\nname = "orders"\nversion = "1"\nrequires-python = ">=3.11"\ndependencies = ["iniconfig"]\n[tool.uv]\npackage = false\n',
    });
    await using _removed = harness;
    const lock: Check = {
      id: 'python/lock',
      title: 'lock',
      run: async ({ exec }) => {
        const { exitCode, stderr } = await exec('uv', ['lock', '--python', join(dirname(uv), 'python')]);
        return exitCode === 0 ? { status: 'completed', findings: [] } : { status: 'errored', reason: stderr };
      },
    };
    const locking = await harness.runCheck(lock, { env: { ...PYTHON_ENV, ...env } });
    expect(locking.result.reason).toBeUndefined();
    const made = await make(harness, { env });
    expect(made.summary).toContain('versions of uv.lock');
    expect(made.output.commands.join('\n')).toContain('--require-hashes');
  });
});
