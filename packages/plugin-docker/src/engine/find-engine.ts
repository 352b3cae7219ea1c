import type { Exec } from '@sluice/core';
import type { EngineFacts } from './engine-facts.ts';
import { whyNoEngine } from './why-no-engine.ts';

/** A daemon that answers does so at once; one that hangs must not keep a check until its deadline. */
const ANSWER_MS = 20_000;

/** Asks docker for its versions and its builder: the facts, or why there is nothing to build with. */
export async function findEngine(exec: Exec): Promise<EngineFacts | { readonly reason: string }> {
  const ask = (...args: string[]) => exec('docker', args, { timeoutMs: ANSWER_MS });
  const version = await ask('version', '--format', '{{json .}}');
  const reason = whyNoEngine(version);
  if (reason !== undefined) return { reason };
  const versions = versionsOf(version.stdout);
  if (versions === undefined) return { reason: 'docker version gave no version of a daemon' };
  const [buildx, builder, info] = await Promise.all([
    ask('buildx', 'version'),
    ask('buildx', 'inspect'),
    ask('info', '--format', '{{json .DriverStatus}}'),
  ]);
  const why = whyNoEngine(buildx) ?? whyNoEngine(builder);
  if (why !== undefined) return { reason: why };
  return {
    ...versions,
    buildxVersion: /\bv?(\d+\.\d+\.\d+\S*)/u.exec(buildx.stdout)?.[1] ?? 'unknown',
    driver: /^Driver:\s+(\S+)/mu.exec(builder.stdout)?.[1] ?? 'unknown',
    hasContainerdStore: info.stdout.includes('io.containerd.snapshotter'),
  };
}

function versionsOf(text: string): Pick<EngineFacts, 'clientVersion' | 'serverVersion'> | undefined {
  try {
    const { Client, Server } = JSON.parse(text) as Record<string, { Version?: unknown } | null>;
    if (typeof Client?.Version !== 'string' || typeof Server?.Version !== 'string') return undefined;
    return { clientVersion: Client.Version, serverVersion: Server.Version };
  } catch {
    return undefined;
  }
}
