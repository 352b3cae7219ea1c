import type { FakeState } from '../state/fake-state.ts';
import type { FakeIssue } from '../state/repository-records.ts';
import { addIssue } from '../state/add-issue.ts';
import { stamp } from '../state/stamp.ts';
import { issueView } from '../views/issue-view.ts';
import { labelView } from '../views/label-view.ts';
import { checkText } from './check-text.ts';
import { notFound } from './not-found.ts';
import type { CallContext, Operation, Reply } from './operation.ts';
import { refuse } from './refuse.ts';

/** Issues and their labels. */
export const ISSUES = {
  'issues/list-for-repo': ({ state, query }) => {
    const labels = (query.get('labels') ?? '').toLowerCase().split(',').filter(Boolean);
    const condition = query.get('state') ?? 'open';
    const creator = query.get('creator');
    const since = query.get('since');
    const field = query.get('sort') === 'updated' ? 'updatedAt' : 'createdAt';
    const sign = query.get('direction') === 'asc' ? -1 : 1;
    const found = [...state.issues.values()].filter(
      (issue) =>
        (condition === 'all' || issue.state === condition) &&
        labels.every((label) => issue.labels.some((own) => own.toLowerCase() === label)) &&
        (creator === null || issue.author === creator) &&
        (since === null || Date.parse(issue.updatedAt) >= Date.parse(since)),
    );
    const sorted = found.toSorted(
      (a, b) => sign * (Date.parse(b[field]) - Date.parse(a[field]) || b.number - a.number),
    );
    return { items: sorted.map((issue) => issueView(state, issue)) };
  },
  'issues/get': ({ state, path }) => {
    const issue = state.issues.get(Number(path['issue_number']));
    return issue === undefined ? notFound() : { status: 200, body: issueView(state, issue) };
  },
  'issues/create': ({ state, body, token }) => {
    if (!state.hasIssues) return refuse(410, 'Issues has been disabled in this repository.');
    const wrong = checkText(body['body'], 'Issue');
    if (wrong !== undefined) return wrong;
    const labels = namesOf(body['labels']);
    makeLabels(state, labels);
    const issue = addIssue(state, {
      title: String(body['title']),
      ...(typeof body['body'] === 'string' ? { body: body['body'] } : {}),
      labels,
      author: token.login,
    });
    return { status: 201, body: issueView(state, issue) };
  },
  'issues/update': (context) =>
    withIssue(context, (issue) => {
      const { state, body } = context;
      const wrong = checkText(body['body'], 'Issue');
      if (wrong !== undefined) return wrong;
      update(state, issue, body);
      return { status: 200, body: issueView(state, issue) };
    }),
  'issues/add-labels': (context) =>
    withIssue(context, (issue) => {
      const { state, body } = context;
      const added = namesOf(Array.isArray(body) ? body : body['labels']);
      makeLabels(state, added);
      issue.labels = [...new Set([...issue.labels, ...added])];
      return { status: 200, body: issue.labels.map((label) => labelView(state, label)) };
    }),
  'issues/remove-label': (context) =>
    withIssue(context, (issue) => {
      const rest = issue.labels.filter(
        (label) => label.toLowerCase() !== context.path['name']?.toLowerCase(),
      );
      if (rest.length === issue.labels.length) return refuse(404, 'Label does not exist');
      issue.labels = rest;
      return { status: 200, body: rest.map((label) => labelView(context.state, label)) };
    }),
  'issues/list-labels-for-repo': ({ state }) => ({
    items: [...state.labels.values()].map(({ name }) => labelView(state, name)),
  }),
  'issues/get-label': ({ state, path }) =>
    state.labels.has((path['name'] ?? '').toLowerCase())
      ? { status: 200, body: labelView(state, path['name'] ?? '') }
      : notFound(),
  'issues/create-label': ({ state, body }) => {
    const name = String(body['name']);
    if (state.labels.has(name.toLowerCase()))
      return refuse(422, 'Validation Failed', [{ resource: 'Label', code: 'already_exists', field: 'name' }]);
    const { color = 'ededed', description = null } = body;
    if (!/^[0-9a-fA-F]{6}$/u.test(color))
      return refuse(422, 'Validation Failed', [{ resource: 'Label', code: 'invalid', field: 'color' }]);
    state.labels.set(name.toLowerCase(), { id: state.nextId(), name, color, description });
    return { status: 201, body: labelView(state, name) };
  },
} as const satisfies Readonly<Record<string, Operation>>;

function withIssue({ state, path }: CallContext, use: (issue: FakeIssue) => Reply): Reply {
  const issue = state.issues.get(Number(path['issue_number']));
  return issue === undefined ? notFound() : use(issue);
}

/** Labels are given as names or as objects. */
function namesOf(labels: unknown): string[] {
  if (!Array.isArray(labels)) return [];
  return labels.map((label: string | { name: string }) => (typeof label === 'string' ? label : label.name));
}

/** A label that an issue is given and that is not there is made, grey. */
function makeLabels(state: FakeState, names: readonly string[]): void {
  for (const name of names) {
    if (state.labels.has(name.toLowerCase())) continue;
    state.labels.set(name.toLowerCase(), { id: state.nextId(), name, color: 'ededed', description: null });
  }
}

function update(state: FakeState, issue: FakeIssue, body: CallContext['body']): void {
  const at = stamp(state);
  if (body['title'] !== undefined) issue.title = String(body['title']);
  if (body['body'] !== undefined) issue.body = body['body'];
  if (body['labels'] !== undefined) {
    issue.labels = namesOf(body['labels']);
    makeLabels(state, issue.labels);
  }
  if (body['state'] !== undefined && body['state'] !== issue.state) {
    issue.state = body['state'];
    issue.closedAt = issue.state === 'closed' ? at : null;
    issue.stateReason = issue.state === 'closed' ? (body['state_reason'] ?? 'completed') : 'reopened';
  }
  issue.updatedAt = at;
}
