import { createHash } from 'node:crypto';
import type { Exec } from '@sluice/core';
import type { Healthcheck } from '../smoke/health-arguments.ts';

/** An image as the engine has it. */
export interface BuiltImage {
  /** `sha256:…`, the digest of its configuration. */
  readonly id: string;
  readonly sizeBytes: number;
  readonly layers: number;
  /**
   * Names what it does: its layers and its configuration without labels. Two commits that change nothing in it have
   * the same, though their labels differ.
   */
  readonly content: string;
  readonly healthcheck: Healthcheck;
}

/** Asks the engine for an image; undefined when it has none of this name. */
export async function builtImage(exec: Exec, tag: string): Promise<BuiltImage | undefined> {
  const { exitCode, stdout } = await exec('docker', ['image', 'inspect', '--format', '{{json .}}', tag], {
    timeoutMs: 60_000,
  });
  if (exitCode !== 0) return undefined;
  try {
    const { Id, Size, RootFS, Config, Architecture, Os } = JSON.parse(stdout) as Inspected;
    const { Labels: _, Image: __, Hostname: ___, ...config } = Config ?? {};
    const layers = RootFS.Layers ?? [];
    const content = createHash('sha256')
      .update(JSON.stringify([Os, Architecture, layers, config]))
      .digest('hex');
    return {
      id: Id,
      sizeBytes: Size,
      layers: layers.length,
      content,
      healthcheck: Config?.Healthcheck ?? {},
    };
  } catch {
    return undefined;
  }
}

interface Inspected {
  readonly Id: string;
  readonly Size: number;
  readonly Os: string;
  readonly Architecture: string;
  readonly RootFS: { readonly Layers?: readonly string[] };
  readonly Config?: {
    readonly Labels?: unknown;
    readonly Image?: unknown;
    readonly Hostname?: unknown;
    readonly Healthcheck?: Healthcheck;
  };
}
