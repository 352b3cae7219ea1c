import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createRedactor } from '../../src/exec/redact.ts';
import { isCiError } from '../../src/errors/ci-error.ts';
import { execRig, tempFolder } from './rig.ts';

describe('what a program gives back', () => {
  it('keeps both streams apart, and both in the log', async () => {
    const { sh, log, dir, logPath } = await execRig();
    const result = await sh('echo out; echo err >&2; exit 3');
    expect(result).toMatchObject({ exitCode: 3, timedOut: false, stdout: 'out\n', stderr: 'err\n', logPath });
    expect(result).not.toHaveProperty('signal');
    expect(result).not.toHaveProperty('missing');
    expect(result).not.toHaveProperty('truncated');
    expect(result.durationMs).toBeGreaterThanOrEqual(0);
    expect(log().split('\n').sort()).toEqual(
      ['', "$ sh -c 'echo out; echo err >&2; exit 3'", 'err', 'out'].sort(),
    );
    expect(dir).toContain(' ');
  });

  it('names the signal that ended it', async () => {
    const { sh, commands } = await execRig();
    expect(await sh('kill -9 $$')).toMatchObject({ exitCode: null, signal: 'SIGKILL', timedOut: false });
    expect(commands).toMatchObject([{ exitCode: null, signal: 'SIGKILL', timedOut: false }]);
  });

  it.each(['capture', 'log'] as const)(
    'appends to the log, begins on a new line, and says what it ran (%s)',
    async (output) => {
      const { sh, log } = await execRig();
      await sh('printf one', { output });
      const { stdout } = await sh('printf two', { output });
      expect(stdout).toBe(output === 'log' ? '' : 'two');
      expect(log()).toBe("$ sh -c 'printf one'\none\n$ sh -c 'printf two'\ntwo");
    },
  );

  it('keeps what a program prints out of the log, where it prints secrets; its errors stay there', async () => {
    const { sh, log } = await execRig();
    const result = await sh('word=hid; echo "${word}den"; echo heard >&2', { output: 'private' });
    expect(result).toMatchObject({ exitCode: 0, stdout: 'hidden\n', stderr: 'heard\n' });
    expect(log()).toContain('heard');
    expect(log()).not.toContain('hidden');
  });

  it('keeps the end of a long stream, and says that the beginning is only in the log', async () => {
    const { sh, log } = await execRig();
    const result = await sh(
      'i=0; while [ $i -lt 300 ]; do echo "line $i"; i=$((i+1)); done; echo small >&2',
      { maxBufferBytes: 20 },
    );
    expect(result).toMatchObject({ truncated: true, stdout: '7\nline 298\nline 299\n', stderr: 'small\n' });
    expect(log()).toContain('line 0\nline 1\n');
  });

  it('records the command line so that pasting it runs the same, without the credentials', async () => {
    const { exec, commands, dir } = await execRig({
      redactor: createRedactor({ API_TOKEN: 'hunter2secret' }),
    });
    await mkdir(join(dir, 'sub'));
    await exec('echo', ['a b', "it's", 'hunter2secret'], {
      env: { MODE: 'x y', NPM_TOKEN: 'short' },
      cwd: 'sub',
    });
    expect(commands).toMatchObject([
      {
        line: String.raw`MODE='x y' NPM_TOKEN=*** echo 'a b' 'it'\''s' ***`,
        cwd: join(dir, 'sub'),
        exitCode: 0,
      },
    ]);
  });
});

describe('what a program gets', () => {
  it('has a closed standard input, or the text that it is given', async () => {
    const { exec } = await execRig();
    expect(await exec('cat', [])).toMatchObject({ exitCode: 0, stdout: '' });
    expect(await exec('cat', [], { input: 'grüße\n' })).toMatchObject({ exitCode: 0, stdout: 'grüße\n' });
  });

  it('may leave its input unread', async () => {
    const { exec } = await execRig();
    expect(await exec('true', [], { input: 'x'.repeat(1_000_000) })).toMatchObject({ exitCode: 0 });
  });

  it('has no terminal and the environment it was given, changed as asked', async () => {
    const { sh } = await execRig({
      env: { PATH: process.env['PATH'], NO_COLOR: '1', FORCE_COLOR: '0', GONE: 'x' },
    });
    const { stdout } = await sh(
      'test -t 1 || echo no terminal; echo "$NO_COLOR$FORCE_COLOR${GONE-none}$MORE$HOME"',
      {
        env: { GONE: undefined, MORE: 'more' },
      },
    );
    expect(stdout).toBe('no terminal\n10nonemore\n');
  });

  it('finds programs in the given folders before PATH, and tools by their name', async () => {
    const bin = await tempFolder();
    await writeFile(join(bin, 'date'), '#!/bin/sh\necho mine\n');
    await chmod(join(bin, 'date'), 0o755);
    const { exec } = await execRig({
      path: [bin],
      resolveTool: (name) => (name === 'ruff' ? join(bin, 'date') : undefined),
    });
    expect((await exec('date', [])).stdout).toBe('mine\n');
    expect((await exec('ruff', [])).stdout).toBe('mine\n');
    expect((await exec('date', [], { env: { PATH: '/usr/bin:/bin' } })).stdout).not.toBe('mine\n');
  });

  it('is in a group of its own', async () => {
    const { sh } = await execRig();
    const { stdout } = await sh('ps -o pgid= -p $$; echo $$');
    const [group, pid] = stdout.trim().split(/\s+/u);
    expect(group).toBe(pid);
  });
});

