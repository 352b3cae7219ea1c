import { resolveRef } from '../state/resolve-ref.ts';
import type { FakeCheckRun } from '../state/report-records.ts';
import { stamp } from '../state/stamp.ts';
import { annotationView } from '../views/annotation-view.ts';
import { checkRunView } from '../views/check-run-view.ts';
import { notFound } from './not-found.ts';
import type { CallContext, Operation, Reply } from './operation.ts';
import { refuse } from './refuse.ts';

/** Check runs. Their limits (50 annotations, 65,535 characters) are in GitHub's description. */
export const CHECKS = {
  'checks/create': (context) => {
    const { state, body, token } = context;
    if (token.app === undefined) return refuse(403, 'You must authenticate via a GitHub App.');
    if (!state.commits.has(body['head_sha']))
      return refuse(422, `No commit found for SHA: ${body['head_sha']}`);
    if (body['status'] === 'completed' && body['conclusion'] === undefined)
      return refuse(422, 'Invalid request.\n\n"conclusion" wasn\'t supplied.');
    const check: FakeCheckRun = {
      id: state.nextId(),
      sha: body['head_sha'],
      name: '',
      status: 'queued',
      conclusion: null,
      externalId: '',
      detailsUrl: '',
      startedAt: stamp(state),
      completedAt: null,
      output: { title: null, summary: null, text: null },
      annotations: [],
      app: token.app,
    };
    change(context, check);
    state.checkRuns.push(check);
    return { status: 201, body: checkRunView(state, check) };
  },
  'checks/update': (context) =>
    withCheck(context, (check) => {
      if (context.token.app !== check.app)
        return refuse(403, 'Invalid app_id `' + (context.token.app ?? '') + '`');
      change(context, check);
      return { status: 200, body: checkRunView(context.state, check) };
    }),
  'checks/get': (context) =>
    withCheck(context, (check) => ({ status: 200, body: checkRunView(context.state, check) })),
  'checks/list-annotations': ({ state, path }) => {
    const check = state.checkRuns.find(({ id }) => String(id) === path['check_run_id']);
    if (check === undefined) return notFound();
    return { items: check.annotations.map((annotation) => annotationView(check.sha, annotation)) };
  },
  'checks/list-for-ref': ({ state, path, query }) => {
    const sha = resolveRef(state, path['ref'] ?? '');
    if (sha === undefined) return refuse(422, `No commit found for SHA: ${path['ref']}`);
    const [name, status] = [query.get('check_name'), query.get('status')];
    const found = state.checkRuns
      .filter((check) => check.sha === sha && (name === null || check.name === name))
      .filter((check) => status === null || check.status === status)
      .toReversed();
    const isLatest = query.get('filter') !== 'all';
    const shown = isLatest ? found.filter((check, index) => isFirst(found, check, index)) : found;
    return {
      items: shown.map((check) => checkRunView(state, check)),
      wrap: (page, total) => ({ total_count: total, check_runs: page }),
    };
  },
} as const satisfies Readonly<Record<string, Operation>>;

const isFirst = (all: readonly FakeCheckRun[], check: FakeCheckRun, index: number): boolean =>
  all.findIndex(({ name, app }) => name === check.name && app === check.app) === index;

function withCheck({ state, path }: CallContext, use: (check: FakeCheckRun) => Reply): Reply {
  const check = state.checkRuns.find(({ id }) => String(id) === path['check_run_id']);
  return check === undefined ? notFound() : use(check);
}

/** Takes over what was sent. Annotations are added to those of earlier calls. */
function change({ state, body }: CallContext, check: FakeCheckRun): void {
  check.name = body['name'] ?? check.name;
  check.externalId = body['external_id'] ?? check.externalId;
  check.detailsUrl = body['details_url'] ?? check.detailsUrl;
  check.startedAt = body['started_at'] ?? check.startedAt;
  check.status = body['conclusion'] === undefined ? (body['status'] ?? check.status) : 'completed';
  check.conclusion = body['conclusion'] ?? check.conclusion;
  if (check.status === 'completed') check.completedAt = body['completed_at'] ?? stamp(state);
  const { title, summary, text, annotations = [] } = body['output'] ?? {};
  check.output = {
    title: title ?? check.output.title,
    summary: summary ?? check.output.summary,
    text: text ?? check.output.text,
  };
  check.annotations.push(...annotations);
}
