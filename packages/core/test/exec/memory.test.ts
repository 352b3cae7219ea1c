import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { execRig } from './rig.ts';

const MEGABYTE = 1024 * 1024;
const source = (name: string): string => join(import.meta.dirname, '../../src/exec', name);

/** Runs exec in a Node of its own and says the most memory it ever had: a figure no collector can hide. */
const PROGRAM = `
  const [exec, redact, dir, bytes, env, output] = process.argv.slice(1);
  const { createExec } = await import(exec);
  const { createRedactor } = await import(redact);
  const run = createExec({ cwd: dir, env: process.env, path: [], logPath: dir + '/inner.log', signal: new AbortController().signal,
    redactor: createRedactor(JSON.parse(env)), graceMs: 500, onCommand() {} });
  const result = await run('sh', ['-c', 'yes "a line of ordinary output, neither long nor short" | head -c ' + bytes], { output });
  const { statSync } = await import('node:fs');
  console.log(JSON.stringify({ exitCode: result.exitCode, kept: result.stdout.length, truncated: result.truncated,
    logged: statSync(dir + '/inner.log').size, peak: process.resourceUsage().maxRSS * 1024 }));`;

describe('a program that prints 200 MB', () => {
  it.each([
    ['captured', {}, 'capture'],
    ['captured and masked', { MY_TOKEN: 'correct-horse-battery' }, 'capture'],
    ['masked into the log', { MY_TOKEN: 'correct-horse-battery' }, 'log'],
    ['sent to the log', {}, 'log'],
  ])('is kept whole on disk and small in memory, %s', async (_, env, output) => {
    const { exec, dir } = await execRig();
    const bytes = 200 * MEGABYTE;
    const args = [source('exec.ts'), source('redact.ts'), dir, String(bytes), JSON.stringify(env), output];
    const { stdout, stderr } = await exec(process.execPath, ['--input-type=module', '-e', PROGRAM, ...args]);
    expect(stderr).toBe('');
    const { exitCode, kept, truncated, logged, peak } = JSON.parse(stdout);
    expect({ exitCode, kept }).toEqual({ exitCode: 0, kept: output === 'log' ? 0 : 4 * MEGABYTE });
    expect(truncated).toBe(output === 'log' ? undefined : true);
    expect(logged).toBeGreaterThanOrEqual(bytes);
    expect(peak).toBeLessThan(200 * MEGABYTE);
  });
});
