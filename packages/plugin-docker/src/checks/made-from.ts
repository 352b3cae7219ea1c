import type { Check } from '@sluice/core';
import type { DockerRun } from '../images/docker-run.ts';
import type { ImageSpec } from '../images/image-spec.ts';
import type { DockerOptions } from '../options.ts';

/** What a check of a finished image is made of. */
export interface FinishedCheckInput {
  readonly options: DockerOptions;
  readonly spec: ImageSpec;
  readonly run: DockerRun;
  /** Of the image: what it is built from; undefined without a Dockerfile. */
  readonly inputs: readonly string[] | undefined;
  /** Why none of the plugin's checks runs here; undefined when they do. */
  readonly absent: string | undefined;
}

/** What such a check needs and depends on: the build and what that is made from, or the archive. */
export function madeFrom(
  { archive, dockerfile }: ImageSpec,
  inputs: readonly string[] | undefined,
): Pick<Check, 'needs' | 'inputs'> {
  if (archive !== undefined) return { needs: [], inputs: [archive, dockerfile] };
  return { needs: ['docker/build'], ...(inputs === undefined ? {} : { inputs }) };
}
