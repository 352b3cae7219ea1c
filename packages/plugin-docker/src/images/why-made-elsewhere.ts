import type { ImageSpec } from './image-spec.ts';

/** Why an image is neither built nor started here; undefined for one that is. */
export function whyMadeElsewhere({ archive }: Pick<ImageSpec, 'archive'>): string | undefined {
  return archive === undefined ? undefined : `the image is made elsewhere, and scanned as ${archive}`;
}
