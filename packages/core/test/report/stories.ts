import { join } from 'node:path';
import type { RunEvent } from '../../src/model/event.ts';
import type { RunReport } from '../../src/model/report.ts';
import type { CheckResult } from '../../src/model/result.ts';
import type { Explanation } from '../../src/report/view-options.ts';
import { attempt, finding, objection, planOf, report, result } from './builders.ts';

/** A recorded run: its events, each with the moment at which it came, and the logs that its checks left. */
export interface Story {
  readonly events: readonly TimedEvent[];
  /** By path relative to the run's folder. */
  readonly logs: Readonly<Record<string, string>>;
  readonly explanation?: Explanation;
}

export interface TimedEvent {
  readonly atMs: number;
  readonly event: RunEvent;
}

const tool = (name: string, version: string) => [{ name, version, path: `/tools/${name}` }];
const command = (line: string, exitCode: number) => ({
  line,
  cwd: '.',
  exitCode,
  timedOut: false,
  durationMs: 700,
});

const env311 = result('python/env@3.11', {
  durationMs: 1900,
  summary: '14 packages',
  tools: tool('python', '3.11.14'),
});
const env312 = result('python/env@3.12', {
  durationMs: 2100,
  summary: '14 packages',
  tools: tool('python', '3.12.12'),
});
const black = result('python/black', {
  durationMs: 812,
  summary: '21 files',
  tools: tool('black', '25.9.0'),
});
const isort = result('python/isort', { durationMs: 503, summary: '21 files', tools: tool('isort', '6.1.0') });
const ruff = result('python/ruff', { durationMs: 61, summary: '21 files', tools: tool('ruff', '0.14.6') });
const mypy = result('python/mypy', {
  level: 'informational',
  conclusion: 'failure',
  durationMs: 6240,
  summary: '3 errors, 1 fewer than the last run',
  tools: tool('mypy', '1.18.2'),
  findings: [
    finding({
      ruleId: 'mypy/arg-type',
      tool: 'mypy',
      kind: 'type',
      message: 'Argument 1 to "total" has incompatible type "str"',
    }),
  ],
});
const coverage = {
  rule: 'python/coverage',
  measured: 86,
  limit: 30,
  bound: 'min',
  isBroken: false,
  objection: 'block',
} as const;
const pytest311 = result('python/pytest@3.11', {
  durationMs: 12_400,
  summary: '48 tests, coverage 86 %',
  tools: tool('pytest', '8.4.2'),
  limits: [coverage],
});
const flaky312 = result('python/pytest@3.12', {
  durationMs: 11_900,
  summary: '48 tests, coverage 86 %',
  tools: tool('pytest', '8.4.2'),
  limits: [coverage],
  flaky: true,
  attempts: [
    attempt({
      reason: 'test_retry_queue failed',
      log: 'logs/python-pytest-3.12.1.log',
      retriedBecause: '1 of 48 tests failed',
    }),
    attempt({ number: 2, log: 'logs/python-pytest-3.12.2.log' }),
  ],
});
const docker = ['docker/build', 'docker/trivy', 'docker/sbom', 'docker/lint'].map((id) =>
  result(id, {
    level: 'optional',
    conclusion: 'skipped',
    skip: 'not-affected',
    reason: 'no file of its inputs changed',
    durationMs: 0,
  }),
);
const NEEDS = {
  'python/pytest@3.11': { needs: ['python/env@3.11'] },
  'python/pytest@3.12': { needs: ['python/env@3.12'] },
};
const USUAL = {
  'python/black': 800,
  'python/pytest@3.11': 12_000,
  'python/pytest@3.12': 12_000,
  'python/mypy': 6000,
};

interface StoryParts {
  readonly final: RunReport;
  /** Check, start and end, in seconds from the run's start. */
  readonly times: readonly (readonly [CheckResult, number, number])[];
  readonly during?: readonly TimedEvent[];
  readonly logs?: Readonly<Record<string, string>>;
  readonly explanation?: Explanation;
}

