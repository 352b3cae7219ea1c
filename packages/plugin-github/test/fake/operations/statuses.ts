import { resolveRef } from '../state/resolve-ref.ts';
import type { FakeStatus } from '../state/report-records.ts';
import { stamp } from '../state/stamp.ts';
import { ownName } from '../views/own-name.ts';
import { repositoryView } from '../views/repository-view.ts';
import { statusView } from '../views/status-view.ts';
import { notFound } from './not-found.ts';
import type { Operation } from './operation.ts';
import { refuse } from './refuse.ts';

const MOST_DESCRIPTION = 140;

/** Commit statuses, the newest first. */
export const STATUSES = {
  'repos/create-commit-status': ({ state, path, body, token }) => {
    const sha = path['sha'] ?? '';
    if (!state.commits.has(sha)) return refuse(422, `No commit found for SHA: ${sha}`);
    const { description = null, target_url: targetUrl = null, context = 'default' } = body;
    if (typeof description === 'string' && description.length > MOST_DESCRIPTION) {
      const message = 'description is too long (maximum is 140 characters)';
      return refuse(422, 'Validation Failed', [
        { resource: 'Status', code: 'custom', field: 'description', message },
      ]);
    }
    const status: FakeStatus = {
      id: state.nextId(),
      sha,
      state: body['state'],
      context,
      description,
      targetUrl,
      author: token.login,
      createdAt: stamp(state),
    };
    state.statuses.unshift(status);
    return { status: 201, body: statusView(state, status) };
  },
  'repos/list-commit-statuses-for-ref': ({ state, path }) => {
    const sha = resolveRef(state, path['ref'] ?? '');
    return { items: state.statuses.filter((one) => one.sha === sha).map((one) => statusView(state, one)) };
  },
  'repos/get-combined-status-for-ref': ({ state, path }) => {
    const sha = resolveRef(state, path['ref'] ?? '');
    if (sha === undefined) return notFound();
    const own = state.statuses.filter((one) => one.sha === sha);
    const latest = own.filter(
      (one, index) => own.findIndex(({ context }) => context === one.context) === index,
    );
    const url = `${state.apiUrl}/repos/${ownName(state)}/commits/${sha}`;
    const body = {
      state: combined(latest),
      statuses: latest.map((one) => statusView(state, one, true)),
      sha,
      total_count: latest.length,
      repository: repositoryView(state, ownName(state)),
      commit_url: url,
      url: `${url}/status`,
    };
    return { status: 200, body };
  },
} as const satisfies Readonly<Record<string, Operation>>;

function combined(statuses: readonly FakeStatus[]): string {
  const states = statuses.map(({ state }) => state);
  if (states.some((state) => state === 'failure' || state === 'error')) return 'failure';
  return states.length === 0 || states.includes('pending') ? 'pending' : 'success';
}
