import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { CheckContext } from '@sluice/core';
import { whyNoEngine } from '../engine/why-no-engine.ts';
import type { ImageSpec } from '../images/image-spec.ts';

/** A saved image, or why there is none. */
export type OpenedImage = { readonly tar: string } | { readonly reason: string };

/**
 * The image as a tar: the archive that the options name, else what the engine has under `tag`. Saved rather than read
 * by Trivy from the socket, for only docker itself knows which engine its contexts mean.
 */
export async function openImage(
  ctx: Pick<CheckContext, 'cwd' | 'exec' | 'tempDir'>,
  { archive, name }: Pick<ImageSpec, 'archive' | 'name'>,
  tag: string,
): Promise<OpenedImage> {
  if (archive !== undefined) {
    const tar = resolve(ctx.cwd, archive);
    return existsSync(tar) ? { tar } : { reason: `the archive of ${name}, ${archive}, is not there` };
  }
  const tar = join(ctx.tempDir, 'image.tar');
  const reason = whyNoEngine(await ctx.exec('docker', ['save', '--output', tar, tag]));
  return reason === undefined ? { tar } : { reason };
}
