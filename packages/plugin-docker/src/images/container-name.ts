import type { Owner } from '../owner/owner.ts';
import { ownerText } from '../owner/owner-text.ts';
import type { ImageSpec } from './image-spec.ts';

/** The name of the one container that a run starts from an image. It says whose it is, as the tag does. */
export function containerName({ name }: Pick<ImageSpec, 'name'>, owner: Owner): string {
  return `sluice-${name}-${ownerText(owner)}`;
}
