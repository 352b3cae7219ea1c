import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createRedactor } from '../../src/exec/redact.ts';
import type { ToolPort } from '../../src/exec/tool-context.ts';
import { resolveTool } from '../../src/exec/tool.ts';
import type { ToolSpec } from '../../src/model/tool.ts';

let dir = '';
beforeEach(async () => {
  dir = await realpath(await mkdtemp(join(tmpdir(), 'sluice-tool-')));
  await mkdir(join(dir, 'bin'));
});
afterEach(() => rm(dir, { recursive: true, force: true, maxRetries: 3 }));

const spec: ToolSpec = { name: 'acme-get', version: '1.2.3', versionFrom: 'the default' };

function portOf(more: Partial<ToolPort> = {}): ToolPort & { readonly progress: string[] } {
  const progress: string[] = [];
  return {
    cwd: dir,
    env: { PATH: `${join(dir, 'bin')}:/usr/bin:/bin`, HOME: dir },
    toolsDir: join(dir, 'tools'),
    configuredTools: {},
    lockedTools: {},
    redactor: createRedactor({}),
    graceMs: 200,
    signal: new AbortController().signal,
    onProgress: (message) => void progress.push(message),
    progress,
    ...more,
  };
}

async function program(path: string, version: string): Promise<string> {
  const file = join(dir, path);
  await writeFile(file, `#!/bin/sh\necho "acme-get ${version}"\n`);
  await chmod(file, 0o755);
  return file;
}

const reasonOf = async (port: ToolPort, of: ToolSpec = spec): Promise<string> => {
  const answer = await resolveTool(of, port);
  return 'reason' in answer ? answer.reason : `found ${answer.tool.path}`;
};

describe('a tool is looked for', () => {
  it('on PATH, and taken at exactly the version that is wanted', async () => {
    const path = await program('bin/acme-get', '1.2.3');
    expect(await resolveTool(spec, portOf())).toEqual({ tool: { name: 'acme-get', version: '1.2.3', path } });
  });

  it('in the folders of the project first', async () => {
    await program('bin/acme-get', '1.2.3');
    await mkdir(join(dir, '.venv/bin'), { recursive: true });
    const own = await program('.venv/bin/acme-get', '1.2.3');
    expect(await reasonOf(portOf(), { ...spec, searchIn: ['.venv/bin'] })).toBe(`found ${own}`);
  });

  it('and named with both versions where only another one is here', async () => {
    const path = await program('bin/acme-get', '1.0.0');
    expect(await reasonOf(portOf())).toBe(
      `acme-get 1.2.3 (the default) is not here; found 1.0.0 at ${path}; install acme-get 1.2.3 and run again`,
    );
  });

  it('at the version of the lock, unless the project pins one', async () => {
    await program('bin/acme-get', '1.2.3');
    const locked = portOf({ lockedTools: { 'acme-get': '2.0.0' } });
    expect(await reasonOf(locked)).toContain('acme-get 2.0.0');
    expect(await reasonOf(locked, { ...spec, isPinnedByProject: true })).toMatch(/^found /u);
  });

  it('where the config says, and nowhere else', async () => {
    await program('bin/acme-get', '1.2.3');
    const port = portOf({ configuredTools: { 'acme-get': 'nowhere/acme-get' } });
    expect(await reasonOf(port)).toBe('acme-get 1.2.3 (the default) is not here');
  });
});

/** A wheel of a package that is nowhere but here: installing it needs pip, a venv and no network. */
function wheel(version: string): string {
  const file = join(dir, `acme_get-${version}-py3-none-any.whl`);
  const script = `
import sys, zipfile
info = 'acme_get-${version}.dist-info/'
files = {
  'acme_get.py': 'def main():\\n    print("acme-get ${version}")\\n',
  info + 'METADATA': 'Metadata-Version: 2.1\\nName: acme-get\\nVersion: ${version}\\n',
  info + 'WHEEL': 'Wheel-Version: 1.0\\nGenerator: test\\nRoot-Is-Purelib: true\\nTag: py3-none-any\\n',
  info + 'entry_points.txt': '[console_scripts]\\nacme-get = acme_get:main\\n',
}
record = ''.join(name + ',,\\n' for name in [*files, info + 'RECORD'])
with zipfile.ZipFile(sys.argv[1], 'w') as archive:
  for name, text in {**files, info + 'RECORD': record}.items():
    archive.writestr(name, text)
`;
  execFileSync('python3', ['-c', script, file]);
  return file;
}

// Slow on a busy machine, for pip and venv are: they have more time than other tests.
describe('a tool that is not here is installed (real venv and pip)', { timeout: 240_000 }, () => {
  const installable = (requirements: readonly string[]): ToolSpec => ({
    ...spec,
    install: { from: 'pypi', package: 'acme-get', requirements },
  });
  const withPython = (more: Partial<ToolPort> = {}) =>
    portOf({ env: { PATH: process.env['PATH'], HOME: dir, PIP_NO_INDEX: '1' }, ...more });

  it('once, by many at the same time', async () => {
    const tool = installable([wheel('1.2.3')]);
    const port = withPython();
    const answers = await Promise.all([resolveTool(tool, port), resolveTool(tool, port)]);
    expect(answers[0]).toEqual(answers[1]);
    const [answer] = answers;
    if (answer === undefined || !('tool' in answer)) throw new Error(JSON.stringify(answers));
    expect(execFileSync(answer.tool.path, { encoding: 'utf8' })).toBe('acme-get 1.2.3\n');
    expect(port.progress).toEqual(['installing acme-get 1.2.3']);
    expect(readFileSync(join(answer.tool.path, '../../.complete'), 'utf8')).toContain('1.2.3');
  });

  it('or is not, and then the reason holds the last words of pip and what to do by hand', async () => {
    const reason = await reasonOf(withPython(), installable(['/nowhere/acme_get-1.2.3-py3-none-any.whl']));
    expect(reason).toMatch(
      /^acme-get 1\.2\.3 \(the default\) is not here; installing it failed: .*pip install: exit 1: /u,
    );
    expect(reason).toContain('(by hand: pip install acme-get==1.2.3)');
    expect(existsSync(join(dir, 'tools/acme-get-1.2.3'))).toBe(false);
  });

  it('and refused when its hash is another one', async () => {
    const line = `${wheel('1.2.3')} --hash=sha256:${'0'.repeat(64)}`;
    expect(await reasonOf(withPython(), installable([line]))).toMatch(
      /pip install: exit 1: .*(?:Expected sha256|hash)/iu,
    );
  });

  it('and not without a Python to install it with', async () => {
    const port = portOf({ env: { PATH: join(dir, 'bin'), HOME: dir } });
    expect(await reasonOf(port, installable([]))).toContain('no Python was found on PATH to install it with');
  });
});
