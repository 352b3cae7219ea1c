import type { DockerOptions } from '../options.ts';
import type { CachePlan } from './cache-plan.ts';
import { csvField } from '../build/csv-field.ts';
import type { CacheEvent } from './cache-event.ts';
import { whyNotWritten } from './why-not-written.ts';

/** What decides about the cache. No credential is asked for its value. */
export interface CacheInput {
  readonly option: DockerOptions['cache'];
  /** The image's name: a scope of its own, or images would push each other's layers out. */
  readonly image: string;
  /** Variables that are set, by name. */
  readonly environment: ReadonlySet<string>;
  readonly event: CacheEvent;
  /** The builder: the engine's own (`docker`) cannot write a cache unless it keeps images in containerd's store. */
  readonly driver: string;
  readonly hasContainerdStore: boolean;
  /** Where `local` keeps it, absolute. */
  readonly localFolder: string;
}

/** What buildx needs to speak to the cache of GitHub Actions. */
export const GHA_VARIABLES = ['ACTIONS_RUNTIME_TOKEN', 'ACTIONS_RESULTS_URL'] as const;
/** What it reads beside them: which version of the service answers, and the address of the old one. */
export const GHA_OPTIONAL = ['ACTIONS_CACHE_SERVICE_V2', 'ACTIONS_CACHE_URL'] as const;

/** The arguments of `docker buildx build` about its cache, and the choice in words. Pure. */
export function cacheArguments(input: CacheInput): CachePlan {
  const { option } = input;
  if (option === false) return only("the engine's own cache (option cache is false)");
  if (option === 'auto') return automatic(input);
  if (option === 'gha') return gha(input);
  if (option === 'inline') return inline();
  if (option !== 'local' && 'registry' in option) return registry(input, option.registry);
  return local(input);
}

function automatic(input: CacheInput): CachePlan {
  const { environment } = input;
  if (!environment.has('GITHUB_ACTIONS')) return only("the engine's own cache");
  return gha(input);
}

function gha(input: CacheInput): CachePlan {
  const missing = GHA_VARIABLES.filter((name) => !input.environment.has(name));
  if (missing.length > 0)
    return only(
      `the engine's own cache alone: gha needs ${missing.join(' and ')}, which steps of run: do not get by themselves`,
    );
  if (!canExport(input)) return only(`the engine's own cache alone: ${noExport('gha')}`);
  const scope = `scope=${input.image}`;
  const from = ['--cache-from', `type=gha,${scope}`];
  return written(input, `gha, scope ${input.image}`, from, `type=gha,mode=max,${scope},ignore-error=true`, [
    ...GHA_VARIABLES,
    ...GHA_OPTIONAL,
  ]);
}

function registry(input: CacheInput, reference: string): CachePlan {
  const ref = `ref=${taggedFor(reference, input.image)}`;
  const from = ['--cache-from', `type=registry,${ref}`];
  const words = `registry, ${ref.slice('ref='.length)}`;
  if (!canExport(input))
    return { args: from, words: `${words}; not written: ${noExport('registry')}`, env: [] };
  return written(input, words, from, `type=registry,${ref},mode=max,image-manifest=true,ignore-error=true`);
}

function local(input: CacheInput): CachePlan {
  const place = `${input.localFolder}/${input.image}`;
  const from = ['--cache-from', `type=local,${csvField(`src=${place}`)}`];
  if (!canExport(input)) return only(`the engine's own cache alone: ${noExport('local')}`);
  return written(
    input,
    `local, ${place}`,
    from,
    `type=local,${csvField(`dest=${place}`)},mode=max,ignore-error=true`,
  );
}

function inline(): CachePlan {
  // What the image brings with it: every driver can write it, and a later build reads it where the image was pushed.
  return { args: ['--cache-to', 'type=inline'], words: 'inline, in the image itself', env: [] };
}

function written(
  { event }: CacheInput,
  words: string,
  from: readonly string[],
  to: string,
  env: readonly string[] = [],
): CachePlan {
  const why = whyNotWritten(event);
  if (why !== undefined) return { args: from, words: `${words}; not written: ${why}`, env };
  return { args: [...from, '--cache-to', to], words, env };
}

function only(words: string): CachePlan {
  return { args: [], words, env: [] };
}

function canExport({ driver, hasContainerdStore }: CacheInput): boolean {
  return driver !== 'docker' || hasContainerdStore;
}

function noExport(type: string): string {
  return `the docker driver cannot write type=${type} (docker buildx create --use --driver docker-container gives one that can)`;
}

/** One reference for each image: a tag of the option's own gets the image's name, else the name is the tag. */
function taggedFor(reference: string, image: string): string {
  const slash = reference.lastIndexOf('/');
  return reference.includes(':', slash) ? `${reference}-${image}` : `${reference}:${image}`;
}
