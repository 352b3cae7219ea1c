import { join, resolve } from 'node:path';
import type { CheckContext } from '@sluice/core';
import { readVariables } from '../build/read-variables.ts';
import type { EngineFacts } from '../engine/engine-facts.ts';
import type { DockerRun } from '../images/docker-run.ts';
import type { ImageSpec } from '../images/image-spec.ts';
import type { DockerOptions } from '../options.ts';
import { cacheArguments, GHA_VARIABLES } from './cache-arguments.ts';
import type { CachePlan } from './cache-plan.ts';
import { isGhaAsked } from './is-gha-asked.ts';
import { readCacheEvent } from './read-cache-event.ts';

/** Finds out what decides about the cache of a build, and decides. */
export async function chooseCache(
  ctx: Pick<CheckContext, 'cwd' | 'exec' | 'stateDir'>,
  {
    options: { cache },
    spec,
    run: { env },
    engine: { driver, hasContainerdStore },
  }: {
    readonly options: DockerOptions;
    readonly spec: ImageSpec;
    readonly run: DockerRun;
    readonly engine: EngineFacts;
  },
): Promise<CachePlan> {
  const granted = isGhaAsked(cache, env)
    ? await readVariables(ctx.exec, GHA_VARIABLES)
    : new Map<string, string>();
  const isSet = Object.keys(env).filter((name) => env[name] !== undefined);
  const isLocal = cache === 'local' || (typeof cache === 'object' && 'local' in cache);
  const folder = typeof cache === 'object' && 'local' in cache ? cache.local : undefined;
  return cacheArguments({
    option: cache,
    image: spec.name,
    environment: new Set([...isSet, ...granted.keys()]),
    event: await readCacheEvent(env),
    driver,
    hasContainerdStore,
    localFolder: isLocal
      ? folder === undefined
        ? join(ctx.stateDir, 'cache')
        : resolve(ctx.cwd, folder)
      : '',
  });
}
