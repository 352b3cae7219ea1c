import type { Check, CheckContext, CheckOutcome } from '@sluice/core';
import { builtImage, type BuiltImage } from '../build/built-image.ts';
import { failureOf } from '../build/failure-of.ts';
import { projectFault } from '../build/project-fault.ts';
import { containerName } from '../images/container-name.ts';
import type { DockerRun } from '../images/docker-run.ts';
import type { ImageSpec } from '../images/image-spec.ts';
import { imageTag } from '../images/image-tag.ts';
import type { DockerOptions } from '../options.ts';
import { ownerText } from '../owner/owner-text.ts';
import { endContainer, type ContainerEnd } from '../smoke/end-container.ts';
import { containerEnvironment } from '../smoke/container-environment.ts';
import { hasHealthcheck, healthArguments } from '../smoke/health-arguments.ts';
import { chooseProbe } from '../smoke/choose-probe.ts';
import { startFailure } from '../smoke/start-failure.ts';
import { waitUntilReady, type Readiness } from '../smoke/wait-until-ready.ts';
import { checkLevel } from './check-level.ts';
import { imageCheck } from './image-check.ts';

type SmokeOptions = Exclude<DockerOptions['smoke'], false>;

export interface SmokeCheckInput {
  readonly options: DockerOptions;
  readonly spec: ImageSpec;
  readonly run: DockerRun;
  readonly inputs: readonly string[] | undefined;
  readonly absent: string | undefined;
}

/** Beside the time for getting ready: to start, to stop, to remove. */
const AROUND_MS = 120_000;

/** Starts the image, waits until it works, shows its log, and always removes it. */
export function smokeCheck({ options, spec, run, inputs, absent }: SmokeCheckInput): Check {
  const { smoke } = options;
  return {
    ...imageCheck({
      name: 'smoke',
      title: `Start of the image ${spec.name}`,
      spec,
      level: checkLevel(options, smoke),
      option: smoke,
      absent,
    }),
    needs: ['docker/build'],
    ...(inputs === undefined ? {} : { inputs }),
    env: Object.values(spec.env).flatMap((value) => (typeof value === 'string' ? [] : [value.env])),
    ...(smoke === false ? {} : { timeoutMs: smoke.timeoutMs + smoke.stopMs + AROUND_MS }),
    run: (ctx) =>
      smoke === false
        ? { status: 'skipped', reason: 'option smoke is false' }
        : runSmoke(ctx, { spec, run, smoke }),
  };
}

interface SmokeInput {
  readonly spec: ImageSpec;
  readonly run: DockerRun;
  readonly smoke: SmokeOptions;
}

async function runSmoke(ctx: CheckContext, input: SmokeInput): Promise<CheckOutcome> {
  const { spec, run, smoke } = input;
  const image = await builtImage(ctx.exec, imageTag(spec, run.owner));
  if (image === undefined)
    return { status: 'errored', reason: "the engine has no image of this run's build" };
  const environment = await containerEnvironment(ctx, spec);
  if ('reason' in environment) return { status: 'errored', reason: environment.reason };
  const container = containerName(spec, run.owner);
  const args = runArguments(input, { image, container, environment: environment.args });
  const started = await ctx.exec('docker', args, { timeoutMs: AROUND_MS });
  let readiness: Readiness;
  let end: ContainerEnd;
  const beganMs = performance.now();
  let readyMs = 0;
  try {
    const failure = startFailure(started, spec.dockerfile);
    if (failure !== undefined && 'reason' in failure) return { status: 'errored', reason: failure.reason };
    if (failure !== undefined) return failureOf(ctx, failure.finding);
    const probe = await chooseProbe(ctx, {
      container,
      network: smoke.network,
      probe: spec.probe,
      env: run.env,
    });
    readiness = await waitUntilReady({
      ctx,
      container,
      timeoutMs: smoke.timeoutMs,
      hasHealthcheck: hasHealthcheck(image.healthcheck),
      probe,
    });
    readyMs = Math.round(performance.now() - beganMs);
  } finally {
    end = await endContainer(ctx, { container, image: spec.name, stopMs: smoke.stopMs });
  }
  return conclude(ctx, { ...input, readiness, end, readyMs });
}

interface Container {
  readonly image: BuiltImage;
  readonly container: string;
  /** Arguments for its variables. */
  readonly environment: readonly string[];
}

/** Bounded and alone: what is started here has not been looked at by anybody. */
function runArguments(
  { spec, run, smoke }: SmokeInput,
  { image, container, environment }: Container,
): readonly string[] {
  const port = spec.probe !== undefined && 'http' in spec.probe ? spec.probe.http.port : undefined;
  const isPublished = port !== undefined && !['none', 'host'].includes(smoke.network);
  return [
    'run',
    '--detach',
    '--pull=never',
    `--name=${container}`,
    `--label=dev.sluice.run=${ownerText(run.owner)}`,
    `--network=${smoke.network}`,
    `--memory=${smoke.memory}`,
    `--memory-swap=${smoke.memory}`,
    `--cpus=${smoke.cpus}`,
    '--pids-limit=1024',
    '--security-opt=no-new-privileges',
    '--log-driver=json-file',
    '--log-opt=max-size=16m',
    '--log-opt=max-file=1',
    ...(isPublished ? [`--publish=127.0.0.1::${port}`] : []),
    ...environment,
    ...healthArguments(image.healthcheck),
    image.id,
  ];
}

function conclude(
  ctx: CheckContext,
  {
    spec,
    smoke,
    readiness,
    end,
    readyMs,
  }: SmokeInput & { readonly readiness: Readiness; readonly end: ContainerEnd; readonly readyMs: number },
): CheckOutcome {
  if (readiness.how === 'unknown') return { status: 'errored', reason: readiness.reason };
  const stop =
    end.endedOnTerm === undefined
      ? []
      : [
          end.endedOnTerm
            ? 'ended on SIGTERM'
            : `did not end within ${smoke.stopMs / 1000} s of SIGTERM, and was killed: where it runs, that is a slow stop each time`,
        ];
  const detail = [
    readiness.words,
    ...stop,
    `network ${smoke.network}, memory ${smoke.memory}, ${smoke.cpus} processors`,
  ];
  const scope = { unit: 'containers', seen: 1, missed: 0, detail };
  if (readiness.how === 'ready')
    return {
      status: 'completed',
      findings: [],
      metrics: { readyMs },
      scope,
      summary: `${readiness.words} · ${(readyMs / 1000).toFixed(1)} s`,
    };
  const said = end.said === '' ? 'it printed nothing' : `it printed last: ${end.said}`;
  const finding = projectFault(readiness.how, `the container ${readiness.words}; ${said}`, spec.dockerfile);
  return { ...failureOf(ctx, finding), scope };
}
