import { chmodSync, existsSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CheckResult, RunReport } from '@sluice/core';
import { createHarness, type Harness } from '@sluice/core/testing';
import { examineEngine } from '../../src/engine/examine-engine.ts';
import { openEngine } from './open-engine.ts';
import { configOf, DOCKERFILE } from './project.ts';

const opened = await openEngine();
if ('reason' in opened)
  console.log(`No engine was made to refuse, for there is no real one: ${opened.reason}.`);
const engine = 'reason' in opened ? undefined : opened;
afterAll(() => engine?.[Symbol.asyncDispose]());

interface Case {
  readonly name: string;
  readonly env: (folder: string) => Readonly<Record<string, string>>;
  readonly says: RegExp;
}

const PATH = process.env['PATH'] ?? '';

/** Each with the command line's own words, as this machine has it. */
const CASES: readonly Case[] = [
  {
    name: 'no daemon',
    env: () => ({ ...engine!.env, DOCKER_HOST: 'unix:///run/sluice-nobody.sock' }),
    says: /^the docker daemon does not answer at unix:\/\/\/run\/sluice-nobody\.sock; start it/u,
  },
  {
    name: 'no permission on its socket',
    env: (folder) => ({ ...engine!.env, PATH: `${asNobody(folder)}:${PATH}` }),
    says: /^no permission on unix:\/\/\/tmp\/sluice-engine-\w+\/engine\.sock; add this user to the group/u,
  },
  {
    name: 'another API',
    env: () => ({ ...engine!.env, DOCKER_API_VERSION: '1.99' }),
    says: /^docker speaks API 1\.99 here and the daemon at most [\d.]+; unset DOCKER_API_VERSION/u,
  },
  {
    name: 'no buildx',
    env: (folder) => ({ ...engine!.env, DOCKER_CONFIG: join(folder, 'nowhere') }),
    says: /^docker has no buildx here; install its plugin/u,
  },
  {
    name: 'no docker',
    env: (folder) => ({ PATH: withoutDocker(folder) }),
    says: /^docker is not installed here; install Docker Engine/u,
  },
];

describe.skipIf(engine === undefined)('with', () => {
  let project: Harness;
  beforeEach(async () => {
    project = await createHarness({ files: { Dockerfile: DOCKERFILE, 'app.txt': 'one\n' } });
  });
  afterEach(() => project[Symbol.asyncDispose]());

  const run = (env: Readonly<Record<string, string>>, required: boolean): Promise<RunReport> =>
    createHarness({ cwd: project.workspace.dir, env }).then(async (place) => {
      await using one = place;
      return (await one.runPipeline(configOf({ required, scan: {}, sbom: {} }))).report;
    });

  describe.each(CASES)('$name', ({ env, says }) => {
    it.each([
      ['warns', false, 'warn'],
      ['blocks when the plugin is required', true, 'block'],
    ] as const)('%s, and says what to do', async (_, required, verdict) => {
      if (isBuildxSystemWide && says.source.includes('buildx')) {
        console.log('buildx was not missed: this machine has it for everybody.');
        return;
      }
      const report = await run(env(project.workspace.path('..')), required);
      const build = resultOf(report, 'docker/build');
      expect(build.conclusion).toBe('errored');
      expect(build.reason).toMatch(says);
      for (const id of ['docker/scan', 'docker/sbom', 'docker/smoke'])
        expect(resultOf(report, id)).toMatchObject({ conclusion: 'skipped', skip: 'upstream-failed' });
      expect(report.verdict.level).toBe(verdict);
    });
  });

  it('a real engine, sluice doctor has its versions, and without one what to do', async () => {
    const facts = await examine(engine!.env);
    expect(facts[0]).toMatchObject({
      what: 'docker',
      state: 'fine',
      detail: expect.stringMatching(/its engine [\d.]+/u),
    });
    expect(facts[1]?.detail).toMatch(/^driver docker: layers stay in the engine/u);
    expect(await examine({ DOCKER_HOST: 'unix:///run/sluice-nobody.sock' })).toEqual([
      { what: 'docker', state: 'todo', detail: expect.stringContaining('start it') },
    ]);
  });

  async function examine(env: Readonly<Record<string, string>>) {
    await using place = await createHarness({ env });
    const facts: Awaited<ReturnType<typeof examineEngine>>[number][] = [];
    await place.runCheck({
      id: 'docker/x',
      title: 'x',
      run: async ({ exec }) => {
        facts.push(...(await examineEngine({ exec })));
        return { status: 'completed', findings: [] };
      },
    });
    return facts;
  }
});

const isBuildxSystemWide = ['/usr/libexec', '/usr/lib', '/usr/local/lib', '/usr/local/libexec'].some(
  (folder) => existsSync(join(folder, 'docker/cli-plugins/docker-buildx')),
);

function resultOf({ results }: RunReport, id: string): CheckResult {
  return results.find((result) => result.id === id)!;
}

/** A docker that is the real one, run by somebody who may not use the socket. */
function asNobody(folder: string): string {
  const bin = join(folder, 'nobody');
  mkdirSync(bin, { recursive: true });
  const real = PATH.split(':')
    .map((one) => join(one, 'docker'))
    .find(existsSync);
  writeFileSync(join(bin, 'docker'), `#!/bin/sh\nexec setpriv --reuid=65534 --clear-groups ${real} "$@"\n`);
  chmodSync(join(bin, 'docker'), 0o755);
  return bin;
}

/** A PATH with all that a run needs, and no docker. */
function withoutDocker(folder: string): string {
  const bin = join(folder, 'without');
  mkdirSync(bin, { recursive: true });
  for (const program of ['git', 'printenv', 'sh']) {
    const real = PATH.split(':')
      .map((one) => join(one, program))
      .find(existsSync);
    if (real !== undefined && !existsSync(join(bin, program))) symlinkSync(real, join(bin, program));
  }
  return bin;
}
