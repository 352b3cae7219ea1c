import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PINS } from '../src/tools/pins.ts';

/**
 * The plugin's scanners, installed once from their hashed closures into a folder of this checkout that git ignores, and
 * reused by later runs. So these tests also show that each closure is complete.
 */
export function defaultTools(): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(PINS).map(([name, { requirements }]) => {
      const lines = requirements.join('\n');
      const key = createHash('sha256').update(lines).digest('hex').slice(0, 12);
      const dir = join(import.meta.dirname, '../node_modules/.cache/plugin-security-tools', `${name}-${key}`);
      if (!existsSync(join(dir, 'complete'))) install(dir, lines);
      return [name, join(dir, 'bin', name)];
    }),
  );
}

/** Under a name of this process's own: several test files may find the folder absent at once. */
function install(dir: string, requirements: string): void {
  const list = `${dir}.${process.pid}.txt`;
  mkdirSync(join(dir, '..'), { recursive: true });
  writeFileSync(list, requirements);
  const lock = `${dir}.lock`;
  try {
    mkdirSync(lock);
  } catch {
    return waitFor(dir, list);
  }
  try {
    rmSync(dir, { recursive: true, force: true });
    execFileSync('python3', ['-m', 'venv', dir]);
    const pip = [
      '-m',
      'pip',
      'install',
      '--quiet',
      '--require-hashes',
      '--no-deps',
      '--only-binary',
      ':all:',
    ];
    execFileSync(join(dir, 'bin/python'), [...pip, '-r', list], { stdio: 'pipe' });
    renameSync(list, join(dir, 'complete'));
  } finally {
    rmSync(lock, { recursive: true, force: true });
  }
}

/** Another test file installs: that is waited for, by asking every tenth of a second until it is there. */
function waitFor(dir: string, list: string): void {
  rmSync(list, { force: true });
  for (let turn = 0; turn < 3000; turn += 1) {
    if (existsSync(join(dir, 'complete'))) return;
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 100);
  }
  throw new Error(`the installation at ${dir} did not end; remove ${dir}.lock when none is running`);
}
