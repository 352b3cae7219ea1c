import { pinned, setUpSteps, uploadStep, type Step } from './job-steps.ts';
import type { ProjectFacts } from './project-facts.ts';
import type { WorkflowOptions } from './workflow-options.ts';
import type { YamlValue } from './yaml-text.ts';

/** Of PyPI; a newer one may be called in another way. */
const CODECOV = 'codecov-cli==11.3.1';

/**
 * The job that gathers coverage reports from what the check jobs left, as one artifact, and sends them where that is asked
 * for. After the verdict and beside it: nothing waits for it, and that it fails makes nothing red.
 */
export function coverageJob(
  facts: ProjectFacts,
  { report, retentionDays }: WorkflowOptions,
): { readonly [key: string]: YamlValue } | undefined {
  if (report.coverage === false) return undefined;
  const upload = uploadStep({ name: 'coverage', path: 'coverage', retentionDays });
  const steps: readonly Step[] = [
    ...setUpSteps(facts),
    {
      uses: pinned('actions/download-artifact'),
      with: { pattern: 'sluice-*', path: '${{ runner.temp }}/sluice-parts' },
    },
    {
      name: 'gather',
      run: 'npx --no-install sluice-github coverage --from "$RUNNER_TEMP/sluice-parts" --out "$RUNNER_TEMP/coverage"',
    },
    { ...upload, with: { ...(upload['with'] as object), 'if-no-files-found': 'ignore' } },
    ...(report.coverage === 'codecov' ? [codecovStep()] : []),
  ];
  return {
    name: 'coverage',
    needs: 'sluice',
    if: '${{ !cancelled() }}',
    'runs-on': 'ubuntu-24.04',
    'timeout-minutes': 15,
    'continue-on-error': true,
    permissions: { contents: 'read' },
    ...(facts.folder === '.' ? {} : { defaults: { run: { 'working-directory': facts.folder } } }),
    steps,
  };
}

/** Codecov's own program, which every runner of GitHub can start by pipx. A fork has no secret, and may need none. */
function codecovStep(): Step {
  return {
    name: 'codecov',
    env: {
      CODECOV_TOKEN: '${{ secrets.CODECOV_TOKEN }}',
      HEAD_SHA: '${{ github.event.pull_request.head.sha || github.sha }}',
    },
    run: `pipx run --spec ${CODECOV} codecovcli upload-process --git-service github --commit-sha "$HEAD_SHA" --dir "$RUNNER_TEMP/coverage"`,
  };
}
