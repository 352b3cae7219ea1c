import { readdirSync, readFileSync, statSync } from 'node:fs';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Harness, PipelineOutput } from '@sluice/core/testing';
import type { CheckResult } from '@sluice/core';
import type { DockerInput } from '../../src/index.ts';
import { containerName } from '../../src/images/container-name.ts';
import { imageTag } from '../../src/images/image-tag.ts';
import { thisOwner } from '../../src/owner/this-owner.ts';
import { openEngine } from '../engine/open-engine.ts';
import { configOf, DOCKERFILE, openProject } from '../engine/project.ts';

const engine = await openEngine();
if ('reason' in engine) console.log(`No image was built, for there is no real engine: ${engine.reason}.`);
const real = 'reason' in engine ? undefined : engine;

afterAll(() => real?.[Symbol.asyncDispose]());

describe.skipIf(real === undefined)('docker/build with a real engine', () => {
  let project: Harness;
  beforeEach(async () => {
    real!.docker('builder', 'prune', '--all', '--force');
    project = await openProject(real!);
  });
  afterEach(() => project[Symbol.asyncDispose]());

  const run = (input: DockerInput = {}): Promise<PipelineOutput> =>
    project.runPipeline(configOf({ smoke: false, ...input }));
  const resultOf = ({ report }: PipelineOutput, id = 'docker/build'): CheckResult =>
    report.results.find((result) => result.id === id)!;

  it('gives an image with its size, its layers and its source, and leaves nothing but the cache', async () => {
    const output = await run();
    const built = resultOf(output);
    expect(built).toMatchObject({
      conclusion: 'success',
      level: 'optional',
      metrics: { steps: 4, cachedSteps: 0, layers: 4, sizeBytes: expect.any(Number) },
      artifacts: [{ name: 'orders.metadata.json', sha256: expect.stringMatching(/^[0-9a-f]{64}$/u) }],
    });
    expect(built.scope?.detail.join('\n')).toMatch(
      /image sha256:[0-9a-f]{64}, 4 layers\ncache: the engine's own cache\ntime saved: unknown/u,
    );
    expect(built.attempts[0]?.commands.map(({ line }) => line).join('\n')).toMatch(
      /--label=org\.opencontainers\.image\.revision=[0-9a-f]{40}/u,
    );
    expect(left()).toEqual([]);
  });

  it('takes every layer from the cache the second time, says how much time that saved, and makes the same image', async () => {
    const [first, second] = [await run(), await run()];
    expect(resultOf(second).metrics).toMatchObject({ steps: 4, cachedSteps: 4, savedMs: expect.any(Number) });
    expect(imageOf(resultOf(second))).toBe(imageOf(resultOf(first)));
  });

  it('builds only what follows a changed source file', async () => {
    await run();
    await project.workspace.write({ 'app.txt': 'two\n' });
    expect(resultOf(await run()).metrics).toMatchObject({ steps: 4, cachedSteps: 2 });
  });

  it('gives build arguments and secrets to the build, and neither to a command line nor to any file of the run', async () => {
    const dockerfile = `${DOCKERFILE}
ARG GREETING
ARG FROM_ENV
RUN --mount=type=secret,id=pass --mount=type=secret,id=file cat /run/secrets/pass /run/secrets/file && echo "got $GREETING $FROM_ENV"
`;
    const images = {
      orders: {
        args: { GREETING: 'hello there', FROM_ENV: { env: 'SOME_WORD' } },
        secrets: { pass: { env: 'PLAIN_WORD' }, file: { file: 'secret.txt' } },
      },
    };
    await using other = await openProject(
      real!,
      { Dockerfile: dockerfile, 'secret.txt': 'from-a-file-4711\n' },
      { PLAIN_WORD: 'hunter2-hunter2', SOME_WORD: 'word-of-env-99' },
    );
    const output = await other.runPipeline(configOf({ image: undefined, images, smoke: false }));
    expect(resultOf(output)).toMatchObject({ conclusion: 'success' });
    const log = readFileSync(`${output.dir}/logs/docker-build.1.log`, 'utf8');
    // A step that prints an argument is the project's own word; a secret is masked even there.
    expect(log).toContain('got hello there word-of-env-99');
    expect(log).toContain('GREETING=***');
    expect(log).toContain('***\n');
    const files = readdirSync(output.dir, { recursive: true, encoding: 'utf8' });
    const texts = files.map((file) => read(`${output.dir}/${file}`)).join('');
    for (const secret of ['hunter2', 'from-a-file-4711']) expect(texts).not.toContain(secret);
  });

  it('is errored, and no build, when a secret or the value of an argument is not there', async () => {
    const images = { orders: { secrets: { pass: { env: 'NOBODY_SETS_THIS' } } } };
    expect(resultOf(await run({ image: undefined, images }))).toMatchObject({
      conclusion: 'errored',
      reason: 'the secret pass needs the variable NOBODY_SETS_THIS, which is not set',
    });
  });

  it('builds several images as cells of one check, and removes all of them', async () => {
    await project.workspace.write({ 'b/Dockerfile': 'FROM scratch\nCOPY app.txt /\n', 'b/app.txt': 'b\n' });
    const output = await run({ image: undefined, images: { orders: '.', billing: 'b' } });
    expect(resultOf(output, 'docker/build@orders').conclusion).toBe('success');
    expect(resultOf(output, 'docker/build@billing').conclusion).toBe('success');
    expect(left()).toEqual([]);
  });

  it('is built by two runs at the same time, and neither takes the image of the other away', async () => {
    await using other = await openProject(real!);
    const both = await Promise.all([
      project.runPipeline(configOf({})),
      other.runPipeline(configOf({ image: 'orders' })),
    ]);
    for (const output of both) {
      expect(resultOf(output).conclusion).toBe('success');
      expect(resultOf(output, 'docker/smoke').conclusion).toBe('success');
    }
    expect(left()).toEqual([]);
  });

  it('clears away what a dead run left, and nothing that has another name', async () => {
    const dead = { ...thisOwner(), pid: 2 ** 30, nonce: 'dead' };
    const names = [imageTag({ name: 'orders' }, dead), 'sluice-orders:latest', 'orders:run-1'];
    const { stdout: id } = real!.docker('build', '--quiet', '--network=none', project.workspace.dir);
    for (const name of names) real!.docker('tag', id.trim(), name);
    const container = (name: string) =>
      real!.docker('create', '--network=none', `--name=${name}`, 'sluice-orders:latest');
    for (const name of [containerName({ name: 'orders' }, dead), 'sluice-mine']) container(name);
    const output = await run();
    expect(readFileSync(`${output.dir}/logs/docker-build.1.log`, 'utf8')).toMatch(
      /cleared away what killed runs left: 0 processes, 1 containers, 1 tags, temporary folders of 0 runs/u,
    );
    expect(left().toSorted()).toEqual(['orders:run-1', 'sluice-orders:latest']);
    expect(real!.docker('ps', '--all', '--format', '{{.Names}}').stdout).toBe('sluice-mine\n');
    real!.docker('rm', 'sluice-mine');
    real!.docker('rmi', 'orders:run-1', 'sluice-orders:latest');
  });

  it('has its commit’s time, so that the same commit gives the same image on any day', async () => {
    const { report } = await run();
    const [command] = report.results
      .flatMap(({ attempts }) => attempts.flatMap(({ commands }) => commands))
      .filter(({ line }) => line.includes('buildx build'));
    expect(command?.line).toMatch(/SOURCE_DATE_EPOCH=\d{10} /u);
    expect(command?.line).toMatch(/--label=org\.opencontainers\.image\.created=\d{4}-\d\d-\d\dT/u);
  });

  function left(): readonly string[] {
    const { stdout } = real!.docker('image', 'ls', '--all', '--format', '{{.Repository}}:{{.Tag}}');
    return stdout.split('\n').filter((line) => line !== '');
  }
});

function imageOf({ scope }: CheckResult): string | undefined {
  return scope?.detail.find((line) => line.startsWith('image '));
}

function read(path: string): string {
  return statSync(path).isFile() ? readFileSync(path, 'utf8') : '';
}
