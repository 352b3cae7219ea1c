import { z } from '@sluice/core';

const reference = z
  .string()
  .max(255)
  .regex(
    /^[a-z0-9][a-z0-9.-]*(?::\d+)?\/[a-z0-9._/-]+(?::[\w][\w.-]*)?$/u,
    'must be a reference with its registry, such as ghcr.io/acme/orders-cache',
  )
  .describe('Where the layers are kept: a reference with its registry.');

const folder = z
  .string()
  .min(1)
  .regex(/^[^,="\n]+$/u, 'may not have a comma, an equals sign or a quote')
  .optional()
  .describe('Default: .sluice/docker/cache.');

/** The option `cache`: where layers are kept between machines. */
export const cache = z
  .union([
    z.enum(['auto', 'gha', 'local', 'inline']),
    z.literal(false),
    z.strictObject({ registry: reference }),
    z.strictObject({ local: folder }),
  ])
  .default('auto')
  .describe(
    "Where layers are kept beside the engine's own cache: 'gha' (the cache of GitHub Actions, a scope per image), 'local' or `{ local: 'folder' }`, `{ registry: 'ghcr.io/acme/orders-cache' }`, 'inline' (in the image itself), false. 'auto': 'gha' in GitHub Actions where its cache can be reached, else none.",
  );
