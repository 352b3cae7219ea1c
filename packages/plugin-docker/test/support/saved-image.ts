import { createHash } from 'node:crypto';
import { tarOf } from './tar-of.ts';

/** One layer: what made it, and the files it adds, by absolute path. An empty text deletes nothing. */
export interface LayerInput {
  readonly createdBy: string;
  readonly files: Readonly<Record<string, string>>;
}

/** An image as `docker save` writes it, with settings of its own. */
export interface SavedImageInput {
  readonly layers: readonly LayerInput[];
  readonly config?: Readonly<Record<string, unknown>>;
  /** Instructions that made no layer. */
  readonly empty?: readonly string[];
}

/** The tar of an image, made without an engine: what a scanner of archives reads is files alone. */
export function savedImage({ layers, config = {}, empty = [] }: SavedImageInput): Buffer {
  const tars = layers.map(({ files }) => tarOf(files));
  const created = '2026-11-01T00:00:00Z';
  const history = [
    ...layers.map(({ createdBy }) => ({ created, created_by: createdBy })),
    ...empty.map((text) => ({ created, created_by: text, empty_layer: true })),
  ];
  const settings = JSON.stringify({
    architecture: 'amd64',
    os: 'linux',
    created,
    config,
    history,
    rootfs: { type: 'layers', diff_ids: tars.map((tar) => `sha256:${sha256(tar)}`) },
  });
  const name = `${sha256(Buffer.from(settings))}.json`;
  const names = tars.map((_, index) => `${index}/layer.tar`);
  return tarOf({
    ...Object.fromEntries(tars.map((tar, index) => [names[index], tar])),
    [name]: settings,
    'manifest.json': JSON.stringify([{ Config: name, RepoTags: ['planted:latest'], Layers: names }]),
  });
}

function sha256(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}
