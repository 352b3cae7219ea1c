import { readFileSync } from 'node:fs';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CheckResult, RunReport } from '@sluice/core';
import type { Harness, PipelineOutput } from '@sluice/core/testing';
import type { DockerInput } from '../../src/index.ts';
import { openEngine } from '../engine/open-engine.ts';
import { configOf, openProject } from '../engine/project.ts';

const opened = await openEngine();
if ('reason' in opened) console.log(`No image was started, for there is no real engine: ${opened.reason}.`);
const engine = 'reason' in opened ? undefined : opened;
afterAll(() => engine?.[Symbol.asyncDispose]());

const BASE =
  'FROM scratch\nCOPY busybox /bin/busybox\nRUN ["/bin/busybox", "sh", "-c", "/bin/busybox --install -s /bin"]\n';
const command = (script: string): string => `CMD ["/bin/sh", "-c", ${JSON.stringify(script)}]\n`;
const LASTS = "trap 'exit 0' TERM; while true; do sleep 0.1; done";

describe.skipIf(engine === undefined)('docker/smoke with a real engine', () => {
  let project: Harness;
  beforeEach(async () => {
    project = await openProject(engine!);
  });
  afterEach(async () => {
    await project[Symbol.asyncDispose]();
    expect(engine!.docker('container', 'ls', '--all', '--quiet').stdout).toBe('');
    expect(engine!.docker('image', 'ls', '--all', '--quiet').stdout).toBe('');
  });

  async function run(
    dockerfile: string,
    smoke: Exclude<DockerInput['smoke'], false> = {},
    image: Record<string, unknown> = {},
  ): Promise<PipelineOutput> {
    await project.workspace.write({ Dockerfile: dockerfile });
    return project.runPipeline(configOf({ image: undefined, images: { orders: image }, smoke }));
  }

  it('waits for the HEALTHCHECK of the image, looks every second, and keeps the log', async () => {
    const output = await run(
      `${BASE}HEALTHCHECK CMD test -e /ready\n${command(`echo starting; sleep 1; touch /ready; ${LASTS}`)}`,
    );
    const result = smokeOf(output.report);
    expect(result).toMatchObject({ conclusion: 'success', metrics: { readyMs: expect.any(Number) } });
    expect(result.scope?.detail.slice(0, 2)).toEqual(['healthy', 'ended on SIGTERM']);
    expect(result.artifacts.map(({ name }) => name)).toEqual(['orders.log']);
    expect(readFileSync(`${output.dir}/${result.artifacts[0]?.path}`, 'utf8')).toContain('starting');
  });

  it('fails for one that ends, with its code and its last lines', async () => {
    const { report } = await run(`${BASE}HEALTHCHECK CMD true\n${command('echo no database >&2; exit 7')}`);
    expect(wordsOf(report)).toBe('the container ended with 7 before it worked; it printed last: no database');
    expect([smokeOf(report).conclusion, report.verdict.level]).toEqual(['failure', 'warn']);
  });

  it('fails for one that is unhealthy, with what its check said', async () => {
    const { report } = await run(
      `${BASE}HEALTHCHECK --interval=1s --retries=2 CMD echo cannot reach it; false\n${command(LASTS)}`,
    );
    expect(wordsOf(report)).toMatch(
      /^the container is unhealthy: its last health check ended with 1: cannot reach it/u,
    );
  });

  it('fails for one that is never ready, after the time it has', async () => {
    const { report } = await run(`${BASE}HEALTHCHECK CMD false\n${command(LASTS)}`, { timeoutMs: 2_500 });
    expect(wordsOf(report)).toMatch(
      /^the container was not ready after 2\.5 s: its last health check ended with 1/u,
    );
  });

  it('says what an image without a shell lacks for its HEALTHCHECK', async () => {
    const { report } = await run(
      'FROM scratch\nCOPY busybox /busybox\nHEALTHCHECK --interval=1s --retries=1 CMD echo fine\nCMD ["/busybox", "sleep", "100"]\n',
      { stopMs: 500 },
    );
    expect(wordsOf(report)).toMatch(/its last health check could not be run: .*\/bin\/sh.*no such file/u);
  });

  it.each([
    [
      'whose command is not there',
      'CMD ["/nope"]\n',
      /^the image’s command \/nope cannot be run: no such file or directory/u,
    ],
    ['without a command', '', /^the image says no command/u],
  ])('fails for one %s', async (_, cmd, says) => {
    const { report } = await run(`FROM scratch\nCOPY app.txt /\n${cmd}`);
    expect(wordsOf(report)).toMatch(says);
    expect(smokeOf(report).conclusion).toBe('failure');
  });

  it('kills one that ignores SIGTERM, and says that it did', async () => {
    const { report } = await run(
      `${BASE}HEALTHCHECK --interval=1s CMD true\n${command("trap '' TERM; while true; do sleep 0.1; done")}`,
      { stopMs: 1_000 },
    );
    expect(smokeOf(report).conclusion).toBe('success');
    expect(smokeOf(report).scope?.detail[1]).toMatch(/^did not end within 1 s of SIGTERM, and was killed/u);
  });

  it('asks by HTTP from inside where the container has no network, and by a command', async () => {
    const serve = `mkdir -p /www && echo ok > /www/health && exec httpd -f -p 8000 -h /www`;
    // A static program looks names up in libraries that are not there, unless it is told to look in files.
    const names = 'RUN ["/bin/sh", "-c", "mkdir -p /etc; echo hosts: files > /etc/nsswitch.conf"]\n';
    const probed = `${BASE}${names}${command(serve)}`;
    const http = await run(probed, { stopMs: 500 }, { probe: { http: { path: '/health', port: 8000 } } });
    expect(smokeOf(http.report)).toMatchObject({ conclusion: 'success' });
    expect(smokeOf(http.report).scope?.detail[0]).toBe('/health at port 8000 answered 200');
    const wrong = await run(
      probed,
      { timeoutMs: 1_500, stopMs: 500 },
      { probe: { http: { path: '/nope', port: 8000 } } },
    );
    expect(wordsOf(wrong.report)).toMatch(/not ready after 1\.5 s: \/nope at port 8000 answered 404/u);
    const asked = await run(probed, { stopMs: 500 }, { probe: { command: ['test', '-e', '/www/health'] } });
    expect(smokeOf(asked.report).conclusion).toBe('success');
  });

  it('is an error, and no failure, where nothing in the image can ask', async () => {
    const { report } = await run(
      'FROM scratch\nCOPY busybox /busybox\nCMD ["/busybox", "sleep", "100"]\n',
      { stopMs: 500 },
      { probe: { http: { port: 8000 } } },
    );
    expect(smokeOf(report).conclusion).toBe('errored');
    expect(smokeOf(report).reason).toMatch(/^nothing in the image can ask by HTTP .*HEALTHCHECK/u);
  });

  it('takes a program that ends with 0 for one that works, and says how little that is', async () => {
    const { report } = await run(`${BASE}${command('echo done')}`);
    expect(smokeOf(report)).toMatchObject({
      conclusion: 'success',
      summary: expect.stringContaining('ended by itself with 0'),
    });
  });

  it('is not reached when the image could not be built', async () => {
    const { report } = await run('FROM scratch\nCOPY nope /\n');
    expect(smokeOf(report)).toMatchObject({ conclusion: 'skipped', skip: 'upstream-failed' });
  });

  it('leaves no container behind after Ctrl-C', async () => {
    await project.workspace.write({
      Dockerfile: `${BASE}HEALTHCHECK CMD false\n${command("trap '' TERM; while true; do sleep 0.1; done")}`,
    });
    const controller = new AbortController();
    const running = project.runPipeline(configOf(), { signal: controller.signal });
    await expect.poll(() => engine!.docker('ps', '--quiet').stdout, { timeout: 40_000 }).not.toBe('');
    controller.abort('SIGINT');
    expect((await running).report.end).toBe('cancelled');
  });
});

function smokeOf({ results }: RunReport): CheckResult {
  return results.find(({ id }) => id === 'docker/smoke')!;
}

function wordsOf(report: RunReport): string {
  const { findings, reason } = smokeOf(report);
  return findings[0]?.message ?? reason ?? '';
}
