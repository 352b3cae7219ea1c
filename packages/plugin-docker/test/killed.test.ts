import { spawn, spawnSync } from 'node:child_process';
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { commandLines } from '../src/owner/command-lines.ts';
import { dockerProcesses } from '../src/owner/orphans.ts';
import { openEngine } from './engine/open-engine.ts';

const opened = await openEngine();
if ('reason' in opened) console.log(`No build was killed, for there is no real engine: ${opened.reason}.`);
const engine = 'reason' in opened ? undefined : opened;

const core = dirname(dirname(fileURLToPath(import.meta.resolve('@sluice/core'))));
const sluice = join(core, 'dist/cli/bin.js');
/** 20 of them take a minute; DOCKER_KILLS says how many, DOCKER_KILL_SEED repeats them. */
const KILLS = Number(process.env['DOCKER_KILLS'] ?? 6);
const SEED = Number(process.env['DOCKER_KILL_SEED'] ?? Date.now() % 100_000);

const CONFIG = `import { defineConfig } from '@sluice/core';
import { docker } from '@sluice/plugin-docker';

export default defineConfig({
  plugins: [docker({ image: 'orders', required: true, lint: false, scan: false, sbom: false, build: { network: 'none' } })],
  policy: {},
});
`;
// Slow enough to be hit in each step of the build, and while the container starts, runs and ignores being stopped.
const DOCKERFILE = `FROM scratch
COPY busybox /bin/busybox
RUN ["/bin/busybox", "sh", "-c", "/bin/busybox --install -s /bin"]
COPY app.txt /app.txt
RUN sleep 1; cat /app.txt > /copy.txt
RUN sleep 1
HEALTHCHECK CMD test -e /ready
CMD ["/bin/sh", "-c", "trap '' TERM; sleep 2; touch /ready; while true; do sleep 0.1; done"]
`;

/** Random numbers from 0 to 1 that a seed repeats. Source: mulberry32. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

describe.skipIf(engine === undefined)('runs that are killed', () => {
  const base = mkdtempSync(join(tmpdir(), 'sluice-killed-'));
  const project = join(base, 'project');
  const temporary = join(base, 'tmp');
  beforeAll(() => {
    mkdirSync(project);
    mkdirSync(temporary);
    symlinkSync(join(import.meta.dirname, '../../../node_modules'), join(project, 'node_modules'));
    copyFileSync(engine!.busybox, join(project, 'busybox'));
    writeFileSync(join(project, 'ci.config.mjs'), CONFIG);
    writeFileSync(join(project, 'Dockerfile'), DOCKERFILE);
    writeFileSync(join(project, '.dockerignore'), '.sluice\nnode_modules\n');
  });
  afterAll(async () => {
    await engine?.[Symbol.asyncDispose]();
    rmSync(base, { recursive: true, force: true });
  });
  const env = (): NodeJS.ProcessEnv => ({
    ...process.env,
    ...engine!.env,
    TMPDIR: temporary,
    GITHUB_ACTIONS: '',
  });

  it(
    `leave nothing behind but the cache (${KILLS} of them, seed ${SEED})`,
    async () => {
      const random = randomFrom(SEED);
      const ends: (number | string | null)[] = [];
      for (let round = 0; round < KILLS; round += 1) {
        // Something to do each time, from the second step on.
        writeFileSync(join(project, 'app.txt'), `${SEED} ${round}\n`);
        const run = spawn(process.execPath, [sluice, 'run', '--no-cache'], {
          cwd: project,
          env: env(),
          stdio: 'ignore',
        });
        const ended = new Promise<number | string | null>((resolve) =>
          run.on('exit', (code, signal) => resolve(code ?? signal)),
        );
        await Promise.race([delay(500 + random() * 9_000), ended]);
        run.kill(random() < 0.5 ? 'SIGINT' : 'SIGKILL');
        ends.push(await ended);
      }
      const last = spawnSync(process.execPath, [sluice, 'run', '--no-cache', '--json'], {
        cwd: project,
        env: env(),
        encoding: 'utf8',
      });
      expect([last.status, ends]).toEqual([0, ends]);
      expect(leftBehind()).toEqual({
        containers: [],
        images: [],
        builders: ['default'],
        processes: [],
        temporary: [],
        marks: [],
        runs: [],
      });
      expect(engine!.docker('system', 'df', '--format', '{{.Type}} {{.TotalCount}}').stdout).toMatch(
        /Build Cache [1-9]/u,
      );
      console.log(`${KILLS} runs ended by ${ends.join(', ')}`);
    },
    60_000 + KILLS * 30_000,
  );

  it('with -9 leave a build running, which the next run ends', async () => {
    writeFileSync(join(project, 'Dockerfile'), DOCKERFILE.replace('RUN sleep 1\n', 'RUN sleep 4714\n'));
    const run = spawn(process.execPath, [sluice, 'run', '--no-cache'], {
      cwd: project,
      env: env(),
      stdio: 'ignore',
    });
    const ended = new Promise((resolve) => run.on('exit', resolve));
    const builds = () => dockerProcesses().filter(({ owner }) => owner.pid === run.pid).length;
    await expect.poll(sleepers, { timeout: 60_000 }).toBe(1);
    run.kill('SIGKILL');
    await ended;
    expect(builds()).toBeGreaterThan(0);
    writeFileSync(join(project, 'Dockerfile'), DOCKERFILE);
    const next = spawnSync(process.execPath, [sluice, 'run', '--no-cache', 'docker/build'], {
      cwd: project,
      env: env(),
      encoding: 'utf8',
    });
    expect(next.status).toBe(0);
    expect([builds(), sleepers()]).toEqual([0, 0]);
  }, 180_000);

  function sleepers(): number {
    return commandLines().filter(({ args: [name, word] }) => name === 'sleep' && word === '4714').length;
  }

  function leftBehind() {
    const lines = (...args: string[]): readonly string[] =>
      engine!
        .docker(...args)
        .stdout.split('\n')
        .filter((line) => line !== '');
    const state = join(project, '.sluice');
    return {
      containers: lines('container', 'ls', '--all', '--format', '{{.Names}}'),
      images: lines('image', 'ls', '--all', '--format', '{{.Repository}}:{{.Tag}} {{.ID}}'),
      builders: lines('buildx', 'ls', '--format', '{{.Name}}').filter(
        (name, index, all) => all.indexOf(name) === index,
      ),
      processes: commandLines().filter(({ args }) => args.some((arg) => arg.includes(project))),
      // Node's own, for its next start.
      temporary: readdirSync(temporary).filter((name) => name !== 'node-compile-cache'),
      marks: readdirSync(join(state, 'docker/live')),
      runs: readdirSync(join(state, 'runs')).flatMap((id) =>
        readdirSync(join(state, 'runs', id)).includes('tmp')
          ? readdirSync(join(state, 'runs', id, 'tmp'))
          : [],
      ),
    };
  }
});
