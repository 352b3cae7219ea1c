import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ImageSpec } from '../images/image-spec.ts';
import type { ImageSource } from './image-source.ts';

/** Where an image was made from; without a Dockerfile where there is none to be read. */
export async function readSource(
  cwd: string,
  { dockerfile, context }: Pick<ImageSpec, 'dockerfile' | 'context'>,
): Promise<ImageSource> {
  const text = await readFile(join(cwd, dockerfile), 'utf8').catch(() => undefined);
  return { cwd, context, ...(text === undefined ? {} : { dockerfile: { path: dockerfile, text } }) };
}
