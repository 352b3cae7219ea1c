import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { execRig, isRunning, pidIn, until } from './rig.ts';

const FOR_EVER = 'while :; do sleep 1000; done';
/** Says who it is into a file, and goes on for ever. */
const stubborn = (file: string): string => `trap "" TERM INT HUP; echo $$ > ${file}; ${FOR_EVER}`;
const onLinux = it.skipIf(process.platform !== 'linux');

describe('a program that is ended', () => {
  it('may clean up within the grace, and is not taken for one that ended by itself', async () => {
    const { sh, dir, abort } = await execRig();
    const ended = sh(
      `trap "echo bye; exit 0" TERM; echo $$ > pid; ${FOR_EVER.replace('sleep 1000', 'sleep 0.01')}`,
    );
    await pidIn(join(dir, 'pid'));
    abort();
    expect(await ended).toMatchObject({
      exitCode: null,
      signal: 'SIGTERM',
      timedOut: false,
      stdout: 'bye\n',
    });
  });

  it.each(['capture', 'log'] as const)(
    'is killed after the grace when it ignores being asked, its children too (%s)',
    async (output) => {
      const { sh, dir, abort } = await execRig({ graceMs: 50 });
      const ended = sh(
        `(${stubborn('child').replace('$$', "$(exec sh -c 'echo $PPID')")}) & ${stubborn('parent')}`,
        { output },
      );
      const pids = [await pidIn(join(dir, 'child')), await pidIn(join(dir, 'parent'))];
      abort();
      expect(await ended).toMatchObject({ exitCode: null, signal: 'SIGKILL' });
      expect(pids.map(isRunning)).toEqual([false, false]);
    },
  );

  it('is ended when its time is up', async () => {
    const { sh, commands } = await execRig({ graceMs: 50 });
    expect(await sh(FOR_EVER, { timeoutMs: 20 })).toMatchObject({
      exitCode: null,
      timedOut: true,
      signal: 'SIGTERM',
    });
    expect(commands).toMatchObject([{ timedOut: true, exitCode: null }]);
  });

  it('takes a child with it that left the group', async () => {
    const { sh, dir, abort } = await execRig({ graceMs: 50 });
    const ended = sh(`setsid sh -c '${stubborn('child')}' & ${FOR_EVER}`);
    const pid = await pidIn(join(dir, 'child'));
    abort();
    await ended;
    expect(isRunning(pid)).toBe(false);
  });

  it('takes a child with it that left the group, after its parent went when asked', async () => {
    const { sh, dir, abort } = await execRig({ graceMs: 50 });
    const ended = sh(
      `setsid sh -c '${stubborn('child')}' & trap "exit 0" TERM; while :; do sleep 0.01; done`,
    );
    const pid = await pidIn(join(dir, 'child'));
    abort();
    await ended;
    expect(isRunning(pid)).toBe(false);
  });

  onLinux('takes a daemon with it that left the group and has no parent any more', async () => {
    const { sh, dir, abort } = await execRig({ graceMs: 50 });
    const daemon = `setsid sh -c '(setsid sh -c "trap \\"\\" TERM; echo \\$\\$ > daemon; ${FOR_EVER}" > /dev/null 2>&1 &) ; exit 0'`;
    const ended = sh(`${daemon}; ${FOR_EVER}`);
    const pid = await pidIn(join(dir, 'daemon'));
    abort();
    await ended;
    expect(isRunning(pid)).toBe(false);
  });

  it('spares the programs beside it', async () => {
    const { sh, dir } = await execRig({ graceMs: 50 });
    const other = sh(`echo $$ > other; until [ -e go ]; do sleep 0.01; done; echo done`);
    const pid = await pidIn(join(dir, 'other'));
    await sh(FOR_EVER, { timeoutMs: 20 });
    expect(isRunning(pid)).toBe(true);
    await sh('touch go');
    expect(await other).toMatchObject({ exitCode: 0, stdout: 'done\n' });
  });
});

describe('what a program leaves behind', () => {
  it.each(['capture', 'log'] as const)('does not keep exec waiting, and is ended (%s)', async (output) => {
    const { sh, dir } = await execRig({ graceMs: 50 });
    const result = await sh(
      `sh -c '${stubborn('child')}' & until [ -s child ]; do sleep 0.01; done; echo over; exit 4`,
      { output },
    );
    expect(result).toMatchObject({ exitCode: 4, timedOut: false });
    expect(result).not.toHaveProperty('signal');
    expect(isRunning(await pidIn(join(dir, 'child')))).toBe(false);
  });

  onLinux('is found outside the group when it holds the output', async () => {
    const { sh, dir } = await execRig({ graceMs: 50 });
    const result = await sh(
      `setsid sh -c '${stubborn('daemon')}' & until [ -s daemon ]; do sleep 0.01; done; echo over`,
    );
    expect(result).toMatchObject({ exitCode: 0, stdout: 'over\n' });
    expect(isRunning(await pidIn(join(dir, 'daemon')))).toBe(false);
  });

  it('may finish within a moment, and its words are kept', async () => {
    const { sh } = await execRig();
    const result = await sh('(sleep 0.1; echo late) & echo early');
    expect(result).toMatchObject({ exitCode: 0, stdout: 'early\nlate\n' });
  });

  onLinux('dies with the engine, even when that exits without a word', async () => {
    const { exec, dir } = await execRig();
    const script = `
      const { createExec } = await import(process.argv[1]);
      const { createRedactor } = await import(process.argv[2]);
      const exec = createExec({ cwd: process.argv[3], env: process.env, path: [], logPath: process.argv[3] + '/inner.log',
        signal: new AbortController().signal, redactor: createRedactor({}), graceMs: 50, onCommand() {} });
      void exec('sh', ['-c', process.argv[4]]);
      const { existsSync } = await import('node:fs');
      setInterval(() => existsSync(process.argv[3] + '/pid') && process.exit(0), 5);`;
    const source = (name: string): string => join(import.meta.dirname, '../../src/exec', name);
    const args = [
      '--input-type=module',
      '-e',
      script,
      source('exec.ts'),
      source('redact.ts'),
      dir,
      stubborn('pid'),
    ];
    expect(await exec(process.execPath, args)).toMatchObject({ exitCode: 0, stderr: '' });
    const pid = await pidIn(join(dir, 'pid'));
    await until(() => !isRunning(pid));
    expect(existsSync(join(dir, 'pid'))).toBe(true);
  });
});
