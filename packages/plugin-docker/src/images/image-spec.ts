import type { z } from '@sluice/core';
import type { image } from '../options/image.ts';

/** One image to build: its name, its settings, and whether it is a cell among several. */
export interface ImageSpec extends Omit<z.output<typeof image>, 'dockerfile'> {
  readonly name: string;
  /** Relative to the config's folder. */
  readonly dockerfile: string;
  /** False: the only image, and its checks have no cell. */
  readonly isCell: boolean;
}
