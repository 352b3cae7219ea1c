import { mkdirSync, truncateSync, writeFileSync } from 'node:fs';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CheckResult, RunReport } from '@sluice/core';
import type { Harness, PipelineOutput } from '@sluice/core/testing';
import type { DockerInput } from '../../src/index.ts';
import { commandLines } from '../../src/owner/command-lines.ts';
import { openFailingRegistry } from '../engine/failing-registry.ts';
import { openEngine } from '../engine/open-engine.ts';
import { configOf, openProject } from '../engine/project.ts';

const opened = await openEngine();
if ('reason' in opened)
  console.log(`No build was made to fail, for there is no real engine: ${opened.reason}.`);
const engine = 'reason' in opened ? undefined : opened;
afterAll(() => engine?.[Symbol.asyncDispose]());

const BASE = 'FROM scratch\nCOPY busybox /bin/busybox\n';
const shell = (script: string): string => `RUN ["/bin/busybox", "sh", "-c", ${JSON.stringify(script)}]\n`;

interface Case {
  readonly name: string;
  readonly files: Readonly<Record<string, string>>;
  readonly input?: DockerInput;
  /** `line: message` of the one finding, or the reason of an error. */
  readonly says: RegExp;
}

/** What is the project's own fault: a finding, at its line. */
const FAILURES: readonly Case[] = [
  {
    name: 'no Dockerfile',
    files: {},
    input: { images: { orders: { context: '.', dockerfile: 'docker/Dockerfile' } }, image: undefined },
    says: /^docker\/Dockerfile: there is no docker\/Dockerfile to build the image orders from$/u,
  },
  {
    name: 'a context that is not there',
    files: {},
    input: { images: { orders: 'nowhere' }, image: undefined },
    says: /^nowhere: there is no folder nowhere to build from$/u,
  },
  {
    name: 'a syntax error',
    files: { Dockerfile: 'FROM scratch\n\nCOPPY app.txt /\n' },
    says: /^Dockerfile:3: unknown instruction: COPPY/u,
  },
  {
    name: 'a Dockerfile without an instruction',
    files: { Dockerfile: '# later\n' },
    says: /^Dockerfile: it has no instruction$/u,
  },
  {
    name: 'a step that fails, with the last lines that it printed',
    files: {
      Dockerfile: `${BASE}# a comment\n${shell('echo one; echo two; echo no module named x >&2; exit 3')}`,
    },
    says: /^Dockerfile:4: RUN \[.*: ended with 3; it printed last: .*no module named x/u,
  },
  {
    name: 'a step without a shell to run in',
    files: { Dockerfile: `${BASE}RUN echo hello\n` },
    says: /^Dockerfile:3: RUN echo hello: ended with 1; it printed last: .*"?\/bin\/sh"?.*no such file or directory/u,
  },
  {
    name: 'a file to copy that is not in the context',
    files: { Dockerfile: 'FROM scratch\nCOPY app.txt /\nCOPY nope.txt /\n' },
    says: /^Dockerfile:3: COPY nope\.txt \/: \/nope\.txt is not in the context/u,
  },
  {
    name: 'a stage that is not there',
    files: {},
    input: { images: { orders: { target: 'nope' } }, image: undefined },
    says: /^Dockerfile: there is no stage nope in it, which the option target names$/u,
  },
  {
    name: 'a base whose name nobody can have',
    files: { Dockerfile: 'FROM Debian:12\n' },
    says: /^Dockerfile:1: FROM Debian:12: invalid reference format/u,
  },
];

describe.skipIf(engine === undefined)('a build that fails', () => {
  let project: Harness;
  beforeEach(async () => {
    project = await openProject(engine!);
  });
  afterEach(async () => {
    await project[Symbol.asyncDispose]();
    const { stdout } = engine!.docker('image', 'ls', '--all', '--quiet');
    expect(stdout).toBe('');
  });

  const run = (input: DockerInput = {}): Promise<PipelineOutput> =>
    project.runPipeline(configOf({ smoke: false, ...input }));

  describe.each(FAILURES)('for $name', ({ files, input, says }) => {
    it.each([
      ['warns', false, 'warn', 0],
      ['blocks when the plugin is required', true, 'block', 1],
    ] as const)('%s, and says where', async (_, required, verdict, exitCode) => {
      await project.workspace.write(files);
      const output = await run({ ...input, required });
      expect(wordsOf(output.report)).toMatch(says);
      expect(buildOf(output.report).conclusion).toBe('failure');
      expect([output.report.verdict.level, output.exitCode]).toEqual([verdict, exitCode]);
    });
  });

  it('for 10 GB of context sends none of it, and names what is large', async () => {
    mkdirSync(project.workspace.path('data'));
    writeFileSync(project.workspace.path('data/dump.bin'), '');
    truncateSync(project.workspace.path('data/dump.bin'), 10_000_000_000);
    const { report } = await run();
    expect(wordsOf(report)).toMatch(
      /^\.dockerignore: the context is 10 GB in \d+ files, and 1\.1 GB is the most \(build\.maxContextBytes\); the largest: data 10 GB, busybox 2\.0 MB/u,
    );
    await project.workspace.write({ '.dockerignore': '.sluice\n.git\ndata\n' });
    expect(buildOf((await run()).report).conclusion).toBe('success');
  });

  it.each([
    [404, 'failure', /^Dockerfile:1: the base image \S+\/base:1 does not exist, or needs a login/u],
    [401, 'errored', /wants a login/u],
    [429, 'errored', /refuses for now: .*429|toomanyrequests/iu],
    [503, 'errored', /registry .*503/u],
  ] as const)('for a registry that answers %i is a %s', async (status, conclusion, says) => {
    await using registry = await openFailingRegistry(status);
    await project.workspace.write({ Dockerfile: `FROM ${registry.host}/base:1\n` });
    const { report } = await run();
    expect(wordsOf(report)).toMatch(says);
    expect(buildOf(report).conclusion).toBe(conclusion);
  });

  it('for a registry that cannot be reached is an error, and transient', async () => {
    await project.workspace.write({ Dockerfile: 'FROM 127.0.0.1:1/base:1\n' });
    const { report } = await run();
    expect(wordsOf(report)).toMatch(/^the registry 127\.0\.0\.1:1 cannot be reached: .*connection refused/u);
    expect(report.verdict.level).toBe('warn');
    expect(report.triage?.find(({ id }) => id === 'docker/build')).toMatchObject({ verdict: 'transient' });
    expect(buildOf(report).attempts).toHaveLength(2);
  });

  it('by hanging is ended at its deadline, with everything it started', async () => {
    await project.workspace.write({ Dockerfile: `${BASE}${shell('/bin/busybox sleep 4711')}` });
    const { report } = await run({ build: { timeoutMs: 4_000 } });
    expect(buildOf(report).conclusion).toBe('timed_out');
    await expect.poll(() => sleepers('4711'), { timeout: 20_000 }).toBe(0);
  });

  it('is cancelled by Ctrl-C, and is cleared away', async () => {
    await project.workspace.write({ Dockerfile: `${BASE}${shell('/bin/busybox sleep 4712')}` });
    const controller = new AbortController();
    const running = project.runPipeline(configOf({ smoke: false }), { signal: controller.signal });
    await expect.poll(() => sleepers('4712'), { timeout: 30_000 }).toBeGreaterThan(0);
    controller.abort('SIGINT');
    const { report, exitCode } = await running;
    expect([report.end, exitCode, buildOf(report).conclusion]).toEqual(['cancelled', 130, 'cancelled']);
    await expect.poll(() => sleepers('4712'), { timeout: 20_000 }).toBe(0);
  });

  it('after a gigabyte of output has its last words, and little of it in memory', async () => {
    const script =
      'i=0; while [ $i -lt 64 ]; do /bin/busybox dd if=/dev/zero bs=1M count=16 2>/dev/null | /bin/busybox tr "\\\\0" "x"; i=$((i+1)); done; echo; echo the last word; exit 9';
    await project.workspace.write({ Dockerfile: `${BASE}${shell(script)}` });
    const before = process.memoryUsage().rss;
    const { report } = await run();
    expect(wordsOf(report)).toMatch(/^Dockerfile:3: RUN .* ended with 9/u);
    expect(process.memoryUsage().rss - before).toBeLessThan(300_000_000);
  }, 300_000);

  it('is unharmed by output that looks like what BuildKit or CI would say', async () => {
    const script = String.raw`printf '#1 CACHED\n\r#4 CACHED\nERROR: all is fine\n::error::hello\n'; exit 4`;
    await project.workspace.write({ Dockerfile: `${BASE}${shell(script)}` });
    const { report } = await run();
    expect(wordsOf(report)).toMatch(/^Dockerfile:3: RUN .* ended with 4/u);
  });
});

function buildOf({ results }: RunReport): CheckResult {
  return results.find(({ id }) => id === 'docker/build')!;
}

/** `path:line: message` of the finding, else the reason. */
function wordsOf(report: RunReport): string {
  const { findings, reason } = buildOf(report);
  const [finding] = findings;
  if (finding === undefined) return reason ?? '';
  const { location, message } = finding;
  return [location?.path, ...(location?.line === undefined ? [] : [location.line])]
    .join(':')
    .concat(`: ${message}`);
}

/** How many processes of the machine have this word on their command line. */
function sleepers(word: string): number {
  return commandLines().filter(({ args: [, name, argument] }) => name === 'sleep' && argument === word)
    .length;
}
