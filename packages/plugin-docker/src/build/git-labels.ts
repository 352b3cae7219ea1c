import type { Exec } from '@sluice/core';

/** What git says of the commit that an image is made from. */
export interface GitLabels {
  /** OCI annotation keys to values. Source: image-spec, annotations.md. */
  readonly labels: Readonly<Record<string, string>>;
  /** The commit's time for BuildKit, so that images are the same whenever they are built. */
  readonly env: Readonly<Record<string, string>>;
}

/** Labels that name the source of an image. Without a repository there are none. */
export async function gitLabels(exec: Exec): Promise<GitLabels> {
  const [shown, remote, dirty] = await Promise.all([
    exec('git', ['show', '--no-patch', '--no-show-signature', '--format=%H%n%cI%n%ct%n%D', 'HEAD']),
    exec('git', ['config', '--get', 'remote.origin.url'], { output: 'private' }),
    exec('git', ['status', '--porcelain', '--untracked-files=no']),
  ]);
  if (shown.exitCode !== 0) return { labels: {}, env: {} };
  const [revision = '', created = '', epoch = '', names = ''] = shown.stdout.split('\n');
  const version = versionOf(names);
  const source = remote.exitCode === 0 ? sourceOf(remote.stdout.trim()) : undefined;
  const isDirty = dirty.exitCode === 0 && dirty.stdout !== '';
  const labels = {
    'org.opencontainers.image.created': created,
    // What is not in the commit cannot be found again by it.
    'org.opencontainers.image.revision': isDirty ? `${revision}-dirty` : revision,
    ...(source === undefined ? {} : { 'org.opencontainers.image.source': source }),
    ...(version === undefined || isDirty ? {} : { 'org.opencontainers.image.version': version }),
  };
  return { labels, env: { SOURCE_DATE_EPOCH: epoch } };
}

/** The tag on the commit, where it looks like a version: `v1.2.3` is 1.2.3. */
function versionOf(names: string): string | undefined {
  const tags = names.split(', ').flatMap((name) => /^tag: v?(\d[\w.+-]{0,100})$/u.exec(name)?.[1] ?? []);
  return tags[0];
}

/** The repository's address for people: by https, without user, password and query. Undefined for a path. */
export function sourceOf(remote: string): string | undefined {
  const [, host, path] =
    /^(?:[\w.-]{1,64}@)([\w.-]{1,255}):(?!\/)(.{1,1000})$/u.exec(remote) ??
    /^ssh:\/\/(?:[^@/]*@)?([^/:]+)(?::\d+)?\/(.+)$/u.exec(remote) ??
    [];
  const text = host === undefined || path === undefined ? remote : `https://${host}/${path}`;
  try {
    const { protocol, host: at, pathname } = new URL(text);
    if (!['http:', 'https:'].includes(protocol)) return undefined;
    return `${protocol}//${at}${pathname.replace(/\.git$/u, '')}`;
  } catch {
    return undefined;
  }
}
