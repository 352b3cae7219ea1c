import { resolve } from 'node:path';
import type { CachePlan } from '../cache/cache-plan.ts';
import type { ImageSpec } from '../images/image-spec.ts';
import { csvField } from './csv-field.ts';

export interface BuildInput {
  readonly cwd: string;
  readonly spec: ImageSpec;
  readonly tag: string;
  readonly metadataFile: string;
  readonly network: string;
  readonly labels: Readonly<Record<string, string>>;
  /** Whether the exporter keeps annotations: the engine's classic store has none. */
  readonly hasAnnotations: boolean;
  readonly cache: CachePlan;
}

/**
 * The arguments after `docker`. Build arguments and secrets are named only: their values come by the environment, or
 * from a file, and stand neither on a command line nor in a log.
 */
export function buildArguments(input: BuildInput): readonly string[] {
  const { cwd, spec, tag, metadataFile, network, labels, cache } = input;
  const named = Object.entries(labels).map(([name, value]) => `${name}=${value}`);
  return [
    'buildx',
    'build',
    '--progress=plain',
    '--load',
    `--tag=${tag}`,
    `--metadata-file=${metadataFile}`,
    `--file=${resolve(cwd, spec.dockerfile)}`,
    ...(spec.target === undefined ? [] : [`--target=${spec.target}`]),
    ...(spec.platform === undefined ? [] : [`--platform=${spec.platform}`]),
    ...(network === 'default' ? [] : [`--network=${network}`]),
    ...named.map((label) => `--label=${label}`),
    ...(input.hasAnnotations ? named.map((annotation) => `--annotation=${annotation}`) : []),
    ...Object.keys(spec.args).map((name) => `--build-arg=${name}`),
    ...Object.entries(spec.secrets).map(([id, secret]) =>
      'env' in secret
        ? `--secret=id=${id},env=${secret.env}`
        : `--secret=id=${id},${csvField(`src=${resolve(cwd, secret.file)}`)}`,
    ),
    ...cache.args,
    '--',
    resolve(cwd, spec.context),
  ];
}
