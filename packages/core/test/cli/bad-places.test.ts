import { spawnSync } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { commands, openDoor, reportOf, resultOf, type Door } from './door.ts';

const config = {
  '.gitignore': 'node_modules\n',
  'ci.config.mjs': commands({
    lint: `['true'], { inputs: ['src/**'] }`,
    bad: `['false'], { inputs: ['docs/**'] }`,
  }),
  'src/a.txt': 'a',
  'docs/a.txt': 'a',
};

async function openRepository(name?: string): Promise<Door> {
  const door = await openDoor(config, name);
  door.git('init', '-q');
  return door;
}

/** Whatever the place: both checks ran, for nothing was shown to be unaffected, and the one that fails blocks. */
async function runsAll(door: Door, argv: readonly string[] = []) {
  const ended = await door.sluice(['run', '--json', ...argv]);
  const report = reportOf(ended);
  expect(report.results.map(({ conclusion }) => conclusion).toSorted()).toEqual(['failure', 'success']);
  expect(ended.code).toBe(1);
  expect(report.changes.scope).toBe('all');
  return report;
}

describe('where git cannot say what changed, everything counts as changed', () => {
  it('without a repository', async () => {
    await using door = await openDoor(config);
    expect((await runsAll(door)).commit).toBeUndefined();
    expect((await runsAll(door, ['--base', 'main'])).changes.reason).toContain('not a git repository');
  });

  it('in a repository without a commit', async () => {
    await using door = await openRepository();
    const report = await runsAll(door, ['--base', 'HEAD']);
    expect(report.commit).toBeUndefined();
    expect(report.changes.reason).toBe('all files (there is no commit yet)');
  });

  it('in a shallow clone that does not hold the base', async () => {
    await using origin = await openRepository('origin');
    for (const text of ['one', 'two']) {
      await origin.write({ 'src/a.txt': text });
      origin.git('add', '.');
      origin.git('commit', '-qm', text);
    }
    origin.git('tag', 'base', 'HEAD~1');
    await using door = await openDoor({});
    door.git('clone', '-q', '--depth', '1', `file://${origin.dir}`, 'clone');
    const ended = await door.sluice(['run', '--json', '--cwd', 'clone', '--base', 'base']);
    const report = reportOf(ended);
    expect(report.changes).toMatchObject({
      scope: 'all',
      reason: expect.stringContaining('no common commit with base'),
    });
    expect(ended.code).toBe(1);
  });

  it('on a detached head, which has a commit and no branch', async () => {
    await using door = await openRepository();
    door.git('add', '.');
    door.git('commit', '-qm', 'first');
    door.git('checkout', '-q', '--detach');
    const { commit } = await runsAll(door);
    expect(commit).toEqual({ sha: door.git('rev-parse', 'HEAD').trim(), isDirty: false });
  });
});

describe('where the path is odd', () => {
  it('with spaces, unicode and quotes, every path still works', async () => {
    await using door = await openRepository("läuft überall – don't 日本 $HOME");
    door.git('add', '.');
    door.git('commit', '-qm', 'first');
    await door.write({ 'docs/ü b.txt': 'new' });
    const ended = await door.sluice(['run', '--json', '--base', 'HEAD']);
    const report = reportOf(ended);
    expect(report.changes.files).toEqual(['docs/ü b.txt']);
    expect(resultOf(report, 'repo/lint').skip).toBe('not-affected');
    expect(ended.code).toBe(1);
    expect((await door.sluice(['explain', 'repo/bad'])).stdout).toContain('BLOCK');
  });

  it('from a folder below the config, and by --cwd', async () => {
    await using door = await openRepository();
    await door.write({ 'src/deep/x.txt': '' });
    for (const cwd of ['src/deep', '.']) {
      const { code, stdout } = await door.sluice(['list', '--cwd', cwd]);
      expect(code).toBe(0);
      expect(stdout).toContain('repo/lint');
    }
  });
});

