import { isAbsolute, join } from 'node:path';
import { folderSource } from './folder-source.ts';
import { liveSource } from './live-source.ts';
import { readFolder } from './read-folder.ts';
import { serveAdvisories, type OsvServer } from './serve.ts';

/** Advisories, served on loopback, with what is known of them. */
export interface Advisories {
  readonly server: OsvServer;
  /** For people: `advisories of 2026-10-02: 211 in osv`. */
  readonly from: string;
}

export interface AdvisoriesInput {
  readonly cwd: string;
  /** The option: `live`, an address, or a folder. */
  readonly advisories: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly signal: AbortSignal;
}

const LIVE = 'https://api.osv.dev';

/** Opens the source that the options name. An answer with `reason` is one that could not be opened. */
export async function openAdvisories(
  input: AdvisoriesInput,
): Promise<Advisories | { readonly reason: string }> {
  const { advisories, env, signal } = input;
  if (advisories === 'live' || /^https?:\/\//u.test(advisories)) {
    const url = advisories === 'live' ? LIVE : advisories;
    const server = await serveAdvisories(liveSource({ url, env, signal }));
    return { server, from: `advisories of today, from ${new URL(url).host}` };
  }
  return ofFolder(input);
}

async function ofFolder({
  cwd,
  advisories,
}: AdvisoriesInput): Promise<Advisories | { readonly reason: string }> {
  const folder = isAbsolute(advisories) ? advisories : join(cwd, advisories);
  const found = await readFolder(folder).catch(() => undefined);
  if (found === undefined) return { reason: `there is no folder of advisories at ${advisories}` };
  const { records, unreadable } = found;
  if (records.length === 0) return { reason: `${advisories} holds no advisory in OSV's form` };
  if (unreadable.length > 0) {
    const names = unreadable.slice(0, 3).map((path) => path.slice(folder.length + 1));
    return { reason: `${unreadable.length} files of ${advisories} are no advisory: ${names.join(', ')}` };
  }
  const newest =
    records
      .map(({ modified, published }) => modified ?? published ?? '')
      .toSorted()
      .at(-1) ?? '';
  const age = newest === '' ? 'advisories without a date' : `advisories up to ${newest.slice(0, 10)}`;
  return {
    server: await serveAdvisories(folderSource(records)),
    from: `${age}: ${records.length} in ${advisories}`,
  };
}
