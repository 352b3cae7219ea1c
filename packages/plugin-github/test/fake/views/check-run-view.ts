import type { FakeState } from '../state/fake-state.ts';
import type { FakeCheckRun } from '../state/report-records.ts';
import { appView } from './app-view.ts';
import { ownName } from './own-name.ts';
import { view } from './view.ts';

export function checkRunView(state: FakeState, check: FakeCheckRun): Record<string, unknown> {
  const url = `${state.apiUrl}/repos/${ownName(state)}/check-runs/${check.id}`;
  return view('check-run', {
    id: check.id,
    node_id: `CR_${check.id}`,
    head_sha: check.sha,
    name: check.name,
    status: check.status,
    conclusion: check.conclusion,
    external_id: check.externalId,
    details_url: check.detailsUrl,
    started_at: check.startedAt,
    completed_at: check.completedAt,
    url,
    html_url: `https://github.com/${ownName(state)}/runs/${check.id}`,
    check_suite: { id: 1 },
    app: appView(check.app),
    output: {
      ...check.output,
      annotations_count: check.annotations.length,
      annotations_url: `${url}/annotations`,
    },
  });
}
