import type { CheckContext, CheckOutcome } from '@sluice/core';
import type { CachePlan } from '../cache/cache-plan.ts';
import { byteWords } from '../context/byte-words.ts';
import type { EngineFacts } from '../engine/engine-facts.ts';
import type { BuildLog } from '../parse/build-log.ts';
import type { BuiltImage } from './built-image.ts';
import { timeSavedMs } from './time-saved.ts';

export interface BuildFactsInput {
  readonly ctx: Pick<CheckContext, 'history'>;
  readonly engine: EngineFacts;
  readonly log: BuildLog;
  readonly image: BuiltImage;
  readonly tag: string;
  readonly cache: CachePlan;
  /** Of the manifest, where the exporter made one; the classic engine has the image's id here. */
  readonly digest: string | undefined;
  readonly buildMs: number;
}

/** What a build that gave an image comes to. */
export function buildFacts({
  ctx,
  engine,
  log,
  image,
  tag,
  cache,
  digest,
  buildMs,
}: BuildFactsInput): CheckOutcome {
  const steps = log.steps.length;
  const cachedSteps = log.steps.filter(({ isCached }) => isCached).length;
  const savedMs = timeSavedMs({ buildMs, steps, cachedSteps, history: ctx.history });
  const saved = savedMs === undefined ? [] : [`${(savedMs / 1000).toFixed(1)} s saved`];
  const where = cache.args.length === 0 ? '' : ` (${cache.words})`;
  const hits = `${cachedSteps} of ${steps} steps from the cache${where}`;
  const detail = [
    `image ${image.id}, ${image.layers} layers`,
    ...(digest === undefined || digest === image.id ? [] : [`digest ${digest}`]),
    `cache: ${cache.words}`,
    `time saved: ${savedMs === undefined ? 'unknown, for no build without the cache is recorded to compare with' : `${(savedMs / 1000).toFixed(1)} s, against the newest recorded build that found nothing in it`}`,
    `${engine.driver} driver, engine ${engine.serverVersion}`,
    ...log.warnings.slice(0, 5).map((warning) => `warning: ${warning}`),
  ];
  return {
    status: 'completed',
    findings: [],
    summary: [byteWords(image.sizeBytes), hits, ...saved].join(' · '),
    metrics: {
      sizeBytes: image.sizeBytes,
      layers: image.layers,
      steps,
      cachedSteps,
      buildMs,
      ...(savedMs === undefined ? {} : { savedMs }),
    },
    scope: { unit: 'steps', seen: Math.max(steps, 1), missed: 0, detail },
    // The tag is gone with the run; what the image is made of decides whether a result about it still holds.
    provides: { env: { SLUICE_IMAGE: tag }, key: image.content },
    tools: [
      { name: 'docker', version: engine.clientVersion, path: 'docker' },
      { name: 'buildx', version: engine.buildxVersion, path: 'docker buildx' },
    ],
  };
}
