import { ancestorsOf } from '../state/ancestors-of.ts';
import { changedFiles } from '../state/changed-files.ts';
import type { FakeState } from '../state/fake-state.ts';
import { moveRef } from '../state/move-ref.ts';
import { resolveRef } from '../state/resolve-ref.ts';
import { commitView } from '../views/commit-view.ts';
import { fileView } from '../views/file-view.ts';
import { ownName } from '../views/own-name.ts';
import { compare } from './compare.ts';
import { notFound } from './not-found.ts';
import type { Operation } from './operation.ts';
import { refuse } from './refuse.ts';

/** Refs, branches, commits and what lies between them. */
export const GIT = {
  'git/get-ref': ({ state, path }) => {
    const ref = path['ref'] ?? '';
    return state.refs.has(ref) ? { status: 200, body: refView(state, ref) } : notFound();
  },
  'git/list-matching-refs': ({ state, path }) => ({
    items: [...state.refs.keys()]
      .filter((ref) => ref.startsWith(path['ref'] ?? ''))
      .map((ref) => refView(state, ref)),
  }),
  'git/create-ref': ({ state, body }) => {
    const ref = String(body['ref']).replace(/^refs\//u, '');
    if (!String(body['ref']).startsWith('refs/') || !ref.includes('/'))
      return refuse(422, 'Reference name must start with "refs/" and have at least two slashes.');
    if (state.refs.has(ref)) return refuse(422, 'Reference already exists');
    if (!state.commits.has(body['sha'])) return refuse(422, 'Object does not exist');
    state.refs.set(ref, body['sha']);
    return { status: 201, body: refView(state, ref) };
  },
  'git/update-ref': ({ state, path, body }) => {
    const ref = path['ref'] ?? '';
    const was = state.refs.get(ref);
    if (was === undefined) return refuse(422, 'Reference does not exist');
    if (!state.commits.has(body['sha'])) return refuse(422, 'Object does not exist');
    if (body['force'] !== true && !ancestorsOf(state, body['sha']).includes(was))
      return refuse(422, 'Update is not a fast forward');
    moveRef(state, ref, body['sha']);
    return { status: 200, body: refView(state, ref) };
  },
  'git/delete-ref': ({ state, path }) =>
    state.refs.delete(path['ref'] ?? '') ? { status: 204 } : refuse(422, 'Reference does not exist'),
  'repos/list-branches': ({ state }) => ({
    items: [...state.refs]
      .filter(([ref]) => ref.startsWith('heads/'))
      .map(([ref, sha]) => ({
        name: ref.slice('heads/'.length),
        commit: { sha, url: `${state.apiUrl}/repos/${ownName(state)}/commits/${sha}` },
        protected: state.rules.has(ref.slice('heads/'.length)),
      })),
  }),
  'repos/get-branch': ({ state, path }) => {
    const name = path['branch'] ?? '';
    const commit = state.commits.get(state.refs.get(`heads/${name}`) ?? '');
    if (commit === undefined) return refuse(404, 'Branch not found');
    const url = `${state.apiUrl}/repos/${ownName(state)}/branches/${encodeURIComponent(name)}`;
    const body = {
      name,
      commit: commitView(state, commit),
      _links: { self: url, html: `https://github.com/${ownName(state)}/tree/${name}` },
      protected: state.rules.has(name),
      protection: {},
      protection_url: `${url}/protection`,
    };
    return { status: 200, body };
  },
  'repos/get-commit': ({ state, path }) => {
    const commit = state.commits.get(resolveRef(state, path['ref'] ?? '') ?? '');
    if (commit === undefined) return refuse(422, `No commit found for SHA: ${path['ref']}`);
    const files = changedFiles(state, commit.parents[0] ?? '', commit.sha);
    const body = {
      ...commitView(state, commit),
      files: files.map((file) => fileView(state, commit.sha, file)),
    };
    return { status: 200, body };
  },
  'repos/list-commits': ({ state, query }) => {
    const from = resolveRef(state, query.get('sha') ?? state.repository.defaultBranch);
    if (from === undefined) return notFound();
    return { items: ancestorsOf(state, from).map((sha) => commitView(state, state.commits.get(sha)!)) };
  },
  'repos/compare-commits-with-basehead': compare,
} as const satisfies Readonly<Record<string, Operation>>;

function refView(state: FakeState, ref: string): Record<string, unknown> {
  const sha = state.refs.get(ref);
  const root = `${state.apiUrl}/repos/${ownName(state)}/git`;
  return {
    ref: `refs/${ref}`,
    node_id: `REF_${ref}`,
    url: `${root}/refs/${ref}`,
    object: { sha, type: 'commit', url: `${root}/commits/${sha}` },
  };
}
