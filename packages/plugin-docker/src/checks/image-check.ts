import type { Check, Level } from '@sluice/core';
import type { ImageSpec } from '../images/image-spec.ts';

/** What the checks of one image share: their cell, their level, and why one of them is switched off. */
export interface ImageCheckInput {
  /** The part of the id after the slash: `build`. */
  readonly name: string;
  readonly title: string;
  readonly spec: ImageSpec;
  readonly level: Level;
  /** The option of the check; false switches it off. */
  readonly option: unknown;
  /** Why none of the plugin's checks runs here; undefined when they do. */
  readonly absent: string | undefined;
}

/** The beginning of a check of one image. */
export function imageCheck({
  name,
  title,
  spec,
  level,
  option,
  absent,
}: ImageCheckInput): Pick<Check, 'id' | 'title' | 'level' | 'matrix' | 'disabled'> {
  const disabled = option === false ? `option ${name} is false` : absent;
  return {
    id: `docker/${name}`,
    title,
    level,
    ...(spec.isCell ? { matrix: { image: [spec.name] } } : {}),
    ...(disabled === undefined ? {} : { disabled }),
  };
}
