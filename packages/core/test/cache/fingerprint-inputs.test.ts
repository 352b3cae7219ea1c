import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, renameSync, rmSync, symlinkSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { treeFiles } from '../../src/changes/tree-files.ts';
import { createFingerprinter, type InputsFingerprint } from '../../src/cache/fingerprint-inputs.ts';
import { createInputMatcher } from '../../src/plan/match-inputs.ts';
import { SYSTEM_ENV } from '../../src/testing/system-env.ts';
import { tempWorkspace, type TempWorkspace } from '../../src/testing/temp-workspace.ts';

const env = SYSTEM_ENV;

async function fingerprint(cwd: string, ...inputs: readonly string[]): Promise<InputsFingerprint> {
  const listing = await treeFiles(cwd, env);
  const given = { cwd, matcher: createInputMatcher, leftOut: [join(cwd, '.sluice')] };
  return createFingerprinter({ ...given, ...(listing === undefined ? {} : { listing }) })(inputs);
}

async function digest(cwd: string, ...inputs: readonly string[]): Promise<string> {
  const found = await fingerprint(cwd, ...inputs);
  if ('reason' in found) throw new Error(found.reason);
  return found.digest;
}

async function files(cwd: string, ...inputs: readonly string[]): Promise<readonly string[]> {
  const found = await fingerprint(cwd, ...inputs);
  if ('reason' in found) throw new Error(found.reason);
  return [...found.files.keys()];
}

const git = (cwd: string, ...args: readonly string[]): string =>
  execFileSync('git', [...args], { cwd, env: { ...env, GIT_CONFIG_GLOBAL: '/dev/null' }, encoding: 'utf8' });

const repository = (contents: Readonly<Record<string, string>> = {}): Promise<TempWorkspace> =>
  tempWorkspace(
    { 'src/a.py': 'a = 1\n', 'src/b.py': 'b = 1\n', 'README.md': 'read\n', ...contents },
    { git: true },
  );

