import { basename, posix } from 'node:path';
import type { DockerOptions } from '../options.ts';
import { image } from '../options/image.ts';
import type { ImageSpec } from './image-spec.ts';

/** The images that the options name, in their order. Without a name, one is named after the config's folder. */
export function imageSpecs(
  cwd: string,
  options: Pick<DockerOptions, 'image' | 'images'>,
): readonly ImageSpec[] {
  const named = Object.entries(options.images ?? { [options.image ?? nameFrom(cwd)]: '.' });
  return named.map(([name, value]) => {
    const settings = typeof value === 'string' ? image.parse({ context: value }) : value;
    const context = posix.normalize(settings.context).replace(/(?<=.)\/$/u, '');
    const dockerfile = posix.normalize(settings.dockerfile ?? posix.join(context, 'Dockerfile'));
    return { ...settings, name, context, dockerfile, isCell: named.length > 1 };
  });
}

/** A folder may be called anything; what a reference cannot hold becomes a dash. */
function nameFrom(cwd: string): string {
  const name = basename(cwd)
    .toLowerCase()
    .replace(/[^a-z0-9]+/gu, '-')
    .slice(0, 64)
    .replace(/^-|-$/gu, '');
  return name === '' ? 'image' : name;
}
