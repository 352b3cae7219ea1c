import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Check, CheckContext, CheckOutcome, ExecOptions, ExecResult } from '@sluice/core';
import { buildArguments } from '../build/build-arguments.ts';
import { buildEnvironment } from '../build/build-environment.ts';
import { buildFacts } from '../build/build-facts.ts';
import { builtImage } from '../build/built-image.ts';
import { contextFault } from '../build/context-fault.ts';
import { explainFailure } from '../build/explain-failure.ts';
import { logLength, readLogFrom } from '../build/follow-log.ts';
import { failureOf } from '../build/failure-of.ts';
import { gitLabels } from '../build/git-labels.ts';
import { GHA_OPTIONAL, GHA_VARIABLES } from '../cache/cache-arguments.ts';
import type { CachePlan } from '../cache/cache-plan.ts';
import { chooseCache } from '../cache/choose-cache.ts';
import { isGhaAsked } from '../cache/is-gha-asked.ts';
import { withoutCache } from '../cache/without-cache.ts';
import type { IgnoreRule } from '../context/ignore-rule.ts';
import { findEngine } from '../engine/find-engine.ts';
import type { EngineFacts } from '../engine/engine-facts.ts';
import type { DockerRun } from '../images/docker-run.ts';
import type { ImageSpec } from '../images/image-spec.ts';
import { imageTag } from '../images/image-tag.ts';
import type { DockerOptions } from '../options.ts';
import type { BuildLog } from '../parse/build-log.ts';
import { readDockerfile } from '../parse/dockerfile.ts';
import { checkLevel } from './check-level.ts';
import { imageCheck } from './image-check.ts';

const BUILD_MS = 20 * 60 * 1000;

export interface BuildCheckInput {
  readonly options: DockerOptions;
  readonly spec: ImageSpec;
  readonly run: DockerRun;
  readonly inputs: readonly string[] | undefined;
  readonly rules: readonly IgnoreRule[];
  readonly absent: string | undefined;
}

/**
 * The image, by `docker buildx build`. Its product is in the engine and not in a file, so its result is never taken
 * from the cache of results: the layers are, each step that did not change. Exit code 0 is an image; any other may be
 * the project's fault or the engine's, which `explainFailure` tells apart.
 */
export function buildCheck(input: BuildCheckInput): Check {
  const { options, spec, inputs, absent } = input;
  const { build } = options;
  return {
    ...imageCheck({
      name: 'build',
      title: `Build of the image ${spec.name}`,
      spec,
      level: checkLevel(options, build),
      option: build,
      absent,
    }),
    ...(inputs === undefined ? {} : { inputs }),
    env: variablesOf(input),
    timeoutMs: (build === false ? undefined : build.timeoutMs) ?? BUILD_MS,
    // A registry that hiccups once is no reason to have no image.
    retry: { max: 1, on: ['transient'] },
    run: (ctx) => runBuild(ctx, input),
  };
}

/**
 * What buildx may see although it looks like a credential. Those of the cache of Actions are named where they can be:
 * a laptop that lacks them lacks nothing.
 */
function variablesOf({ options: { cache }, spec, run }: BuildCheckInput): readonly string[] {
  const referred = [...Object.values(spec.secrets), ...Object.values(spec.args)];
  const named = referred.flatMap((one) => (typeof one === 'object' && 'env' in one ? [one.env] : []));
  return isGhaAsked(cache, run.env) ? [...named, ...GHA_VARIABLES, ...GHA_OPTIONAL] : named;
}

/**
 * Provenance would copy values of build arguments into a file that is kept, and the time of the build into the image,
 * which would then be another one each time.
 */
const QUIET = { BUILDX_METADATA_PROVENANCE: 'disabled', BUILDX_NO_DEFAULT_ATTESTATIONS: '1' };