describe('the fingerprint of inputs', () => {
  it('changes with the content of a file that git knows, and with no other', async () => {
    await using place = await repository();
    const before = await digest(place.dir, '**/*.py');
    writeFileSync(place.path('README.md'), 'other\n');
    expect(await digest(place.dir, '**/*.py')).toBe(before);
    writeFileSync(place.path('src/a.py'), 'a = 2\n');
    expect(await digest(place.dir, '**/*.py')).not.toBe(before);
    writeFileSync(place.path('src/a.py'), 'a = 1\n');
    expect(await digest(place.dir, '**/*.py')).toBe(before);
  });

  it('is the same for a change before it is staged, when it is, and when it is committed', async () => {
    await using place = await repository();
    writeFileSync(place.path('src/a.py'), 'a = 2\n');
    writeFileSync(place.path('src/new.py'), 'n = 1\n');
    rmSync(place.path('src/b.py'));
    const edited = await digest(place.dir, '**');
    git(place.dir, 'add', '-A');
    expect(await digest(place.dir, '**')).toBe(edited);
    await place.commit();
    expect(await digest(place.dir, '**')).toBe(edited);
    expect(await files(place.dir, '**')).toEqual(['README.md', 'src/a.py', 'src/new.py']);
  });

  it('changes when a file is added, renamed, or made a program', async () => {
    await using place = await repository();
    const seen = [await digest(place.dir, '**')];
    writeFileSync(place.path('src/c.py'), '');
    seen.push(await digest(place.dir, '**'));
    renameSync(place.path('src/c.py'), place.path('src/d.py'));
    seen.push(await digest(place.dir, '**'));
    chmodSync(place.path('src/d.py'), 0o755);
    seen.push(await digest(place.dir, '**'));
    expect(new Set(seen).size).toBe(seen.length);
  });

  it('sees through marks that tell git not to look', async () => {
    await using place = await repository();
    const before = await digest(place.dir, '**');
    git(place.dir, 'update-index', '--assume-unchanged', 'src/a.py');
    writeFileSync(place.path('src/a.py'), 'a = 9\n');
    const assumed = await digest(place.dir, '**');
    expect(assumed).not.toBe(before);
    git(place.dir, 'update-index', '--no-assume-unchanged', 'src/a.py');
    git(place.dir, 'update-index', '--skip-worktree', 'src/a.py');
    expect(await digest(place.dir, '**')).toBe(assumed);
    unlinkSync(place.path('src/a.py'));
    expect(await files(place.dir, '**/*.py')).toEqual(['src/b.py']);
  });

  it('reads files that pass a filter: one object stands for the file and for its pointer', async () => {
    await using place = await repository({ '.gitattributes': '*.bin filter=short\n' });
    git(place.dir, 'config', 'filter.short.clean', 'head -c 3');
    writeFileSync(place.path('data.bin'), 'abcdef');
    git(place.dir, 'add', '-A');
    const whole = await digest(place.dir, '*.bin');
    writeFileSync(place.path('data.bin'), 'abcxyz');
    git(place.dir, 'add', '-A');
    expect(git(place.dir, 'diff', '--name-only')).toBe('');
    expect(await digest(place.dir, '*.bin')).not.toBe(whole);
  });

  it('tells names with a newline, quotes or bytes that are no UTF-8 apart', async () => {
    await using place = await repository();
    const folder = Buffer.from(`${place.dir}/src/`);
    const write = (name: Buffer, text: string): void => writeFileSync(Buffer.concat([folder, name]), text);
    const one = Buffer.from([0xff, 0x2e, 0x70, 0x79]);
    const other = Buffer.from([0xfe, 0x2e, 0x70, 0x79]);
    write(Buffer.from('new\nline.py'), '1');
    write(Buffer.from('"quoted" \'name\'.py'), '1');
    write(one, 'one');
    write(other, 'other');
    const untracked = await digest(place.dir, '**');
    await place.commit();
    expect(await digest(place.dir, '**')).toBe(untracked);
    write(one, 'other');
    write(other, 'one');
    expect(await digest(place.dir, '**')).not.toBe(untracked);
  });

  it('holds what is behind a link for every glob that looks there', async () => {
    await using place = await repository({ 'lib/x.py': '1' });
    symlinkSync('../lib', place.path('src/shared'));
    await place.commit();
    const globs = ['src/shared/**', 'src/shared/x.py', 'src/**/*.py', '**/*.py'];
    const all = async (...list: readonly string[]): Promise<readonly string[]> => {
      const digests: string[] = [];
      for (const glob of list) digests.push(await digest(place.dir, glob));
      return digests;
    };
    const [before, others] = [await all(...globs), await all('src/a.py', 'docs/**')];
    await place.write({ 'lib/x.py': '2' });
    for (const [index, after] of (await all(...globs)).entries()) expect(after).not.toBe(before[index]);
    expect(await all('src/a.py', 'docs/**')).toEqual(others);
  });

  it('follows a link to what it leads to, and no pipe', async () => {
    await using place = await repository();
    await using elsewhere = await tempWorkspace({ 'shared/x.py': '1' });
    symlinkSync(elsewhere.path('shared'), place.path('src/shared'));
    symlinkSync(elsewhere.path('shared/x.py'), place.path('src/x.py'));
    execFileSync('sh', ['-c', 'mkfifo "$1"', 'sh', place.path('src/pipe.py')]);
    const before = await digest(place.dir, 'src/**');
    await elsewhere.write({ 'shared/x.py': '2' });
    const after = await digest(place.dir, 'src/**');
    expect(after).not.toBe(before);
    await place.commit();
    expect(await digest(place.dir, 'src/**')).toBe(after);
    await elsewhere.write({ 'shared/x.py': '3' });
    expect(await digest(place.dir, 'src/**')).not.toBe(after);
  });

  it('counts what git ignores where a glob means it', async () => {
    await using place = await repository({ '.gitignore': 'dist/\n_version.py\n.env\n*.log\n' });
    await place.write({
      'dist/app.js': '1',
      'src/_version.py': '1',
      '.env': 'A=1',
      'run.log': '1',
      'src/dist/x.py': '1',
    });
    expect(await files(place.dir, 'dist/**')).toEqual(['dist/app.js']);
    expect(await files(place.dir, 'dist/*.js', '.env')).toEqual(['.env', 'dist/app.js']);
    await place.write({ 'dist/node_modules/x.py': '1', 'dist/.hidden/x.py': '1' });
    expect(await files(place.dir, '**/*.py')).toEqual([
      'dist/.hidden/x.py',
      'src/_version.py',
      'src/a.py',
      'src/b.py',
      'src/dist/x.py',
    ]);
    expect(await files(place.dir, '**')).toEqual(['.gitignore', 'README.md', 'src/a.py', 'src/b.py']);
    expect(await files(place.dir, 'src/**/*.py')).toContain('src/dist/x.py');
    expect(await files(place.dir, 'src/**')).not.toContain('src/dist/x.py');
    const before = await digest(place.dir, 'dist/**');
    await place.write({ 'dist/app.js': '2' });
    expect(await digest(place.dir, 'dist/**')).not.toBe(before);
  });

  it('counts a submodule for every check, by its commit, by its changes, and by whether it is there', async () => {
    await using inner = await repository();
    await using place = await repository();
    git(place.dir, '-c', 'protocol.file.allow=always', 'submodule', 'add', '-q', inner.dir, 'sub');
    await place.commit();
    const seen = [await digest(place.dir, 'src/**')];
    writeFileSync(place.path('sub/src/a.py'), 'a = 7\n');
    seen.push(await digest(place.dir, 'src/**'));
    git(place.path('sub'), 'checkout', '-q', '.');
    expect(await digest(place.dir, 'src/**')).toBe(seen[0]);
    git(place.dir, 'submodule', 'deinit', '-q', '-f', 'sub');
    seen.push(await digest(place.dir, 'src/**'));
    expect(new Set(seen).size).toBe(seen.length);
  });

  it('is of the folder of the config, and of what lies beside it where a glob names that', async () => {
    await using place = await repository({ 'service/app.py': '1' });
    const service = place.path('service');
    expect(await files(service, '**')).toEqual(['app.py']);
    const before = await digest(service, '**');
    writeFileSync(place.path('src/a.py'), 'a = 3\n');
    expect(await digest(service, '**')).toBe(before);
    expect(await files(service, '**', '../src/**')).toEqual(['../src/a.py', '../src/b.py', 'app.py']);
    const beside = await digest(service, '**', '../src/**');
    writeFileSync(place.path('src/a.py'), 'a = 4\n');
    expect(await digest(service, '**', '../src/**')).not.toBe(beside);
    expect(await fingerprint(service, '/etc/passwd')).toEqual({
      reason: 'its input /etc/passwd is no path in the repository',
    });
  });

  it('reads every file where there is no git, but for what tools make for themselves', async () => {
    await using place = await tempWorkspace({
      'a.py': '1',
      'node_modules/x.js': '1',
      'env/pyvenv.cfg': '',
      'env/b.py': '1',
    });
    mkdirSync(place.path('.sluice'));
    await place.write({ '.sluice/cache/x': '1' });
    expect(await fingerprint(place.dir, '../**')).toHaveProperty('reason');
    expect(await files(place.dir, '**')).toEqual(['a.py']);
    const before = await digest(place.dir, '**');
    await place.write({ 'a.py': '2' });
    expect(await digest(place.dir, '**')).not.toBe(before);
  });

  it('is the same in a linked worktree as in the first one', async () => {
    await using place = await repository();
    await using other = await tempWorkspace();
    git(place.dir, 'worktree', 'add', '-q', '--detach', other.path('tree'));
    expect(await digest(other.path('tree'), '**')).toBe(await digest(place.dir, '**'));
  });
});