function tell(cwd: string, { final, times, during = [], logs = {}, explanation }: StoryParts): Story {
  const dir = join(cwd, '.sluice/runs', final.runId);
  const at = (seconds: number, event: RunEvent): TimedEvent => ({ atMs: Math.round(seconds * 1000), event });
  const logsOf = (one: CheckResult): readonly string[] => one.attempts.map(({ log }) => join(dir, log));
  const middle = [
    ...times.flatMap(([one, from, to]) => [
      ...(one.conclusion === 'skipped'
        ? []
        : [at(from, { type: 'check-started', id: one.id, at: final.startedAt })]),
      at(to, { type: 'check-ended', result: one, logs: logsOf(one) }),
    ]),
    ...during,
  ].toSorted((a, b) => a.atMs - b.atMs);
  const { plan, changes } = final;
  const planReady: RunEvent = { type: 'plan-ready', plan, changes, jobs: 2, expectedMs: USUAL };
  return {
    events: [
      at(0, { type: 'run-started', runId: final.runId, at: final.startedAt, dir, cwd }),
      ...(plan.checks.length > 0 ? [at(0.2, planReady)] : []),
      ...middle,
      ...final.problems.map((problem) => at(final.durationMs / 1000, { type: 'problem', problem })),
      at(final.durationMs / 1000, { type: 'verdict', verdict: final.verdict }),
      at(final.durationMs / 1000, { type: 'report-ready', report: final, dir }),
    ],
    logs,
    ...(explanation === undefined ? {} : { explanation }),
  };
}

/** The reference pipeline on its example: everything required passes, one check only after a retry. */
export function passStory(cwd: string): Story {
  const results = [env311, env312, black, isort, ruff, mypy, pytest311, flaky312, ...docker];
  const final = report({
    results,
    plan: planOf(results, NEEDS),
    verdict: {
      level: 'pass',
      objections: [
        objection({
          level: 'note',
          checkId: 'python/mypy',
          rule: 'informational-check',
          message: 'python/mypy failed: mypy/findings is 3, limit 0',
        }),
      ],
    },
  });
  return tell(cwd, {
    final,
    times: [
      [env311, 0.3, 2.2],
      [env312, 0.3, 2.4],
      [black, 2.3, 3.1],
      [isort, 2.5, 3],
      [ruff, 3.1, 3.2],
      [mypy, 3.2, 9.4],
      [pytest311, 3.3, 15.7],
      [flaky312, 9.5, 21.4],
      ...docker.map((one) => [one, 0.2, 0.2] as const),
    ],
    during: [
      {
        atMs: 900,
        event: { type: 'check-progress', id: 'python/env@3.12', message: 'installing 14 packages' },
      },
      {
        atMs: 12_000,
        event: { type: 'check-progress', id: 'python/pytest@3.12', message: 'running 48 tests' },
      },
    ],
    logs: {
      'logs/python-black.1.log': 'All done! ✨ 🍰 ✨\n21 files would be left unchanged.\n',
      'logs/python-pytest-3.12.1.log':
        '.......F.......\n\u001B[31m::error file=x::not a command of ours\u001B[0m\n1 failed, 47 passed in 5.21s\n',
      'logs/python-pytest-3.12.2.log': '.\n1 passed in 0.31s\n',
    },
  });
}

const TEST_ID = 'tests/test_orders.py::test_refund_rounding';

