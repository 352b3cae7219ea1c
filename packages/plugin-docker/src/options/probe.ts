import { z } from '@sluice/core';

const http = z
  .strictObject({
    path: z
      .string()
      .regex(/^\/[\w./~%?&=:@+-]*$/u, 'must be a path such as /health')
      .default('/')
      .describe('The path that is asked for.'),
    port: z.int().min(1).max(65_535).describe('The port that the container listens on.'),
    status: z
      .int()
      .min(100)
      .max(599)
      .optional()
      .describe('The status that is expected. Default: any from 200 to 399.'),
  })
  .describe('A request by HTTP, from inside of the container’s network.');

const command = z
  .array(z.string().min(1))
  .min(1)
  .describe('Program and arguments, run inside of the container: ready when it ends with 0.');

/** The option `probe` of docker/smoke. */
export const probe = z
  .union([z.strictObject({ http }), z.strictObject({ command })])
  .optional()
  .describe(
    "How to tell that the container works: `{ http: { port: 8000, path: '/health' } }` or `{ command: ['/bin/check'] }`. Default: the image's own HEALTHCHECK.",
  );
