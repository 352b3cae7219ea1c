import { describe, expect, it } from 'vitest';
import type { CheckResult } from '@sluice/core';
import { createHarness } from '@sluice/core/testing';
import type { DockerInput } from '../../src/index.ts';
import { configOf } from '../engine/project.ts';

const DOCKERFILE = `FROM debian:12
RUN cd /src && echo $HOME
# hadolint ignore=DL3003
RUN cd /other && make
`;

/** The real hadolint, installed once by its hash. */
async function lint(
  files: Readonly<Record<string, string>>,
  {
    input = {},
    env = {},
  }: { readonly input?: DockerInput; readonly env?: Readonly<Record<string, string>> } = {},
): Promise<{ readonly result: CheckResult; readonly level: string }> {
  await using place = await createHarness({ files: { Dockerfile: DOCKERFILE, ...files }, env });
  const { report } = await place.runPipeline(configOf({ lint: {}, build: false, smoke: false, ...input }));
  const result = report.results.find(({ id }) => id === 'docker/lint')!;
  return { result, level: report.verdict.level };
}

const rulesOf = ({ findings }: CheckResult, isMarked = false): readonly string[] =>
  findings
    .filter(({ suppression }) => (suppression !== undefined) === isMarked)
    .map(({ ruleId, location }) => `${ruleId}:${location?.line}`);

// A tool that is installed first, on a machine that may be busy.
describe('docker/lint with the real hadolint', { timeout: 240_000 }, () => {
  it('finds what is wrong at its line, and lists what the Dockerfile marks', async () => {
    const { result, level } = await lint({});
    expect(rulesOf(result)).toEqual(['hadolint/DL3003:2', 'hadolint/SC2086:2']);
    expect(rulesOf(result, true)).toEqual(['hadolint/DL3003:4']);
    expect([result.conclusion, level, result.tools[0]?.version]).toEqual(['failure', 'warn', '2.15.1']);
  });

  it('blocks when it is required, and lets pass what is below the level that fails', async () => {
    expect((await lint({}, { input: { required: true } })).level).toBe('block');
    const { result } = await lint({}, { input: { lint: { failOn: 'error' } } });
    expect([result.conclusion, rulesOf(result).length]).toEqual(['success', 2]);
  });

  it("goes by the project's configuration", async () => {
    const { result } = await lint({ '.hadolint.yaml': 'ignored: [DL3003]\n' });
    expect(rulesOf(result)).toEqual(['hadolint/SC2086:2']);
  });

  it('is errored where that cannot be read, although hadolint goes on without it', async () => {
    const { result } = await lint({ '.hadolint.yaml': 'ignored: [DL3003\n' });
    expect(result).toMatchObject({
      conclusion: 'errored',
      reason: 'hadolint cannot read its configuration .hadolint.yaml',
    });
  });

  it('is not silenced by the environment, nor by what lies in somebody’s home', async () => {
    await using home = await createHarness({
      files: { '.config/hadolint.yaml': 'ignored: [DL3003]\n', '.hadolint.yaml': 'ignored: [DL3003]\n' },
    });
    const env = { HADOLINT_IGNORE: 'DL3003', HADOLINT_NOFAIL: 'true', HOME: home.workspace.dir };
    expect(rulesOf((await lint({}, { env })).result)).toContain('hadolint/DL3003:2');
  });

  it('is a failure where the Dockerfile is not there, and errored where it says nothing', async () => {
    const { result } = await lint({}, { input: { image: undefined, images: { orders: 'nowhere' } } });
    expect([result.conclusion, result.findings[0]?.message]).toEqual([
      'failure',
      'there is no nowhere/Dockerfile to build the image orders from',
    ]);
    expect((await lint({ Dockerfile: '# later\n\n# still later\n' })).result).toMatchObject({
      conclusion: 'errored',
      reason: 'Dockerfile has no instruction',
    });
  });
});