describe('where no file can be written', () => {
  const fine = { 'ci.config.mjs': commands({ fine: ['true'] }), blocked: '' };

  it.each([
    ['is a file', 'blocked', 'a file of that name is in the way|a part of the path is a file'],
    ['is below a file', 'blocked/deep/er', 'a part of the path is a file'],
    [
      'takes no entries',
      process.platform === 'linux' ? '/proc/sluice/state' : '/dev/null/state',
      'takes no files|part of the path',
    ],
    ['is the project', '.', 'names the project itself'],
  ])('a state folder that %s ends every verb with 2 and a message', async (_, dir, words) => {
    await using door = await openDoor(fine);
    for (const verb of dir === 'blocked' ? ['run', 'plan'] : ['run']) {
      const { code, stdout, stderr } = await door.sluice([verb, '--json'], { SLUICE_STATE_DIR: dir });
      expect(code).toBe(2);
      expect(stderr).toMatch(/^STATE_UNWRITABLE: The state folder .* cannot be written: /u);
      expect(stderr).toMatch(new RegExp(words, 'u'));
      expect(stderr).toContain('SLUICE_STATE_DIR');
      expect(JSON.parse(stdout)).toMatchObject({ problems: [{ code: 'STATE_UNWRITABLE' }] });
    }
  });

  it('a disk that is full from the start, or while a check writes, is no pass', async (context) => {
    await using door = await openDoor({
      'ci.config.mjs': commands({ loud: ['sh', '-c', 'head -c 3000000 /dev/zero | tr "\\\\0" x'] }),
    });
    const disk = door.path('disk');
    await mkdir(disk);
    const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=256k', 'tmpfs', disk], {
      encoding: 'utf8',
    });
    if (mounted.status !== 0)
      return context.skip(
        `a small file system could not be mounted: ${mounted.stderr ?? mounted.error?.message}`,
      );
    try {
      const filling = await door.sluice(['run', '--json'], { SLUICE_STATE_DIR: 'disk/state' });
      expect(filling.code).not.toBe(0);
      expect(`${filling.stdout}${filling.stderr}`).toMatch(/no space/iu);
      expect(filling.stderr).not.toMatch(/\n +at .*:\d+:\d+\)?\n/u);
      spawnSync('sh', ['-c', `head -c 400000 /dev/zero > ${disk}/rest`]);
      const full = await door.sluice(['run', '--json'], { SLUICE_STATE_DIR: 'disk/new' });
      expect(full.code).toBe(2);
      expect(reportOf(full).problems).toMatchObject([{ code: 'STATE_UNWRITABLE' }]);
      expect(full.stderr).toContain('no space is left on the device');
    } finally {
      spawnSync('umount', [disk]);
    }
  });
});

describe('where there is nothing else', () => {
  it('without git and without Python on PATH it runs what can run', async () => {
    await using door = await openDoor({ 'ci.config.mjs': commands({ fine: [process.execPath, '-e', '0'] }) });
    const ended = await door.sluice(['run', '--json'], { PATH: door.path('node_modules') });
    expect(ended.code).toBe(0);
    expect(reportOf(ended).changes.scope).toBe('all');
  });

  it('an old Node is told what is needed, by the first line of the program', async () => {
    await using door = await openDoor({
      'old.mjs': `const versions = { ...process.versions, node: '20.11.1' };
Object.defineProperty(process, 'versions', { value: versions });
process.argv = [process.argv[0], 'sluice', 'run'];
await import(${JSON.stringify('BIN')});`,
    });
    await door.write({ 'old.mjs': (await door.read('old.mjs')).replace('BIN', door.bin) });
    const { status, stdout, stderr } = spawnSync(process.execPath, ['old.mjs'], {
      cwd: door.dir,
      encoding: 'utf8',
    });
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatch(
      /^NODE_TOO_OLD: Sluice needs Node 22\.18 or newer; this is Node 20\.11\.1\.\n.*newer Node/u,
    );
  });
});