/** Four reasons of four kinds: a test, a limit over several checks, a formatter, and a tool that did not run. */
export function blockStory(cwd: string): Story {
  const blackFailed = result('python/black', {
    conclusion: 'failure',
    durationMs: 640,
    summary: '2 files would change',
    tools: tool('black', '25.9.0'),
    findings: ['src/orders/export.py', 'src/orders/models.py'].map((path) =>
      finding({
        ruleId: 'black/format',
        tool: 'black',
        kind: 'format',
        message: 'would be reformatted',
        location: { path },
        fixable: true,
      }),
    ),
  });
  const testFailed = result('python/pytest@3.12', {
    conclusion: 'failure',
    durationMs: 14_100,
    summary: '1 failed of 212',
    tools: tool('pytest', '8.4.2'),
    attempts: [1, 2, 3].map((number) =>
      attempt({
        number,
        log: `logs/python-pytest-3.12.${number}.log`,
        commands: [command(`.sluice/python/envs/3.12/bin/pytest ${TEST_ID}`, 1)],
      }),
    ),
    findings: [
      finding({
        ruleId: 'pytest/failed',
        tool: 'pytest',
        kind: 'test',
        severity: 'high',
        message: "assert Decimal('10.01') == Decimal('10.00')",
        location: { path: 'tests/test_orders.py', line: 88 },
        region: TEST_ID,
      }),
    ],
  });
  const ruffErrored = result('python/ruff', {
    conclusion: 'errored',
    durationMs: 90,
    reason: 'ruff refused its configuration (exit 2): src/ruff.toml:3 unknown rule "E999"',
    tools: tool('ruff', '0.14.6'),
    attempts: [
      attempt({
        status: 'errored',
        log: 'logs/python-ruff.1.log',
        commands: [command('ruff check --output-format json .', 2)],
      }),
    ],
  });
  const bandit = result('security/bandit', {
    durationMs: 1100,
    summary: '16 HIGH',
    tools: tool('bandit', '1.9.4'),
  });
  const results = [env312, blackFailed, isort, ruffErrored, mypy, bandit, testFailed, ...docker];
  const high = finding({
    ruleId: 'bandit/B602',
    tool: 'bandit',
    severity: 'high',
    message: 'subprocess call with shell=True identified, security issue',
    state: 'new',
    location: { path: 'src/orders/export.py', line: 41 },
  });
  const final = report({
    results,
    durationMs: 27_300,
    plan: planOf(results, NEEDS),
    changes: {
      scope: 'files',
      method: 'merge-base',
      reason: 'base origin/main 3f2c1ab (merge-base) + 2 uncommitted, 3 files changed',
      base: '3f2c1ab',
      files: ['src/orders/export.py', 'src/orders/models.py', 'tests/test_orders.py'],
    },
    verdict: {
      level: 'block',
      objections: [
        objection({
          checkId: 'python/pytest@3.12',
          measured: 1,
          limit: 0,
          message: 'python/pytest@3.12 failed: python/pytest/findings is 1, limit 0',
        }),
        objection({
          rule: 'security/max-high',
          measured: 16,
          limit: 15,
          message: 'security/max-high is 16, limit 15',
        }),
        objection({
          checkId: 'python/black',
          measured: 2,
          limit: 0,
          message: 'python/black failed: python/black/findings is 2, limit 0',
        }),
        objection({
          checkId: 'python/ruff',
          message:
            'python/ruff errored, so it says nothing about the code: ruff refused its configuration (exit 2): src/ruff.toml:3 unknown rule "E999"',
        }),
        objection({
          level: 'note',
          checkId: 'python/mypy',
          rule: 'informational-check',
          message: 'python/mypy failed: mypy/findings is 3, limit 0',
        }),
      ],
    },
    triage: [
      {
        id: 'python/pytest@3.12',
        verdict: 'persistent',
        attempt: 3,
        category: 'test',
        confidence: 0.97,
        why: 'a test failed',
        advice: 'fix it; a rerun meets the same',
        isOutside: false,
        log: 'logs/python-pytest@3.12.3.log',
        evidence: [{ line: 41, text: 'E  assert Decimal', rule: 'pytest/assert' }],
      },
    ],
  });
  return tell(cwd, {
    final,
    times: [
      [env312, 0.3, 2.4],
      [blackFailed, 0.4, 1],
      [isort, 1.1, 1.6],
      [ruffErrored, 1.7, 1.8],
      [mypy, 2, 8.2],
      [bandit, 2.4, 3.5],
      [testFailed, 3.6, 17.7],
      ...docker.map((one) => [one, 0.2, 0.2] as const),
    ],
    logs: {
      'logs/python-black.1.log':
        'would reformat src/orders/export.py\nwould reformat src/orders/models.py\n2 files would be reformatted.\n',
      'logs/python-ruff.1.log': 'ruff failed\n  Cause: unknown rule "E999"\n',
      'logs/python-pytest-3.12.1.log': `${Array.from({ length: 220 }, (_, line) => `line ${line + 1}`).join('\n')}\n`,
      'logs/python-pytest-3.12.2.log': 'F\n1 failed in 0.30s\n',
      'logs/python-pytest-3.12.3.log': 'F\n1 failed in 0.29s\n',
    },
    explanation: {
      flips: [
        'python/pytest@3.12: 1 finding must go: tests/test_orders.py:88',
        'python/black: 2 findings must go: src/orders/export.py, src/orders/models.py',
        'python/ruff must run to its end and be within its limits',
        'security/max-high: 1 finding must go: src/orders/export.py:41',
      ],
      checked: true,
      blocks: [
        {
          objection: { rule: 'security/max-high' },
          evidence: [
            high,
            ...[3, 71].map((line) =>
              finding({ ...high, state: 'existing', location: { path: 'src/orders/old.py', line } }),
            ),
          ],
          more: 13,
          waive: 'limit:security/max-high',
        },
      ],
    },
  });
}

