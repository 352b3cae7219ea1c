import type { Exec, ExecResult } from '@sluice/core';
import type { Owner } from './owner.ts';
import { parseOwner } from './parse-owner.ts';

const CALL_MS = 60_000;

/** What was removed, by kind, and what could not be. */
export interface Removed {
  readonly containers: number;
  readonly tags: number;
  readonly problems: readonly string[];
}

/**
 * Removes containers and tags of ours whose owner `isOver`. Names that this plugin never gives are never touched;
 * what another run removes at the same moment is no problem.
 */
export async function removeOwned(exec: Exec, isOver: (owner: Owner) => boolean): Promise<Removed> {
  const ask = (...args: string[]): Promise<ExecResult> => exec('docker', args, { timeoutMs: CALL_MS });
  // Containers first: an image that one of them uses keeps its tag.
  const containers = over(
    await ask('container', 'ls', '--all', '--filter', 'name=sluice-', '--format', '{{.Names}}'),
    isOver,
  );
  const ended =
    containers.length === 0 ? undefined : await ask('container', 'rm', '--force', '--volumes', ...containers);
  const tags = over(
    await ask('image', 'ls', '--filter', 'reference=sluice-*', '--format', '{{.Repository}}:{{.Tag}}'),
    isOver,
  );
  const untagged = tags.length === 0 ? undefined : await ask('image', 'rm', ...tags);
  const problems = [ended, untagged].flatMap((result) => (result === undefined ? [] : problemsOf(result)));
  return { containers: containers.length, tags: tags.length, problems };
}

function over({ stdout }: ExecResult, isOver: (owner: Owner) => boolean): readonly string[] {
  return stdout.split('\n').filter((name) => {
    const owner = parseOwner(name);
    return owner !== undefined && isOver(owner);
  });
}

function problemsOf({ exitCode, timedOut, stderr }: ExecResult): readonly string[] {
  if (timedOut) return ['docker did not answer in time'];
  if (exitCode === 0) return [];
  return stderr
    .split('\n')
    .filter((line) => line !== '' && !/no such (?:container|image)|is already in progress/iu.test(line));
}
