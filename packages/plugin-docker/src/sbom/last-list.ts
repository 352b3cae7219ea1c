import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from '@sluice/core';
import type { Packages } from './packages.ts';

const schema = z.strictObject({
  schemaVersion: z.literal(1),
  image: z.string(),
  at: z.iso.datetime(),
  packages: z.record(z.string(), z.array(z.string())),
});

/** The packages of an image as they were the last time, and when that was. */
export interface LastList {
  readonly at: string;
  readonly packages: Packages;
}

/** Undefined where there is none, or none that can be read: then nothing is said to have stayed the same. */
export async function readLastList(stateDir: string, image: string): Promise<LastList | undefined> {
  try {
    const read: unknown = JSON.parse(await readFile(fileOf(stateDir, image), 'utf8'));
    const { success, data } = schema.safeParse(read);
    return success && data.image === image ? data : undefined;
  } catch {
    return undefined;
  }
}

/** Under a name of its own first, so that a run that is killed leaves the last list whole. */
export async function writeLastList(stateDir: string, image: string, list: LastList): Promise<void> {
  const file = fileOf(stateDir, image);
  await mkdir(join(stateDir, 'sbom'), { recursive: true });
  const own = `${file}.${process.pid}`;
  await writeFile(own, `${JSON.stringify({ schemaVersion: 1, image, ...list })}\n`);
  await rename(own, file);
}

/** Names of images are letters, digits, dashes and underscores, so they may stand in a path. */
function fileOf(stateDir: string, image: string): string {
  return join(stateDir, 'sbom', `${image}.json`);
}
