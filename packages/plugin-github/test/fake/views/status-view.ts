import type { FakeState } from '../state/fake-state.ts';
import type { FakeStatus } from '../state/report-records.ts';
import { ownName } from './own-name.ts';
import { userView } from './user-view.ts';

/** A commit status; the combined ones come without their author. */
export function statusView(
  state: FakeState,
  status: FakeStatus,
  isCombined = false,
): Record<string, unknown> {
  return {
    id: status.id,
    node_id: `SC_${status.id}`,
    url: `${state.apiUrl}/repos/${ownName(state)}/statuses/${status.sha}`,
    avatar_url: null,
    state: status.state,
    context: status.context,
    description: status.description,
    target_url: status.targetUrl,
    created_at: status.createdAt,
    updated_at: status.createdAt,
    ...(isCombined ? {} : { creator: userView(status.author) }),
  };
}
