import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { CheckContext, CheckOutcome, HookEnv } from '@sluice/core';
import type { OpenedImage } from '../image/open-image.ts';
import { runTrivy } from '../trivy/run-trivy.ts';
import { whyNoReport } from '../trivy/trivy-words.ts';
import { concludeSbom } from './conclude-sbom.ts';
import type { Json } from './json.ts';
import { stableCycloneDx } from './stable-cyclonedx.ts';
import { stableSpdx } from './stable-spdx.ts';
import type { Subject } from './subject.ts';

/** What is listed, and with what. */
export interface SbomInput {
  /** The name of the image, for people and for what is remembered of it. */
  readonly name: string;
  readonly env: HookEnv;
  readonly nowMs: number;
  readonly allowNone: boolean;
  readonly openImage: () => Promise<OpenedImage>;
}

type Formats = Readonly<Record<'json' | 'cyclonedx' | 'spdx-json', Json>>;

/** Lists the packages of an image in both forms, and what changed since the last time. */
export async function runSbom(ctx: CheckContext, input: SbomInput): Promise<CheckOutcome> {
  const image = await input.openImage();
  if ('reason' in image) return { status: 'errored', reason: image.reason };
  const formats = await listAll(ctx, input, image.tar);
  if ('reason' in formats) return { status: 'errored', reason: String(formats['reason']) };
  const subject = subjectOf(formats.json, input.name);
  if (subject === undefined) return { status: 'errored', reason: 'trivy did not say which image it listed' };
  const cycloneDx = stableCycloneDx(formats.cyclonedx, subject);
  await keep(ctx, 'sbom.cdx.json', cycloneDx);
  await keep(ctx, 'sbom.spdx.json', stableSpdx(formats['spdx-json'], subject));
  return concludeSbom(ctx, { document: cycloneDx, subject, nowMs: input.nowMs, allowNone: input.allowNone });
}

/** One after the other: the first looks into the layers, and the others find what it saw in the cache of this run. */
async function listAll(
  ctx: CheckContext,
  { env }: SbomInput,
  tar: string,
): Promise<Formats | { readonly reason: string }> {
  const cacheDir = join(ctx.tempDir, 'trivy');
  await mkdir(cacheDir, { recursive: true });
  const documents: Record<string, Json> = {};
  for (const format of ['json', 'cyclonedx', 'spdx-json'] as const) {
    const file = join(ctx.tempDir, `${format}.json`);
    // Nothing is looked for but packages, so no database is needed.
    const scanners = format === 'json' ? ['--scanners', ''] : [];
    // From the folder of the tar: its path would stand in the documents.
    const args = ['--input', basename(tar), '--format', format, '--output', file, ...scanners];
    const result = await runTrivy(ctx, { cacheDir, args, env, cwd: dirname(tar) });
    const reason = whyNoReport(result);
    if (reason !== undefined) return { reason: reason.replaceAll(`${dirname(tar)}/`, '') };
    const document = await readDocument(file);
    if (document === undefined) return { reason: `trivy wrote no document of format ${format}` };
    documents[format] = document;
  }
  return documents as Formats;
}

async function readDocument(file: string): Promise<Json | undefined> {
  try {
    const read: unknown = JSON.parse(await readFile(file, 'utf8'));
    return typeof read === 'object' && read !== null && !Array.isArray(read) ? (read as Json) : undefined;
  } catch {
    return undefined;
  }
}

function subjectOf({ Metadata }: Json, name: string): Subject | undefined {
  const { ImageID, ImageConfig } = (Metadata ?? {}) as Json;
  const { created } = (ImageConfig ?? {}) as Json;
  if (typeof ImageID !== 'string') return undefined;
  const ms = Date.parse(String(created));
  // To the second, as SPDX wants it. An image without a time is of 1970, as tools that build reproducibly write it.
  const iso = new Date(Number.isNaN(ms) ? 0 : ms).toISOString().replace(/\.\d+Z$/u, 'Z');
  return { name, imageId: ImageID, created: iso };
}

async function keep(ctx: CheckContext, name: string, document: Json): Promise<void> {
  const file = join(ctx.tempDir, name);
  await writeFile(file, `${JSON.stringify(document, undefined, 2)}\n`);
  ctx.artifact(name, file);
}
