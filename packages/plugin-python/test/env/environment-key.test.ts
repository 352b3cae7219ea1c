import { tempWorkspace } from '@sluice/core/testing';
import { describe, expect, it } from 'vitest';
import { environmentKey } from '../../src/env/environment-key.ts';
import { planInstall } from '../../src/env/plan-install.ts';
import { chooseRequirements } from '../../src/project/choose-requirements.ts';
import { readPythonProject } from '../../src/project/read-python-project.ts';

const INTERPRETER = { version: '3.12.1', path: '/python', from: 'PATH', hasEnsurepip: true, markers: {} };
const FILES = {
  'pyproject.toml': '[project]\nname = "a"\nversion = "1"\n[tool.ruff]\nline-length = 88\n',
  'requirements-test.txt': '-c pins.txt\npytest\n',
  'pins.txt': 'pytest==9.2.0\n',
};

/** The key before and after files changed, in one folder; and under another interpreter. */
async function keys(changed: Readonly<Record<string, string>>, interpreter = INTERPRETER) {
  await using workspace = await tempWorkspace(FILES);
  const key = async (under: typeof INTERPRETER): Promise<string> => {
    const project = await readPythonProject(workspace.dir);
    const choice = chooseRequirements(project, {});
    const tools = { pytest: true, coverage: false, pytestCov: false, xdist: false };
    const plan = planInstall({ project, choice, interpreter: under, tools, isPinned: true });
    return await environmentKey('3.12', { interpreter: under, project, plan });
  };
  const before = await key(INTERPRETER);
  await workspace.write(changed);
  return { before, after: await key(interpreter) };
}

describe('the key of an environment', () => {
  it('begins with the version, and is the same for the same files', async () => {
    const { before, after } = await keys({});
    expect(before).toMatch(/^3\.12-[0-9a-f]{10}$/u);
    expect(after).toBe(before);
  });

  it.each<readonly [string, Readonly<Record<string, string>>]>([
    ['a requirements file', { 'requirements-test.txt': 'pytest\nrespx\n' }],
    ['a file that it includes', { 'pins.txt': 'pytest==9.1.0\n' }],
    [
      'the metadata of the project',
      { 'pyproject.toml': '[project]\nname = "a"\nversion = "1"\ndependencies = ["idna"]\n' },
    ],
    ['a lock that was added', { 'uv.lock': 'version = 1\n' }],
  ])('changes with %s', async (_what, changed) => {
    const { before, after } = await keys(changed);
    expect(after).not.toBe(before);
  });

  it('changes with the interpreter', async () => {
    const { before, after } = await keys({}, { ...INTERPRETER, version: '3.12.2' });
    expect(after).not.toBe(before);
  });

  it('does not change with tables that only steer a tool, or with code', async () => {
    const { before, after } = await keys({
      'pyproject.toml': `${FILES['pyproject.toml']}select = ["ALL"]\n[tool.black]\nline-length = 100\n`,
      'a.py': '',
    });
    expect(after).toBe(before);
  });
});
