import { spawn, spawnSync, type SpawnSyncReturns } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { installEngine } from './install-engine.ts';

/** A real engine of one test file's own. */
export interface Engine extends AsyncDisposable {
  /** What makes docker speak to it: DOCKER_HOST and DOCKER_CONFIG. */
  readonly env: Readonly<Record<string, string>>;
  /** A program for images from scratch. */
  readonly busybox: string;
  /** Runs the command line, for what a test looks at behind the plugin's back. */
  readonly docker: (...args: string[]) => SpawnSyncReturns<string>;
}

/**
 * Starts an engine, or says why there is none. Each test file has its own, which starts in half a second: what one
 * leaves behind is then no other's, and what is left is counted without looking at names. It ends with the process
 * that started it, however that ends.
 */
export async function openEngine(
  args: readonly string[] = [],
): Promise<Engine | { readonly reason: string }> {
  const parts = await installEngine();
  if ('reason' in parts) return parts;
  // Short: a socket's path may have 107 characters.
  const folder = mkdtempSync('/tmp/sluice-engine-');
  const config = join(folder, 'config');
  mkdirSync(join(config, 'cli-plugins'), { recursive: true });
  symlinkSync(parts.buildx, join(config, 'cli-plugins/docker-buildx'));
  const keeper = spawn(process.execPath, [join(import.meta.dirname, 'keeper.ts'), folder, ...args], {
    stdio: ['pipe', 'pipe', 'ignore'],
    detached: true,
  });
  const gone = new Promise<void>((resolve) => keeper.on('exit', () => resolve()));
  const close = async (): Promise<void> => {
    keeper.stdin.end();
    await gone;
  };
  const word = await new Promise<string>((resolve) => {
    keeper.stdout.on('data', (chunk: Buffer) => resolve(chunk.toString().trim()));
    void gone.then(() => resolve('ended'));
  });
  if (word !== 'ready') {
    const log = readFileSync(join(folder, 'engine.log'), 'utf8').trimEnd().split('\n').at(-1);
    await close();
    return { reason: `dockerd does not start here: ${log}` };
  }
  const env = { DOCKER_HOST: `unix://${join(folder, 'engine.sock')}`, DOCKER_CONFIG: config };
  return {
    env,
    busybox: parts.busybox,
    docker: (...command) =>
      spawnSync('docker', command, { env: { ...process.env, ...env }, encoding: 'utf8', timeout: 120_000 }),
    [Symbol.asyncDispose]: close,
  };
}
