import { spawnSync } from 'node:child_process';

/** Runs a program that a peer's fixture needs. Throws when it fails. */
export function run(file: string, args: readonly string[], cwd: string): void {
  const result = spawnSync(file, [...args], { cwd, encoding: 'utf8' });
  if (result.status !== 0)
    throw new Error(`${file} ${args.join(' ')} failed:\n${(result.stdout + result.stderr).slice(-2000)}`);
}

/** Makes a folder a repository with one commit. */
export function commitAll(dir: string): void {
  run('git', ['init', '-q', '-b', 'main'], dir);
  run('git', ['add', '-A'], dir);
  const who = ['-c', 'user.name=bench', '-c', 'user.email=bench@example.org'];
  run('git', [...who, 'commit', '-qm', 'fixture'], dir);
}

/** Installs what a fixture's package.json names, by npm. */
export function npmInstall(dir: string): void {
  run('npm', ['install', '--no-audit', '--no-fund', '--loglevel=error'], dir);
}
