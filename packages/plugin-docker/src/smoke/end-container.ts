import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { CheckContext } from '@sluice/core';
import { lastWords } from '../engine/last-words.ts';

/** What a container left behind. */
export interface ContainerEnd {
  /** Its last lines as one. */
  readonly said: string;
  /** Whether SIGTERM ended it; undefined where it had ended before. */
  readonly endedOnTerm?: boolean;
}

/** No more of its log is kept: the end says why it ended. */
const MOST_LINES = '10000';

/** Stops a container as its host would, keeps its log as an artifact, and removes it with its volumes. */
export async function endContainer(
  ctx: Pick<CheckContext, 'exec' | 'tempDir' | 'artifact'>,
  {
    container,
    image,
    stopMs,
  }: { readonly container: string; readonly image: string; readonly stopMs: number },
): Promise<ContainerEnd> {
  const ask = (args: readonly string[], timeoutMs = 60_000) => ctx.exec('docker', args, { timeoutMs });
  const format = '{{.State.Running}} {{.State.ExitCode}}';
  const before = await ask(['container', 'inspect', '--format', format, container]);
  const grace = Math.ceil(stopMs / 1000);
  await ask(['container', 'stop', '-t', String(grace), container], stopMs + 60_000);
  const after = await ask(['container', 'inspect', '--format', format, container]);
  const { stdout, stderr } = await ask(['container', 'logs', '--tail', MOST_LINES, container]);
  await ask(['container', 'rm', '--force', '--volumes', container]);
  const path = join(ctx.tempDir, 'container.log');
  await writeFile(path, [stdout, stderr].filter((part) => part !== '').join('\n'));
  ctx.artifact(`${image}.log`, path);
  const said = lastWords([stdout, stderr].join('\n'), 3);
  if (!before.stdout.startsWith('true')) return { said };
  // 137 is 128 and SIGKILL: what the engine sends to one that did not end in time.
  return { said, endedOnTerm: !after.stdout.trim().endsWith(' 137') };
}