/** Sluice itself falls over while checks run. */
export function crashStory(cwd: string): Story {
  const results = [black, isort];
  const final = report({
    results,
    durationMs: 3400,
    end: 'crashed',
    plan: planOf([env312, black, isort, pytest311]),
    problems: [
      {
        code: 'ENGINE_CRASHED',
        message:
          "Sluice itself failed: Cannot read properties of undefined (reading 'cells') (at expand (dist/chunk-ABC.js:120:14))",
        hint: 'This is a defect of Sluice; please report it with the run folder. Nothing counts as passed.',
      },
    ],
    verdict: { level: 'block', objections: [objection({ rule: 'no-evidence', message: 'the run crashed' })] },
  });
  return tell(cwd, {
    final,
    times: [
      [black, 0.4, 1.2],
      [isort, 0.4, 0.9],
    ],
  });
}

/** Two mistakes in the config: nothing starts. */
export function problemsStory(cwd: string): Story {
  const final = report({
    durationMs: 120,
    end: 'problems',
    problems: [
      {
        code: 'PLUGIN_OPTIONS_INVALID',
        message: 'Plugin python: pytest.coverage must be a number between 0 and 100, not "thirty"',
        hint: 'Write a number, as in pytest: { coverage: 30 }.',
        file: 'ci.config.ts',
        path: 'plugins[0].pytest.coverage',
        plugin: 'python',
      },
      {
        code: 'POLICY_PATTERN_UNUSED',
        message: 'policy.required names pyton/*, which matches no check.',
        hint: 'Correct the pattern or take it out; a pattern that matches nothing protects nothing.',
        file: 'ci.config.ts',
        path: 'policy.required[0]',
      },
    ],
    verdict: {
      level: 'block',
      objections: [objection({ rule: 'no-evidence', message: 'the run did not start' })],
    },
  });
  return tell(cwd, { final, times: [] });
}

/** One check of many, asked for by id. */
export function partialStory(cwd: string): Story {
  const unselected = [...docker, mypy, isort, pytest311].map((one) =>
    result(one.id, { conclusion: 'skipped', skip: 'not-selected', durationMs: 0 }),
  );
  const results = [ruff, ...unselected];
  const final = report({
    results,
    durationMs: 400,
    verdict: { level: 'pass', partial: true, objections: [] },
  });
  return tell(cwd, { final, times: results.map((one) => [one, 0.2, 0.3] as const) });
}

/** The block of {@link blockStory}, before the day from which it counts. */
export function wouldBlockStory(cwd: string): Story {
  const story = blockStory(cwd);
  return {
    ...story,
    events: story.events.map(({ atMs, event }) =>
      event.type === 'report-ready'
        ? {
            atMs,
            event: {
              ...event,
              report: { ...event.report, verdict: { ...event.report.verdict, enforcedFrom: '2026-12-07' } },
            },
          }
        : { atMs, event },
    ),
  };
}

