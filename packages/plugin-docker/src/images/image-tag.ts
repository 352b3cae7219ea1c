import type { Owner } from '../owner/owner.ts';
import { ownerText } from '../owner/owner-text.ts';
import type { ImageSpec } from './image-spec.ts';

/**
 * The tag under which one run's checks find the image that its docker/build made: no other run has it, and the end of
 * the run takes it away. Two runs that build at the same time never meet.
 */
export function imageTag({ name }: Pick<ImageSpec, 'name'>, owner: Owner): string {
  return `sluice-${name}:${ownerText(owner)}`;
}
