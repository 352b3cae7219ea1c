/** Runs as a team has them: two weeks, four workflows, one of them with a flaky job, one that broke for a day. */

const DAY_MS = 24 * 60 * 60 * 1000;

/** A generator of its own seed, so that every picture is the same: mulberry32. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const WORKFLOWS = [
  { id: 1, name: 'CI', jobs: ['test (3.11)', 'test (3.12)', 'lint'], fails: 0.1, minutes: 7 },
  { id: 2, name: 'Security', jobs: ['scan'], fails: 0.03, minutes: 2 },
  { id: 3, name: 'Docker', jobs: ['build', 'trivy'], fails: 0.12, minutes: 11 },
  { id: 4, name: 'Docs', jobs: ['mkdocs'], fails: 0.01, minutes: 1 },
] as const;

const STEPS = ['Set up job', 'Install', 'Run tests', 'Upload'];

/** As many runs in the 14 days before `endMs`, as GitHub lists them, each with its page of jobs. */
export function demoRuns(count: number, endMs: number, seed = 7): readonly unknown[] {
  const next = random(seed);
  return Array.from({ length: count }, (_, index) => {
    const createdMs = endMs - ((index + 0.5) / count) * 14 * DAY_MS;
    const workflow = WORKFLOWS[Math.floor(next() * WORKFLOWS.length)] ?? WORKFLOWS[0];
    return runOf(index, { createdMs, workflow, next });
  }).flat();
}

interface RunInput {
  readonly createdMs: number;
  readonly workflow: (typeof WORKFLOWS)[number];
  readonly next: () => number;
}

function runOf(index: number, { createdMs, workflow, next }: RunInput): readonly unknown[] {
  const isPush = next() < 0.4;
  const drawn = next();
  const conclusion = drawn < workflow.fails ? 'failure' : drawn > 0.96 ? 'cancelled' : 'success';
  const startMs = createdMs + Math.floor(next() * 90_000);
  const tookMs = Math.floor(
    workflow.minutes * 60_000 * (0.8 + next() * 0.6) * (conclusion === 'failure' ? 0.6 : 1),
  );
  const broken = Math.floor(next() * workflow.jobs.length);
  const id = 9_000_000 - index;
  const iso = (ms: number): string => new Date(ms).toISOString();
  return [
    {
      id,
      run_attempt: next() < 0.05 ? 2 : 1,
      workflow_id: workflow.id,
      name: workflow.name,
      path: `.github/workflows/${workflow.name.toLowerCase()}.yml`,
      event: isPush ? 'push' : 'pull_request',
      head_branch: isPush ? 'main' : `feature/orders-${index % 9}`,
      // Two runs of one commit now and then: what passed and failed on it is flaky.
      head_sha: `c${Math.floor(index / 3)}`,
      display_title: `Round refunds half up in report ${index}`,
      html_url: `https://github.com/octo/orders/actions/runs/${id}`,
      status: 'completed',
      conclusion,
      created_at: iso(createdMs),
      run_started_at: iso(createdMs),
      updated_at: iso(startMs + tookMs),
    },
    {
      jobs: workflow.jobs.map((name, position) => ({
        id: id * 10 + position,
        run_id: id,
        run_attempt: 1,
        name,
        labels: ['ubuntu-24.04'],
        status: 'completed',
        conclusion: conclusion === 'failure' && position !== broken ? 'success' : conclusion,
        created_at: iso(createdMs),
        started_at: iso(startMs),
        completed_at: iso(startMs + tookMs),
        steps: STEPS.map((step, at) => ({
          name: step,
          status: 'completed',
          conclusion: conclusion === 'failure' && position === broken && at === 2 ? 'failure' : 'success',
        })),
      })),
    },
  ];
}
