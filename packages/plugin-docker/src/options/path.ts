import { z } from '@sluice/core';

/** A path of the project: never to be taken for a flag. */
export const path = z
  .string()
  .min(1)
  .refine((value) => !value.startsWith('-'), 'may not begin with a dash');
