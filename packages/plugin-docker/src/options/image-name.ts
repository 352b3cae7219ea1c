import { z } from '@sluice/core';

/** A name as image references and cells of a matrix allow it. */
export const imageName = z
  .string()
  .max(64)
  .regex(/^[a-z0-9]+(?:[_-][a-z0-9]+)*$/u, 'must be a short name in lower case, such as orders');
