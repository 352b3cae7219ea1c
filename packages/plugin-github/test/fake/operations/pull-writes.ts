import { addIssue } from '../state/add-issue.ts';
import { ancestorsOf } from '../state/ancestors-of.ts';
import type { FakeState } from '../state/fake-state.ts';
import type { FakePull } from '../state/repository-records.ts';
import { stamp } from '../state/stamp.ts';
import { ownName } from '../views/own-name.ts';
import { pullView } from '../views/pull-view.ts';
import { checkText } from './check-text.ts';
import { notFound } from './not-found.ts';
import type { CallContext, Operation, Reply } from './operation.ts';
import { refuse } from './refuse.ts';

/** Opening and changing pull requests from branches of the repository itself. */
export const PULL_WRITES = {
  'pulls/create': ({ state, body, token }) => {
    if (token.app === 'github-actions' && !state.mayActionsOpenPulls)
      return refuse(403, 'GitHub Actions is not permitted to create or approve pull requests.');
    const { owner } = state.repository;
    const [base, head] = [String(body['base']), String(body['head']).replace(`${owner}:`, '')];
    const wrong = checkText(body['body'], 'PullRequest') ?? checkBranches(state, base, head);
    if (wrong !== undefined) return wrong;
    const { number } = addIssue(state, {
      title: String(body['title']),
      ...(typeof body['body'] === 'string' ? { body: body['body'] } : {}),
      author: token.login,
    });
    const [sha = '', baseSha = ''] = [head, base].map((branch) => state.refs.get(`heads/${branch}`));
    const pull: FakePull = {
      number,
      head: { branch: head, sha, repository: ownName(state) },
      base: { branch: base, sha: baseSha },
      isKnownByCommit: true,
      mergedAt: null,
      isDraft: body['draft'] === true,
    };
    state.pulls.set(number, pull);
    state.refs.set(`pull/${number}/head`, sha);
    return { status: 201, body: pullView(state, pull, 'pull-request') };
  },
  'pulls/update': ({ state, path, body }) => {
    const pull = state.pulls.get(Number(path['pull_number']));
    if (pull === undefined) return notFound();
    const wrong = checkText(body['body'], 'PullRequest') ?? change(state, pull, body);
    return wrong ?? { status: 200, body: pullView(state, pull, 'pull-request') };
  },
} as const satisfies Readonly<Record<string, Operation>>;

const custom = (message: string): Reply =>
  refuse(422, 'Validation Failed', [{ resource: 'PullRequest', code: 'custom', message }]);
const invalid = (field: string): Reply =>
  refuse(422, 'Validation Failed', [{ resource: 'PullRequest', code: 'invalid', field }]);

function checkBranches(state: FakeState, base: string, head: string): Reply | undefined {
  const [from, to] = [state.refs.get(`heads/${base}`), state.refs.get(`heads/${head}`)];
  if (from === undefined) return invalid('base');
  if (to === undefined) return invalid('head');
  if (ancestorsOf(state, from).includes(to)) return custom(`No commits between ${base} and ${head}`);
  const label = `${state.repository.owner}:${head}`;
  const isThere = [...state.pulls.values()].some(
    (pull) =>
      state.issues.get(pull.number)?.state === 'open' &&
      pull.head.repository === ownName(state) &&
      pull.head.branch === head &&
      pull.base.branch === base,
  );
  return isThere ? custom(`A pull request already exists for ${label}.`) : undefined;
}

function change(state: FakeState, pull: FakePull, body: CallContext['body']): Reply | undefined {
  const issue = state.issues.get(pull.number)!;
  const { title, body: text, state: wanted, base } = body;
  if (wanted === 'open' && issue.state === 'closed') {
    if (pull.mergedAt !== null) return custom('A merged pull request cannot be opened again.');
    const refused = checkBranches(state, base ?? pull.base.branch, pull.head.branch);
    if (refused !== undefined) return refused;
  }
  if (base !== undefined) {
    const sha = state.refs.get(`heads/${base}`);
    if (sha === undefined) return invalid('base');
    pull.base = { branch: base, sha };
  }
  const at = stamp(state);
  if (title !== undefined) issue.title = title;
  if (text !== undefined) issue.body = text;
  if (wanted !== undefined && wanted !== issue.state) {
    issue.state = wanted;
    issue.closedAt = wanted === 'closed' ? at : null;
  }
  issue.updatedAt = at;
  return undefined;
}
