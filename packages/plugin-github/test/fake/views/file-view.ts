import { blobSha } from '../state/blob-sha.ts';
import type { ChangedFile } from '../state/changed-files.ts';
import type { FakeState } from '../state/fake-state.ts';
import { ownName } from './own-name.ts';
import { view } from './view.ts';

/** A changed file. Its patch replaces the whole: the fake computes no differences. */
export function fileView(
  state: FakeState,
  sha: string,
  { path, status, before, after }: ChangedFile,
): Record<string, unknown> {
  const removed = before === '' ? [] : before.replace(/\n$/u, '').split('\n');
  const added = after === '' ? [] : after.replace(/\n$/u, '').split('\n');
  const from = removed.length === 0 ? '-0,0' : `-1,${removed.length}`;
  const to = added.length === 0 ? '+0,0' : `+1,${added.length}`;
  const encoded = path.split('/').map(encodeURIComponent).join('/');
  const page = `https://github.com/${ownName(state)}`;
  return view('diff-entry', {
    sha: blobSha(after),
    filename: path,
    status,
    additions: added.length,
    deletions: removed.length,
    changes: added.length + removed.length,
    blob_url: `${page}/blob/${sha}/${encoded}`,
    raw_url: `${page}/raw/${sha}/${encoded}`,
    contents_url: `${state.apiUrl}/repos/${ownName(state)}/contents/${encoded}?ref=${sha}`,
    patch: [
      `@@ ${from} ${to} @@`,
      ...removed.map((line) => `-${line}`),
      ...added.map((line) => `+${line}`),
    ].join('\n'),
  });
}
