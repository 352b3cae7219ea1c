import { expect, it } from 'vitest';
import { ask } from './ask.ts';
import { blobSha } from './state/blob-sha.ts';
import { openGithubFake } from './open-github-fake.ts';
import { OPERATIONS } from './operations.ts';

const CI = 'ci.yml';
const annotations = [
  { path: 'x.py', start_line: 1, end_line: 1, annotation_level: 'failure', message: 'no' },
  { path: 'x.py', start_line: 2, end_line: 2, annotation_level: 'notice', message: 'hm', title: 't' },
];

it('every operation is answered as GitHub describes it', async () => {
  await using fake = await openGithubFake({
    files: { 'README.md': '# Orders\n', 'docs/ci.md': 'ok\n' },
    labels: [{ name: 'ci-health' }],
    issues: [{ title: 'Slow', labels: ['ci-health'], comments: [{ body: 'Yes' }] }],
    pulls: [
      { branch: 'feat/x', title: 'Add x', files: { 'x.py': 'x = 1\n' }, labels: ['ready'] },
      { branch: 'main', fork: 'mallory/orders', title: 'Mine', files: { 'README.md': 'mine\n' } },
    ],
    runs: [
      {
        id: 7,
        event: 'pull_request',
        branch: 'feat/x',
        jobs: [{ name: 'test', conclusion: 'failure', id: 70 }],
      },
    ],
    artifacts: [{ runId: 7, name: 'report', files: { 'report.json': '{}' } }],
    caches: [{ key: 'pip-1' }],
    rules: {
      main: [
        {
          type: 'required_status_checks',
          parameters: {
            required_status_checks: [{ context: 'sluice' }],
            strict_required_status_checks_policy: false,
          },
          ruleset_source_type: 'Repository',
          ruleset_source: 'acme/orders',
          ruleset_id: 3,
        },
        {
          type: 'merge_queue',
          ruleset_source_type: 'Repository',
          ruleset_source: 'acme/orders',
          ruleset_id: 3,
        },
      ],
    },
    rulesets: [{ id: 3, name: 'main', source: 'acme/orders', enforcement: 'active' }],
  });
  const head = fake.state.pulls.get(2)?.head.sha ?? '';
  const artifact = fake.state.artifacts[0]?.id ?? 0;
  const cache = fake.state.caches[0]?.id ?? 0;
  const comment = fake.state.comments[0]?.id ?? 0;
  const check = await ask(fake, 'POST check-runs', { body: { name: 'sluice/report', head_sha: head } });
  const file = (await ask(fake, 'GET contents/docs%2Fci.md')).body;
  const content = Buffer.from('new').toString('base64');
  const asked: [string, number, unknown?][] = [
    ['GET ', 200],
    ['GET /rate_limit', 200],
    ['GET actions/runs?status=failure&branch=feat/x&created=%3E=2020-01-01&event=pull_request', 200],
    [`GET actions/workflows/${CI}/runs`, 200],
    ['GET actions/workflows', 200],
    [`GET actions/workflows/${CI}`, 200],
    ['GET actions/runs/7', 200],
    ['GET actions/runs/7/jobs?filter=latest', 200],
    ['GET actions/runs/7/attempts/1', 200],
    ['GET actions/runs/7/attempts/1/jobs', 200],
    ['GET actions/jobs/70', 200],
    ['GET actions/jobs/70/logs', 302],
    ['POST actions/runs/7/rerun-failed-jobs', 201],
    ['GET actions/runs/7/artifacts?name=report', 200],
    ['GET actions/artifacts', 200],
    [`GET actions/artifacts/${artifact}`, 200],
    [`GET actions/artifacts/${artifact}/zip`, 302],
    ['GET actions/caches?key=pip', 200],
    [`DELETE actions/caches/${cache}`, 204],
    [`POST actions/workflows/${CI}/dispatches`, 204, { ref: 'main', inputs: { a: 'b' } }],
    ['POST dispatches', 204, { event_type: 'x' }],
    ['GET pulls?state=open&head=acme:feat/x', 200],
    ['GET pulls/2', 200],
    ['GET pulls/3', 200],
    ['GET pulls/2/files', 200],
    [`GET commits/${head}/pulls`, 200],
    [`GET commits/${head}`, 200],
    ['GET commits?sha=feat/x', 200],
    ['GET compare/main...feat%2Fx', 200],
    ['GET branches', 200],
    ['GET branches/main', 200],
    ['GET rules/branches/main', 200],
    ['GET rulesets', 200],
    ['GET rulesets/3', 200],
    ['GET git/ref/heads%2Fmain', 200],
    ['GET git/matching-refs/heads%2Ffeat', 200],
    ['POST git/refs', 201, { ref: 'refs/heads/reports', sha: head }],
    ['PATCH git/refs/heads%2Freports', 200, { sha: head, force: true }],
    ['PUT contents/docs/new.md', 201, { message: 'm', content, branch: 'reports' }],
    ['PUT contents/docs/ci.md', 200, { message: 'm', content, sha: file.sha }],
    ['GET contents/docs', 200],
    ['DELETE contents/docs/new.md', 200, { message: 'm', sha: blobSha('new'), branch: 'reports' }],
    ['POST pulls', 201, { title: 't', head: 'reports', base: 'main', body: 'b' }],
    ['PATCH pulls/4', 200, { body: 'c', state: 'closed' }],
    ['DELETE git/refs/heads%2Freports', 204],
    ['GET issues?labels=ci-health&state=all', 200],
    ['GET issues/1', 200],
    ['POST issues', 201, { title: 'T', body: 'b', labels: ['new'] }],
    ['PATCH issues/1', 200, { state: 'closed', state_reason: 'completed' }],
    ['POST issues/1/labels', 200, { labels: ['bug'] }],
    ['DELETE issues/1/labels/bug', 200],
    ['GET labels', 200],
    ['GET labels/ci-health', 200],
    ['POST labels', 201, { name: 'ci-broken', color: 'b60205' }],
    ['GET issues/1/comments', 200],
    ['POST issues/2/comments', 201, { body: 'hello' }],
    [`GET issues/comments/${comment}`, 200],
    [`DELETE issues/comments/${comment}`, 204],
    [
      `PATCH check-runs/${check.body.id}`,
      200,
      { conclusion: 'failure', output: { title: 't', summary: 's', annotations } },
    ],
    [`GET check-runs/${check.body.id}`, 200],
    [`GET check-runs/${check.body.id}/annotations`, 200],
    [`GET commits/${head}/check-runs`, 200],
    [`POST statuses/${head}`, 201, { state: 'failure', context: 'sluice/report' }],
    [`GET commits/${head}/statuses`, 200],
    [`GET commits/${head}/status`, 200],
  ];
  const answered: unknown[] = [];
  for (const [route, , body] of asked) answered.push([route, (await ask(fake, route, { body })).status]);
  expect(answered).toEqual(asked.map(([route, status]) => [route, status]));
  const own = fake.state.comments[0]?.id ?? 0;
  expect(await ask(fake, `PATCH issues/comments/${own}`, { body: { body: 'bye' } })).toMatchObject({
    status: 200,
  });
  expect(await ask(fake, 'GET /user', { token: 'ghp_person' })).toMatchObject({ body: { login: 'octocat' } });
  expect(fake.violations).toEqual([]);
  const used = new Set(fake.calls.map(({ operation }) => operation));
  expect(Object.keys(OPERATIONS).filter((id) => !used.has(id as never))).toEqual([]);
});
