import type { PermissionSet } from '@sluice/core';
import { pinned, setUpSteps } from './job-steps.ts';
import type { ProjectFacts } from './project-facts.ts';
import type { YamlValue } from './yaml-text.ts';

/** Where the job that decides records the run, and those that tell of it find it. */
export const RECORD = '${{ runner.temp }}/sluice-record';

/** Not `sluice-…`: that is the pattern by which the gate gathers the results of checks, and a rerun would find this. */
export const ARTIFACT = 'gate-report';

/** A job that tells of a recorded run. */
interface RecordedJob {
  readonly name: string;
  /** An expression, beside that the run was not cancelled. */
  readonly if: string;
  readonly permissions: PermissionSet;
  readonly env?: Readonly<Record<string, string>>;
  readonly run: string;
}

/**
 * A job that writes. It takes its program from the branch that a change goes to and evaluates no config, so that nothing
 * of a change runs beside its token; that it fails makes nothing red.
 */
export function recordedJob(
  facts: ProjectFacts,
  { name, if: condition, permissions, env, run }: RecordedJob,
): { readonly [key: string]: YamlValue } {
  const [checkout, ...install] = setUpSteps(facts);
  const ref = '${{ github.event.pull_request.base.sha || github.event.merge_group.base_sha || github.sha }}';
  return {
    name,
    needs: 'sluice',
    if: `\${{ !cancelled() && ${condition} }}`,
    'runs-on': 'ubuntu-24.04',
    'timeout-minutes': 15,
    'continue-on-error': true,
    permissions,
    ...(facts.folder === '.' ? {} : { defaults: { run: { 'working-directory': facts.folder } } }),
    steps: [
      { ...checkout, with: { 'persist-credentials': false, ref } },
      ...install,
      {
        uses: pinned('actions/download-artifact'),
        with: { name: `${ARTIFACT}-\${{ needs.sluice.outputs.attempt }}`, path: RECORD },
        'continue-on-error': true,
      },
      {
        name,
        env: { GITHUB_TOKEN: '${{ github.token }}', GATE_RESULT: '${{ needs.sluice.result }}', ...env },
        run,
      },
    ],
  };
}
