import { readFile } from 'node:fs/promises';
import type { CacheEvent } from './cache-event.ts';

/** The event of GitHub Actions, from its file. One that cannot be read leaves open whether it is of a fork. */
export async function readCacheEvent(env: Readonly<Record<string, string | undefined>>): Promise<CacheEvent> {
  const name = env['GITHUB_EVENT_NAME'];
  if (name === undefined) return {};
  try {
    const event: unknown = JSON.parse(await readFile(env['GITHUB_EVENT_PATH'] ?? '', 'utf8'));
    const isFork = isForkIn(event);
    return { name, ...(isFork === undefined ? {} : { isFork }) };
  } catch {
    return { name };
  }
}

function isForkIn(event: unknown): boolean | undefined {
  const pull = member(event, 'pull_request');
  const head = member(member(member(pull, 'head'), 'repo'), 'full_name');
  const base = member(member(member(pull, 'base'), 'repo'), 'full_name');
  return typeof head === 'string' && typeof base === 'string' ? head !== base : undefined;
}

function member(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined;
}
