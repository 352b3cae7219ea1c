/**
 * Keeps an engine for as long as its parent lives: it ends when its standard input does, which the system sees to
 * however the parent ended. Started by open-engine.ts as `node keeper.ts FOLDER`; says `ready` when the engine answers.
 */
import { spawn } from 'node:child_process';
import { openSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

const folder = process.argv[2] ?? '';
const socket = join(folder, 'engine.sock');
const log = openSync(join(folder, 'engine.log'), 'a');
const engine = spawn(
  'dockerd',
  [
    '--bridge=none',
    '--iptables=false',
    '--ip6tables=false',
    '--storage-driver=vfs',
    '--shutdown-timeout=2',
    '--log-level=warn',
    `--host=unix://${socket}`,
    ...(process.argv.some((argument) => argument.startsWith('--data-root='))
      ? []
      : [`--data-root=${join(folder, 'data')}`]),
    `--exec-root=${join(folder, 'exec')}`,
    `--pidfile=${join(folder, 'engine.pid')}`,
    ...process.argv.slice(3),
  ],
  {
    stdio: ['ignore', log, log],
    env: { ...process.env, PATH: `${process.env['PATH'] ?? ''}:/usr/sbin:/sbin` },
  },
);
const ended = new Promise<void>((resolve) => {
  engine.on('exit', () => resolve());
  engine.on('error', () => resolve());
});

async function stop(): Promise<void> {
  engine.kill('SIGTERM');
  const timer = setTimeout(() => engine.kill('SIGKILL'), 20_000);
  await ended;
  clearTimeout(timer);
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  process.exit(0);
}

/** True when somebody listens at the engine's socket. */
function answers(): Promise<boolean> {
  return new Promise((resolve) => {
    const trial = connect(socket, () => {
      trial.destroy();
      resolve(true);
    });
    trial.on('error', () => resolve(false));
  });
}

process.stdin.on('end', () => void stop()).on('error', () => void stop());
process.stdin.resume();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void stop());
void ended.then(() => process.stdout.write('ended\n'));
while (!(await answers())) await delay(50);
process.stdout.write('ready\n');
