import { jobKeys } from './job-keys.ts';
import { pinned, pipCache, setUpSteps, sluiceCache, uploadStep, type Step } from './job-steps.ts';
import { joinPermissions } from './join-permissions.ts';
import { RECORD } from './recorded-job.ts';
import { recordSteps } from './report-job.ts';
import type { ProjectFacts } from './project-facts.ts';
import type { JobOptions, WorkflowOptions } from './workflow-options.ts';
import type { YamlValue } from './yaml-text.ts';

/** A job and its key. */
export interface Job {
  readonly key: string;
  readonly job: { readonly [key: string]: YamlValue };
}

const RUNNER = 'ubuntu-24.04';
const READ = { contents: 'read' } as const;

/** Ids come as lines in a variable: nothing that a plan says is ever part of a command line. */
const RUN_IDS = [
  'mapfile -t ids <<< "$CHECK_IDS"',
  'npx --no-install sluice run --plan "$PLAN" --out "$OUT" "${ids[@]}"',
  '',
].join('\n');

/** The job that plans, shares out, and runs what comes before all else. */
export function planJob(facts: ProjectFacts, options: WorkflowOptions): Job {
  const keys = [...jobKeys(Object.keys(options.jobs)).values()];
  // A rerun of what failed leaves the plan where it is: its artifact has the number of the attempt that made it.
  const outputs = Object.fromEntries([
    ['attempt', '${{ github.run_attempt }}'],
    ...keys.flatMap((key) =>
      [`${key}`, `${key}-count`].map((name) => [name, `\${{ steps.matrix.outputs.${name} }}`]),
    ),
  ]);
  const steps: readonly Step[] = [
    ...setUpSteps(facts),
    sluiceCache(facts, 'plan'),
    { name: 'plan', run: 'npx --no-install sluice plan --out "$RUNNER_TEMP/sluice-plan"' },
    {
      id: 'matrix',
      run: 'npx --no-install sluice github matrix --plan "$RUNNER_TEMP/sluice-plan/plan.json"',
    },
    {
      name: 'preflight',
      if: "steps.matrix.outputs.preflight != ''",
      env: {
        CHECK_IDS: '${{ steps.matrix.outputs.preflight }}',
        PLAN: '${{ runner.temp }}/sluice-plan/plan.json',
        OUT: '${{ runner.temp }}/sluice-plan/preflight',
      },
      shell: 'bash',
      run: RUN_IDS,
    },
    uploadStep({ name: 'sluice-plan', path: 'sluice-plan', retentionDays: options.retentionDays }),
  ];
  return {
    key: 'plan',
    job: {
      name: 'plan',
      'runs-on': RUNNER,
      'timeout-minutes': 15,
      permissions: joinPermissions([READ, facts.permissions]),
      outputs,
      ...inFolder(facts),
      steps,
    },
  };
}

/** The jobs that run checks: one for those that need nothing special, and one for each key of `jobs`. */
export function checkJobs(facts: ProjectFacts, options: WorkflowOptions): readonly Job[] {
  const keys = jobKeys(Object.keys(options.jobs));
  return [...keys].map(([glob, key]) => ({
    key,
    job: checkJob({ facts, options, key, own: options.jobs[glob] ?? {} }),
  }));
}

interface CheckJob {
  readonly facts: ProjectFacts;
  readonly options: WorkflowOptions;
  readonly key: string;
  readonly own: JobOptions;
}