/** A plugin that throws in two hooks, a preflight check that fails, and what could not run because of it. */
export function pluginCrashStory(cwd: string): Story {
  const lint = result('github/actionlint', {
    phase: 'preflight',
    conclusion: 'failure',
    summary: '1 error in 3 workflows',
    findings: [
      finding({
        ruleId: 'actionlint/expression',
        tool: 'actionlint',
        kind: 'workflow',
        message: 'property "sha1" is not defined in object type {sha: string}',
        location: { path: '.github/workflows/ci.yml', line: 14 },
      }),
    ],
  });
  const behind = [black, isort, ruff].map(({ id }) =>
    result(id, {
      conclusion: 'skipped',
      skip: 'upstream-failed',
      reason: 'preflight check github/actionlint was failure',
      durationMs: 0,
    }),
  );
  const results = [lint, ...behind];
  const final = report({
    results,
    durationMs: 1900,
    notes: [{ source: 'health', message: 'attached timings.json', path: 'attachments/health/timings.json' }],
    verdict: {
      level: 'block',
      objections: [
        objection({
          checkId: 'github/actionlint',
          measured: 1,
          limit: 0,
          message: 'github/actionlint failed: github/actionlint/findings is 1, limit 0',
        }),
        ...behind.map(({ id }) =>
          objection({
            checkId: id,
            message: `${id} could not run, for what it needs did not succeed: preflight check github/actionlint was failure`,
          }),
        ),
        objection({
          source: 'health',
          rule: 'plugin-crashed',
          message: 'plugin health crashed in hook gate, tap trend: no such table: runs',
        }),
      ],
    },
  });
  const failed: RunEvent = {
    type: 'tap-failed',
    plugin: 'health',
    hook: 'gate',
    tap: 'trend',
    message: 'no such table: runs',
  };
  return tell(cwd, {
    final,
    times: [[lint, 0.2, 1], ...behind.map((one) => [one, 1, 1] as const)],
    during: [{ atMs: 1500, event: failed }],
  });
}

/** Nothing blocks, and five things a reader should know; over its budget. */
export function warnStory(cwd: string): Story {
  const build = result('docker/build', {
    level: 'optional',
    conclusion: 'errored',
    durationMs: 40,
    reason: 'no container engine here; `sluice doctor docker` says how to get one',
  });
  const audit = result('security/pip-audit', {
    conclusion: 'failure',
    durationMs: 2000,
    summary: '1 of 14 dependencies',
    tools: tool('pip-audit', '2.10.1'),
    waiver: {
      reason: 'not reachable from here',
      owner: '@ops',
      expires: '2026-12-01',
      subject: 'check security/pip-audit',
    },
  });
  const results = [env312, flaky312, audit, build];
  const final = report({
    results,
    durationMs: 1_082_000,
    plan: planOf(results, NEEDS),
    verdict: {
      level: 'warn',
      objections: [
        objection({ level: 'warn', rule: 'policy-weakened', message: '`maxHigh` 15 → 20' }),
        objection({
          level: 'warn',
          rule: 'optional-check',
          checkId: build.id,
          message: `${build.id} errored, so it says nothing about the code`,
        }),
        objection({
          level: 'warn',
          rule: 'waiver-ending',
          message: 'the waiver of check security/pip-audit ends on 2026-12-01, in 8 days (@ops)',
        }),
        objection({
          level: 'note',
          rule: 'flaky',
          checkId: flaky312.id,
          message: 'python/pytest@3.12 passed only after a retry (attempt 2)',
        }),
      ],
    },
  });
  const story = tell(cwd, {
    final,
    times: [
      [env312, 0.3, 2.4],
      [build, 0.3, 0.4],
      [audit, 0.5, 2.5],
      [flaky312, 2.5, 14.4],
    ],
  });
  const degraded = 'reporting degraded: health dashboard: connect ECONNREFUSED 127.0.0.1:9';
  const end = story.events.map(({ atMs, event }) => ({
    atMs,
    event: event.type === 'report-ready' ? { ...event, degraded } : event,
  }));
  return { ...story, events: end };
}

/** Ctrl-C while the tests run. */
export function cancelledStory(cwd: string): Story {
  const stopped = result('python/pytest@3.11', {
    conclusion: 'cancelled',
    reason: 'stopped by SIGINT',
    durationMs: 4200,
  });
  const results = [black, isort, stopped];
  const final = report({
    results,
    durationMs: 5100,
    end: 'cancelled',
    signal: 'SIGINT',
    verdict: { level: 'block', objections: [objection({ checkId: stopped.id, message: 'cancelled' })] },
  });
  return tell(cwd, {
    final,
    times: [
      [black, 0.3, 1.1],
      [isort, 0.3, 0.8],
      [stopped, 0.9, 5.1],
    ],
  });
}
