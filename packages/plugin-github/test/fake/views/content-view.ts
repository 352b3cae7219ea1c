import { blobSha } from '../state/blob-sha.ts';
import type { FakeState } from '../state/fake-state.ts';
import { ownName } from './own-name.ts';

/** A file with its text in base64, or, as directories list it, without. */
export function contentView(
  state: FakeState,
  path: string,
  text: string,
  isListed: boolean,
): Record<string, unknown> {
  const encoded = path.split('/').map(encodeURIComponent).join('/');
  const url = `${state.apiUrl}/repos/${ownName(state)}/contents/${encoded}`;
  const page = `https://github.com/${ownName(state)}/blob/${state.repository.defaultBranch}/${encoded}`;
  const gitUrl = `${state.apiUrl}/repos/${ownName(state)}/git/blobs/${blobSha(text)}`;
  return {
    type: 'file',
    name: path.split('/').at(-1),
    path,
    sha: blobSha(text),
    size: Buffer.byteLength(text),
    url,
    html_url: page,
    git_url: gitUrl,
    download_url: page.replace('/blob/', '/raw/'),
    _links: { self: url, git: gitUrl, html: page },
    // GitHub breaks the lines of base64 at 60 characters.
    ...(isListed
      ? {}
      : {
          encoding: 'base64',
          content: Buffer.from(text)
            .toString('base64')
            .replace(/.{1,60}/gu, '$&\n'),
        }),
  };
}
