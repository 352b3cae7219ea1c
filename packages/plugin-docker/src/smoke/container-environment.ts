import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { CheckContext } from '@sluice/core';
import { readVariables } from '../build/read-variables.ts';
import type { ImageSpec } from '../images/image-spec.ts';

/** Arguments of `docker run` for the container's variables, or which of them has no value. */
export type ContainerEnvironment = { readonly args: readonly string[] } | { readonly reason: string };

/**
 * Writes the variables that a container is started with into a file that only this user reads and that goes with the
 * check: on the command line everybody could read them, and in docker's own environment a PATH would be docker's.
 */
export async function containerEnvironment(
  ctx: Pick<CheckContext, 'exec' | 'secret' | 'tempDir'>,
  { env }: Pick<ImageSpec, 'env'>,
): Promise<ContainerEnvironment> {
  const entries = Object.entries(env);
  if (entries.length === 0) return { args: [] };
  const referred = entries.flatMap(([, value]) => (typeof value === 'string' ? [] : [value.env]));
  const values = await readVariables(ctx.exec, referred);
  for (const value of values.values()) ctx.secret(value);
  const lines: string[] = [];
  for (const [name, given] of entries) {
    const value = typeof given === 'string' ? given : values.get(given.env);
    if (value === undefined)
      return { reason: `the container's ${name} needs the variable ${referredIn(given)}, which is not set` };
    if (/[\r\n]/u.test(value))
      return { reason: `the container's ${name} has several lines, which docker cannot pass on` };
    lines.push(`${name}=${value}\n`);
  }
  const file = join(ctx.tempDir, 'container.env');
  await writeFile(file, lines.join(''), { mode: 0o600 });
  return { args: [`--env-file=${file}`] };
}

function referredIn(value: string | { readonly env: string }): string {
  return typeof value === 'string' ? value : value.env;
}
