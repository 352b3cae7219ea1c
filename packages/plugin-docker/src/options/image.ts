import { z } from '@sluice/core';
import { path } from './path.ts';
import { probe } from './probe.ts';

/**
 * Build arguments reach buildx through its environment; these names would change the client itself.
 * Source: the variables that docker, buildx, Go and the dynamic linker read.
 */
const RESERVED =
  /^(?:PATH|HOME|TMPDIR|XDG_\w+|(?:LD|DYLD|DOCKER|BUILDX|OTEL|SLUICE)_\w+|BUILDKIT_(?:HOST|PROGRESS|COLORS|TTY_LOG_LINES)|GO\w*|SSL_CERT_\w+)$/u;

const argumentName = z
  .string()
  .regex(/^[A-Za-z_]\w*$/u, 'must be a name such as VERSION')
  .refine((name) => !RESERVED.test(name), 'is read by the docker client itself; give the ARG another name');

const variable = z.string().regex(/^[A-Za-z_]\w*$/u, 'must be the name of an environment variable');
const fromVariable = z.strictObject({
  env: variable.describe('The environment variable that has the value.'),
});

const args = z
  .record(argumentName, z.union([z.string(), fromVariable]))
  .default({})
  .describe(
    "Build arguments: a value, or `{ env: 'NAME' }` for that variable's value. No place for a secret: the image keeps them.",
  );

const secrets = z
  .record(
    z.string().regex(/^[A-Za-z0-9_][\w.-]*$/u, 'must be an id such as pip'),
    z.union([
      fromVariable,
      z.strictObject({ file: path.describe('The file that has it, relative to the config.') }),
    ]),
  )
  .default({})
  .describe(
    "Secrets of `RUN --mount=type=secret,id=…` by reference: `{ pip: { env: 'PIP_INDEX_URL' } }` or `{ npmrc: { file: '.npmrc' } }`.",
  );

const env = z
  .record(variable, z.union([z.string().regex(/^[^\r\n\0]*$/u, 'must be one line'), fromVariable]))
  .default({})
  .describe(
    "Variables of the container that docker/smoke starts: a value, or `{ env: 'NAME' }` for that variable's value. The image does not get them.",
  );

/** One image, as an object. */
export const image = z.strictObject({
  context: path.default('.').describe('The folder that is sent to the engine, relative to the config.'),
  dockerfile: path
    .optional()
    .describe('The Dockerfile, relative to the config. Default: Dockerfile in the context.'),
  target: z
    .string()
    .regex(/^[A-Za-z0-9][\w.-]*$/u, 'must be the name of a stage')
    .optional()
    .describe('The stage that is built. Default: the last one.'),
  platform: z
    .string()
    .regex(/^[a-z0-9]+(?:\/[a-z0-9._]+){1,2}$/u, 'must be a platform such as linux/amd64')
    .optional()
    .describe('The platform that is built for, where it is not the engine’s own.'),
  args,
  secrets,
  env,
  probe,
  archive: path
    .optional()
    .describe(
      'An image that was saved before (docker save, or an OCI layout), relative to the config: it is scanned and listed as it is, without an engine, and neither built nor started.',
    ),
});
