import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { PINS } from '../src/tools/pins.ts';

/**
 * The plugin's default tools, installed once from their hashed closures into a folder of this checkout that git
 * ignores, and reused by later runs. So these tests also show that each closure is complete.
 */
export function defaultTools(): Readonly<Record<string, string>> {
  const requirements = Object.values(PINS).flatMap((pin) => pin.requirements);
  const lines = [...new Set(requirements)].join('\n');
  const key = createHash('sha256').update(lines).digest('hex').slice(0, 12);
  const dir = join(import.meta.dirname, '../node_modules/.cache/plugin-python-tools', key);
  if (!existsSync(dir)) install(dir, lines);
  return Object.fromEntries(Object.keys(PINS).map((name) => [name, join(dir, 'bin', name)]));
}

function install(dir: string, requirements: string): void {
  // A virtual environment knows its own path, so it is made in place and marked complete by the last rename.
  const marker = `${dir}.requirements.txt`;
  rmSync(dir, { recursive: true, force: true });
  mkdirSync(join(dir, '..'), { recursive: true });
  writeFileSync(`${marker}.tmp`, requirements);
  renameSync(`${marker}.tmp`, marker);
  try {
    execFileSync('python3', ['-m', 'venv', dir]);
    const pip = [join(dir, 'bin/python'), '-m', 'pip', 'install', '--quiet', '--require-hashes', '--no-deps'];
    execFileSync(pip[0] ?? '', [...pip.slice(1), '--only-binary', ':all:', '-r', marker], { stdio: 'pipe' });
  } catch (error) {
    rmSync(dir, { recursive: true, force: true });
    throw error;
  }
}
