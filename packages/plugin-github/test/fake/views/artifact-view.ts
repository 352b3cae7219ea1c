import { createHash } from 'node:crypto';
import type { FakeState } from '../state/fake-state.ts';
import type { FakeArtifact } from '../state/report-records.ts';
import { ownName } from './own-name.ts';
import { view } from './view.ts';

export function artifactView(state: FakeState, artifact: FakeArtifact): Record<string, unknown> {
  const url = `${state.apiUrl}/repos/${ownName(state)}/actions/artifacts/${artifact.id}`;
  const run = state.runs.get(artifact.runId);
  return view('artifact', {
    id: artifact.id,
    node_id: `AR_${artifact.id}`,
    name: artifact.name,
    size_in_bytes: artifact.zip.length,
    url,
    archive_download_url: `${url}/zip`,
    expired: artifact.isExpired,
    created_at: artifact.createdAt,
    expires_at: artifact.createdAt,
    updated_at: artifact.createdAt,
    digest: `sha256:${createHash('sha256').update(artifact.zip).digest('hex')}`,
    ...(run === undefined
      ? {}
      : {
          workflow_run: {
            id: run.id,
            repository_id: state.repository.id,
            head_repository_id: state.repository.id,
            head_branch: run.branch ?? '',
            head_sha: run.sha,
          },
        }),
  });
}
