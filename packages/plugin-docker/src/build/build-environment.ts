import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { CheckContext } from '@sluice/core';
import type { ImageSpec } from '../images/image-spec.ts';
import { readVariables } from './read-variables.ts';

/**
 * The values of build arguments, for the environment of buildx, or what is missing of that and of the secrets. BuildKit
 * itself says nothing of a secret that is not there: the step that needs it gets none, and may even succeed.
 */
export async function buildEnvironment(
  ctx: Pick<CheckContext, 'cwd' | 'exec' | 'secret'>,
  { args, secrets }: Pick<ImageSpec, 'args' | 'secrets'>,
): Promise<{ readonly env: Readonly<Record<string, string>> } | { readonly reason: string }> {
  const values = await readVariables(ctx.exec, [...namedIn(args), ...namedIn(secrets)]);
  const env: Record<string, string> = {};
  for (const [name, arg] of Object.entries(args)) {
    const value = typeof arg === 'string' ? arg : values.get(arg.env);
    if (value === undefined) return missing(`the build argument ${name} needs`, arg);
    env[name] = value;
  }
  for (const [id, secret] of Object.entries(secrets)) {
    if ('env' in secret && !values.has(secret.env)) return missing(`the secret ${id} needs`, secret);
    if ('env' in secret) hide(ctx, values.get(secret.env) ?? '');
    if (!('file' in secret)) continue;
    const text = await readFile(resolve(ctx.cwd, secret.file), 'utf8').catch(() => undefined);
    if (text === undefined)
      return { reason: `the secret ${id} needs the file ${secret.file}, which cannot be read` };
    hide(ctx, text);
  }
  return { env };
}

function namedIn(referred: Readonly<Record<string, unknown>>): readonly string[] {
  return Object.values(referred).flatMap((one) =>
    typeof one === 'object' && one !== null && 'env' in one && typeof one.env === 'string' ? [one.env] : [],
  );
}

function missing(what: string, arg: string | { readonly env: string }): { readonly reason: string } {
  const name = typeof arg === 'string' ? arg : arg.env;
  return { reason: `${what} the variable ${name}, which is not set` };
}

/** Whole and line by line: a step that prints a secret prints lines of it. */
function hide({ secret }: Pick<CheckContext, 'secret'>, value: string): void {
  for (const part of new Set([value, ...value.split('\n')].map((one) => one.trim())))
    if (part.length >= SHORTEST) secret(part);
}

/** Shorter ones would mask ordinary words of every report. */
const SHORTEST = 6;
