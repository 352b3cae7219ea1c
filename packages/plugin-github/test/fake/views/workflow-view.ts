import type { FakeState } from '../state/fake-state.ts';
import type { FakeWorkflow } from '../state/report-records.ts';
import { ownName } from './own-name.ts';
import { view } from './view.ts';

export function workflowView(state: FakeState, workflow: FakeWorkflow): Record<string, unknown> {
  const file = workflow.path.split('/').at(-1) ?? '';
  return view('workflow', {
    ...workflow,
    node_id: `W_${workflow.id}`,
    url: `${state.apiUrl}/repos/${ownName(state)}/actions/workflows/${workflow.id}`,
    html_url: `https://github.com/${ownName(state)}/blob/${state.repository.defaultBranch}/${workflow.path}`,
    badge_url: `https://github.com/${ownName(state)}/workflows/${encodeURIComponent(file)}/badge.svg`,
  });
}
