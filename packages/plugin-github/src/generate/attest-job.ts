import { pinned } from './job-steps.ts';
import { ARTIFACT, RECORD } from './recorded-job.ts';
import type { WorkflowOptions } from './workflow-options.ts';
import type { YamlValue } from './yaml-text.ts';

/**
 * The job that signs the recorded verdict, so that a deploy elsewhere can tell that this workflow at this commit gave it:
 * `gh attestation verify report.json --repo …`. Only of a run that passed on a branch; it runs no program of the
 * repository.
 */
export function attestJob({ attest }: WorkflowOptions): { readonly [key: string]: YamlValue } | undefined {
  if (!attest) return undefined;
  return {
    name: 'attest',
    needs: 'sluice',
    if: "needs.sluice.result == 'success' && (github.event_name == 'push' || github.event_name == 'merge_group')",
    'runs-on': 'ubuntu-24.04',
    'timeout-minutes': 10,
    permissions: { 'id-token': 'write', attestations: 'write' },
    steps: [
      {
        uses: pinned('actions/download-artifact'),
        with: { name: `${ARTIFACT}-\${{ needs.sluice.outputs.attempt }}`, path: RECORD },
      },
      { uses: pinned('actions/attest'), with: { 'subject-path': `${RECORD}/report.json` } },
    ],
  };
}