async function runBuild(ctx: CheckContext, input: BuildCheckInput): Promise<CheckOutcome> {
  const { options, spec, run, rules } = input;
  const engine = await findEngine(ctx.exec);
  if ('reason' in engine) return { status: 'errored', reason: engine.reason };
  const cleared = await run.begin(ctx);
  if (cleared !== undefined) ctx.log(cleared);
  const fault = await contextFault(ctx, { options, spec, rules });
  if (fault !== undefined) return { ...failureOf(ctx, fault), noRetry: 'it would fail again' };
  const environment = await buildEnvironment(ctx, spec);
  if ('reason' in environment) return { status: 'errored', reason: environment.reason };
  return build(ctx, input, { engine, env: environment.env });
}

async function build(
  ctx: CheckContext,
  { options, spec, run }: BuildCheckInput,
  { engine, env }: { readonly engine: EngineFacts; readonly env: Readonly<Record<string, string>> },
): Promise<CheckOutcome> {
  const [git, chosen] = await Promise.all([
    gitLabels(ctx.exec),
    chooseCache(ctx, { options, spec, run, engine }),
  ]);
  const tag = imageTag(spec, run.owner);
  const argumentsFor = (cache: CachePlan): readonly string[] =>
    buildArguments({
      cwd: ctx.cwd,
      spec,
      tag,
      metadataFile: metadataFile(ctx),
      network: options.build === false ? 'default' : options.build.network,
      labels: git.labels,
      hasAnnotations: engine.hasContainerdStore,
      cache,
    });
  const surroundings = { env: { ...git.env, ...QUIET, ...env }, hidden: Object.keys(env) };
  const first = await runBuildx(ctx, argumentsFor(chosen), surroundings);
  const cache = withoutCache(chosen, first.log);
  const { result, log } = cache === chosen ? first : await runBuildx(ctx, argumentsFor(cache), surroundings);
  const image = result.exitCode === 0 ? await builtImage(ctx.exec, tag) : undefined;
  if (image !== undefined)
    return buildFacts({
      ctx,
      engine,
      log,
      image,
      tag,
      cache,
      digest: await keepMetadata(ctx, spec),
      buildMs: result.durationMs,
    });
  return withoutImage(ctx, spec, { result, log });
}

async function withoutImage(
  ctx: CheckContext,
  spec: ImageSpec,
  { result, log }: BuildxEnd,
): Promise<CheckOutcome> {
  if (result.exitCode === 0)
    return { status: 'errored', reason: 'docker buildx ended with 0, and the engine has no such image' };
  const dockerfile = await readFile(resolve(ctx.cwd, spec.dockerfile), 'utf8').catch(() => '');
  const failure = explainFailure({
    log,
    result,
    dockerfile: spec.dockerfile,
    instructions: readDockerfile(dockerfile),
  });
  if ('reason' in failure) return { status: 'errored', reason: failure.reason };
  return failureOf(ctx, failure.finding);
}

function metadataFile({ tempDir }: CheckContext): string {
  return join(tempDir, 'metadata.json');
}

/** Keeps what buildx says of the image, and gives the digest that the exporter gave it. */
async function keepMetadata(ctx: CheckContext, { name }: ImageSpec): Promise<string | undefined> {
  try {
    const path = metadataFile(ctx);
    const { 'containerimage.digest': digest } = JSON.parse(await readFile(path, 'utf8')) as Record<
      string,
      unknown
    >;
    ctx.artifact(`${name}.metadata.json`, path);
    return typeof digest === 'string' ? digest : undefined;
  } catch {
    return undefined;
  }
}

interface BuildxEnd {
  readonly result: ExecResult;
  readonly log: BuildLog;
}

async function runBuildx(
  ctx: CheckContext,
  args: readonly string[],
  surroundings: Pick<ExecOptions, 'env' | 'hidden'>,
): Promise<BuildxEnd> {
  // What steps print goes to the log alone: a gigabyte of it is read back line by line.
  const { logPath } = await ctx.exec('docker', ['buildx', 'version'], { output: 'log' });
  const start = await logLength(logPath);
  const result = await ctx.exec('docker', args, { ...surroundings, output: 'log' });
  return { result, log: await readLogFrom(logPath, start) };
}
