import { join } from 'node:path';
import { isFile } from '../context/is-file.ts';
import type { DockerOptions } from '../options.ts';
import { imageSpecs } from './image-specs.ts';

/**
 * Why the plugin has nothing to do here: no image is named, and there is no Dockerfile. An image that somebody named is
 * looked for, and its absence is a failure.
 */
export async function whyAbsent(
  cwd: string,
  options: Pick<DockerOptions, 'image' | 'images'>,
): Promise<string | undefined> {
  if (options.image !== undefined || options.images !== undefined) return undefined;
  const [only] = imageSpecs(cwd, options);
  const isThere = await isFile(join(cwd, only?.dockerfile ?? 'Dockerfile'));
  return isThere ? undefined : 'there is no Dockerfile here, and no image is named';
}
