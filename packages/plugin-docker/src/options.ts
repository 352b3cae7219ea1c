import { z } from '@sluice/core';
import { cache } from './options/cache.ts';
import { imageName } from './options/image-name.ts';
import { image } from './options/image.ts';
import { level } from './options/level.ts';
import { path } from './options/path.ts';
import { sbom } from './options/sbom.ts';
import { scan } from './options/scan.ts';
import { switchable } from './options/switchable.ts';
import { timeoutMs } from './options/timeout-ms.ts';

const lint = switchable(
  {
    level,
    timeoutMs: timeoutMs('10 minutes'),
    failOn: z
      .enum(['error', 'warning', 'info', 'style'])
      .default('warning')
      .describe("hadolint's level from which on a finding is too much. What is below is shown."),
  },
  'hadolint on each Dockerfile.',
);

const build = switchable(
  {
    level,
    timeoutMs: timeoutMs('20 minutes'),
    maxContextBytes: z
      .int()
      .positive()
      .default(1024 ** 3)
      .describe('How large the context may be, after .dockerignore, in bytes. Default 1 GiB.'),
    network: z
      .enum(['default', 'none'])
      .default('default')
      .describe("The network of RUN steps; 'none' for a build that may fetch nothing."),
  },
  'The build, by docker buildx.',
);

const smoke = switchable(
  {
    level,
    timeoutMs: z
      .int()
      .positive()
      .default(60_000)
      .describe('How long the container may take until it works, in milliseconds.'),
    stopMs: z
      .int()
      .min(0)
      .default(5_000)
      .describe('How long it may take to end after SIGTERM, before it is killed, in milliseconds.'),
    network: z
      .string()
      .regex(/^[A-Za-z0-9][\w.-]*$/u, 'must be the name of a network of the engine')
      .default('none')
      .describe("The container's network: 'none', 'bridge', or one that exists."),
    memory: z
      .string()
      .regex(/^\d+[kmg]$/u, 'must be a size such as 512m')
      .default('512m')
      .describe('How much memory the container may take.'),
    cpus: z.number().positive().default(1).describe('How many processors the container may take.'),
  },
  'Starts the image and waits until it works.',
);

const shape = {
  image: imageName
    .optional()
    .describe('The name of the one image. Default: the name of the config’s folder.'),
  images: z
    .record(imageName, z.union([path, image]))
    .refine((images) => Object.keys(images).length > 0, 'names no image')
    .optional()
    .describe(
      'Several images, or one with settings: name to its context, or to `{ context, dockerfile, target, args, … }`. Each is a cell: docker/build@billing.',
    ),
  required: z
    .boolean()
    .default(false)
    .describe(
      'Whether the checks of this plugin are required. By default they are optional: reported, never blocking.',
    ),
  cache,
  lint,
  build,
  scan,
  sbom,
  smoke,
};

/** Options of `docker()`. Strict: a misspelt option is an error of the config. */
export const dockerOptions = z
  .strictObject(shape)
  .refine(({ image: one, images }) => one === undefined || images === undefined, {
    path: ['image'],
    message: 'is for one image without settings; name it in `images` alone',
  });

/** The options with their defaults, as checks get them. */
export type DockerOptions = z.output<typeof dockerOptions>;

/** The options as a config writes them. */
export type DockerInput = z.input<typeof dockerOptions>;