describe('a program that cannot be started', () => {
  it('says why, and throws nothing', async () => {
    const { exec, dir, log } = await execRig();
    await writeFile(join(dir, 'plain'), 'text');
    await writeFile(join(dir, 'lost'), '#!/no/such/interpreter\n');
    await chmod(join(dir, 'lost'), 0o755);
    const missing = async (...call: Parameters<typeof exec>) => {
      const result = await exec(...call);
      expect(result).toMatchObject({ exitCode: null, timedOut: false, stdout: '', stderr: '' });
      return result.missing;
    };
    expect(await missing('no-such-program', [])).toBe('not found on PATH (ENOENT)');
    expect(await missing('/no/such/program', [])).toBe('there is no program at /no/such/program (ENOENT)');
    expect(await missing('./plain', [])).toBe('may not be executed (EACCES)');
    expect(await missing(join(dir, 'lost'), [])).toBe(
      `${dir}/lost needs /no/such/interpreter, which does not exist (ENOENT)`,
    );
    expect(await missing('true', [], { cwd: 'nowhere' })).toBe(
      `the folder ${dir}/nowhere does not exist (ENOENT)`,
    );
    expect(await missing('true', ['x'.repeat(200_000)])).toMatch(/too long for this system \(E2BIG\)/u);
    expect(await missing('true', ['a\0b'])).toMatch(/could not be started/u);
    expect(log()).toContain('no-such-program: not found on PATH (ENOENT)\n');
  });

  it('is not started when the check was already ended', async () => {
    const { sh, abort, dir } = await execRig();
    abort();
    expect(await sh('touch made')).toMatchObject({
      exitCode: null,
      missing: expect.stringContaining('already ended'),
    });
    expect(await import('node:fs').then(({ existsSync }) => existsSync(join(dir, 'made')))).toBe(false);
  });
});

describe('the log', () => {
  it.each(['capture', 'log'] as const)(
    'is masked, also where a secret comes in two pieces (%s)',
    async (output) => {
      const { sh, log } = await execRig({ redactor: createRedactor({ MY_TOKEN: 'correct-horse-battery' }) });
      // The one `battery` that stays is half a secret, in the command line.
      const { stdout } = await sh(
        'printf "a correct-ho"; printf "rse-battery z\n"; echo correct-horse-battery >&2',
        { output },
      );
      expect(log().match(/battery/gu)).toHaveLength(1);
      expect(log()).toContain('a *** z\n');
      // What a parser reads is what the tool said.
      expect(stdout).toBe(output === 'log' ? '' : 'a correct-horse-battery z\n');
    },
  );

  it('masks a credential that a check gives to one program', async () => {
    const { sh, log } = await execRig();
    await sh('echo "$DEPLOY_KEY"', { env: { DEPLOY_KEY: 'given-by-the-check' }, output: 'log' });
    expect(log()).toContain('***\n');
    expect(log()).not.toContain('given-by-the-check');
  });

  it.skipIf(process.platform !== 'linux').each(['capture', 'log'] as const)(
    'that cannot be written is an error, never a success (%s)',
    async (output) => {
      const { exec } = await execRig({ logPath: '/dev/full' });
      const error: unknown = await exec('true', [], { output }).catch((thrown: unknown) => thrown);
      expect(isCiError(error) && error.code).toBe('STATE_UNWRITABLE');
      expect(String(error)).toContain('ENOSPC');
    },
  );

  it('that cannot be opened is an error', async () => {
    const dir = await tempFolder();
    await writeFile(join(dir, 'file'), '');
    const { exec } = await execRig({ logPath: join(dir, 'file', 'one.log') });
    await expect(exec('true', [])).rejects.toMatchObject({ code: 'STATE_UNWRITABLE' });
  });
});
