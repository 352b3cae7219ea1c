import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

/** Go checks the module against the public log of checksums; the version is all there is to pin. */
const BUILDX = { module: 'github.com/docker/buildx/cmd/buildx', version: 'v0.38.2' };
const INSTALL_MS = 8 * 60_000;

/** What it takes to start an engine of the tests' own. */
export interface EngineParts {
  /** The plugin of docker's command line. */
  readonly buildx: string;
  /** A program that needs nothing else, for images from scratch. */
  readonly busybox: string;
}

/**
 * Finds or installs an engine: docker.io and busybox-static by apt, buildx by Go into the user's cache, where it stays.
 * Only where this is root on Debian or the like: nobody's machine is changed otherwise. Gives the reason when not.
 */
export async function installEngine(): Promise<EngineParts | { readonly reason: string }> {
  if (process.platform !== 'linux') return { reason: 'no engine of its own can be started but on Linux' };
  if (process.getuid?.() !== 0) return { reason: 'only root can start an engine' };
  const missing = Object.entries({ dockerd: 'docker.io', docker: 'docker.io', busybox: 'busybox-static' })
    .filter(([program]) => which(program) === undefined)
    .map(([, name]) => name);
  const cache = join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'sluice-tests');
  mkdirSync(cache, { recursive: true });
  return alone(join(cache, 'install.lock'), () => {
    try {
      if (missing.length > 0) {
        if (which('apt-get') === undefined)
          return { reason: `${missing.join(', ')} is not here, and no apt-get` };
        console.log(`installing ${[...new Set(missing)].join(', ')} for the tests with a real engine`);
        run('apt-get', ['update', '-qq']);
        run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...new Set(missing)]);
      }
      const buildx = findBuildx(cache);
      const busybox = which('busybox');
      return busybox === undefined ? { reason: 'there is no busybox' } : { buildx, busybox };
    } catch (error) {
      return { reason: `it could not be installed: ${(error as Error).message.split('\n')[0]}` };
    }
  });
}

/** A buildx that the machine has, else one that Go makes, once. */
function findBuildx(cache: string): string {
  const folders = ['/usr/libexec', '/usr/lib', '/usr/local/lib', '/usr/local/libexec'];
  const here = folders.map((folder) => join(folder, 'docker/cli-plugins/docker-buildx')).find(existsSync);
  if (here !== undefined) return here;
  const name = createHash('sha256').update(JSON.stringify(BUILDX)).digest('hex').slice(0, 12);
  const path = join(cache, `docker-buildx-${BUILDX.version}-${name}`);
  if (existsSync(path)) return path;
  console.log(`making buildx ${BUILDX.version} for the tests with a real engine, once: some minutes`);
  const folder = join(cache, 'go-bin');
  run('go', ['install', `${BUILDX.module}@${BUILDX.version}`], { GOBIN: folder });
  copyFileSync(join(folder, 'buildx'), `${path}.part`);
  renameSync(`${path}.part`, path);
  rmSync(folder, { recursive: true });
  return path;
}

function run(program: string, args: readonly string[], env: Readonly<Record<string, string>> = {}): void {
  execFileSync(program, args, {
    timeout: INSTALL_MS,
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive', ...env },
  });
}

function which(program: string): string | undefined {
  const folders = [...(process.env['PATH'] ?? '').split(':'), '/usr/sbin', '/sbin'];
  return folders.map((folder) => join(folder, program)).find(existsSync);
}

/** One installation at a time, among all processes; the lock of one that was killed is old. */
async function alone<T>(lock: string, action: () => T): Promise<T> {
  for (;;) {
    try {
      mkdirSync(lock);
      break;
    } catch {
      const { mtimeMs } = statSync(lock, { throwIfNoEntry: false }) ?? { mtimeMs: Date.now() };
      if (Date.now() - mtimeMs > 2 * INSTALL_MS) rmSync(lock, { recursive: true, force: true });
      await delay(200);
    }
  }
  try {
    return action();
  } finally {
    rmSync(lock, { recursive: true, force: true });
  }
}