function checkJob({ facts, options, key, own }: CheckJob): Job['job'] {
  const secrets = (own.secrets ?? []).map((name) => [name, `\${{ secrets.${name} }}`]);
  return {
    name: '${{ matrix.name }}',
    needs: 'plan',
    if: `needs.plan.outputs.${key}-count != '0'`,
    'runs-on': own.runsOn ?? RUNNER,
    'timeout-minutes': own.timeoutMinutes ?? 30,
    'continue-on-error': '${{ matrix.optional }}',
    permissions: joinPermissions([READ, facts.permissions]),
    strategy: { 'fail-fast': false, matrix: `\${{ fromJSON(needs.plan.outputs.${key}) }}` },
    ...(own.services === undefined ? {} : { services: plain(own.services) }),
    ...(own.env === undefined ? {} : { env: own.env }),
    ...inFolder(facts),
    steps: [
      ...setUpSteps(facts),
      ...pythonSteps(facts),
      ...facts.setup.map(pluginStep),
      ...(own.before ?? []).map(plain),
      ...pipCache(facts),
      sluiceCache(facts, '${{ matrix.slug }}'),
      {
        uses: pinned('actions/download-artifact'),
        with: {
          name: 'sluice-plan-${{ needs.plan.outputs.attempt }}',
          path: '${{ runner.temp }}/sluice-plan',
        },
      },
      {
        name: 'checks',
        env: {
          CHECK_IDS: '${{ matrix.ids }}',
          PLAN: '${{ runner.temp }}/sluice-plan/plan.json',
          OUT: '${{ runner.temp }}/sluice-out',
          ...Object.fromEntries(secrets),
        },
        shell: 'bash',
        run: RUN_IDS,
      },
      uploadStep({
        name: 'sluice-${{ matrix.slug }}',
        path: 'sluice-out',
        retentionDays: options.retentionDays,
      }),
    ],
  };
}

/** The only job to require: it always runs, and decides from what the others left. */
export function gateJob(facts: ProjectFacts, options: WorkflowOptions): Job {
  const keys = [...jobKeys(Object.keys(options.jobs)).values()];
  return {
    key: 'sluice',
    job: {
      name: 'sluice',
      needs: ['plan', ...keys],
      if: 'always()',
      'runs-on': RUNNER,
      'timeout-minutes': 15,
      permissions: READ,
      outputs: {
        verdict: '${{ steps.outputs.outputs.verdict }}',
        'run-id': '${{ steps.outputs.outputs.run-id }}',
        // Of the record: a rerun of the report alone has a later number.
        attempt: '${{ github.run_attempt }}',
      },
      ...inFolder(facts),
      steps: [
        ...setUpSteps(facts),
        {
          uses: pinned('actions/download-artifact'),
          with: { pattern: 'sluice-*', path: '${{ runner.temp }}/sluice-parts' },
          'continue-on-error': true,
        },
        {
          id: 'gate',
          name: 'gate',
          // The run as this process decided it, for the job that may write: a folder of runs in the tree may be a change's.
          env: { SLUICE_GITHUB_RECORD: RECORD },
          run: 'npx --no-install sluice gate --from "$RUNNER_TEMP/sluice-parts"',
        },
        {
          name: 'no job ended otherwise',
          // A machine that failed after it had left its results, or before it left those of this attempt.
          if: "needs.plan.result != 'success' || contains(needs.*.result, 'failure') || contains(needs.*.result, 'cancelled')",
          run: 'echo "::error title=sluice::A job failed or was cancelled, and no result says why: see its log."; exit 1',
        },
        {
          id: 'outputs',
          if: 'always()',
          env: { GATE_OUTCOME: '${{ steps.gate.outcome }}', SLUICE_GITHUB_RECORD: RECORD },
          run: 'npx --no-install sluice github outputs',
        },
        ...recordSteps(options),
      ],
    },
  };
}

function pythonSteps({ python }: ProjectFacts): readonly Step[] {
  if (python.length === 0) return [];
  return [
    {
      if: "matrix.python != ''",
      uses: pinned('actions/setup-python'),
      with: { 'python-version': '${{ matrix.python }}' },
    },
  ];
}

function inFolder({ folder }: ProjectFacts): { readonly [key: string]: YamlValue } {
  return folder === '.' ? {} : { defaults: { run: { 'working-directory': folder } } };
}

/** A step of a plugin, on the machines that run one of its checks. */
function pluginStep({ plugin, mayFail, ...step }: ProjectFacts['setup'][number]): Step {
  return {
    if: `contains(matrix.ids, '${plugin}/')`,
    ...plain(step),
    ...(mayFail === true ? { 'continue-on-error': true } : {}),
  };
}

/** Without the members that are not given. */
function plain(value: object): { readonly [key: string]: YamlValue } {
  return JSON.parse(JSON.stringify(value)) as { readonly [key: string]: YamlValue };
}
