import { SEVERITIES, type Finding } from '../../../src/model/finding.ts';
import type { RunReport } from '../../../src/model/report.ts';
import { htmlReport } from '../../../src/report/html/html-report.ts';
import type { LogExcerpt, ShownLog } from '../../../src/report/html/log-excerpt.ts';
import type { ViewOptions } from '../../../src/report/view-options.ts';
import { attempt, finding, objection, planOf, POLICY, report, result, STARTED_AT } from '../builders.ts';
import { reportOf } from '../hostile.ts';
import {
  blockStory,
  cancelledStory,
  crashStory,
  partialStory,
  passStory,
  pluginCrashStory,
  problemsStory,
  warnStory,
  wouldBlockStory,
  type Story,
} from '../stories.ts';

/** A run, what explains it, and its logs by their paths in the report. */
export interface PageCase {
  readonly report: RunReport;
  readonly options?: ViewOptions;
  readonly logs?: ReadonlyMap<string, ShownLog>;
}

export const pageOf = ({ report: run, options, logs }: PageCase): string => htmlReport(run, options, logs);

/** The report that a story ends with, as a page would get it. */
export function caseOf(story: Story): PageCase {
  const last = story.events.find(({ event }) => event.type === 'report-ready')?.event;
  if (last?.type !== 'report-ready') throw new Error('the story has no end');
  return {
    report: timed(last.report, story),
    ...(story.explanation === undefined ? {} : { options: { explanation: story.explanation } }),
    logs: new Map(Object.entries(story.logs).map(([log, text]) => [log, excerpt(text)])),
  };
}

/** With the moments at which checks began in the story: its results all say the same. */
function timed(run: RunReport, { events }: Story): RunReport {
  const starts = new Map(
    events.flatMap(({ atMs, event }) => (event.type === 'check-started' ? [[event.id, atMs] as const] : [])),
  );
  const results = run.results.map((one) => {
    const startMs = starts.get(one.id) ?? 0;
    const attemptMs = one.durationMs / Math.max(1, one.attempts.length);
    return {
      ...one,
      startedAt: at(startMs / 1000),
      attempts: one.attempts.map((attempted, index) => ({
        ...attempted,
        startedAt: at((startMs + index * attemptMs) / 1000),
        durationMs: attemptMs,
      })),
    };
  });
  return { ...run, results };
}

/** All of a log. */
export function excerpt(text: string): LogExcerpt {
  const lines = text.replace(/\n$/u, '').split('\n');
  return { bytes: Buffer.byteLength(text), lines: lines.length, parts: [{ from: 1, lines }] };
}

/** As many findings as asked for, of four tools in forty files; one in seven is new, one in eleven waived. */
export function manyFindings(count: number): readonly Finding[] {
  return Array.from({ length: count }, (_, index) => {
    const tool = ['ruff', 'bandit', 'mypy', 'trivy'][index % 4] ?? 'ruff';
    return finding({
      ruleId: `${tool}/${tool.charAt(0).toUpperCase()}${100 + (index % 37)}`,
      tool,
      severity: SEVERITIES[index % SEVERITIES.length] ?? 'low',
      message: `Finding ${index}: the argument of call ${index % 13} is not what its signature says`,
      location: { path: `src/orders/part_${index % 40}.py`, line: 1 + (index % 900), column: 5 },
      state: index % 7 === 0 ? 'new' : 'existing',
      ...(index % 5 === 0 ? { helpUrl: `https://docs.example.org/rules/${index % 37}` } : {}),
      ...(index % 11 === 0
        ? {
            suppression: {
              kind: 'waiver',
              reason: 'goes with the move to the new client',
              owner: '@ann',
              expires: '2026-12-24',
            } as const,
          }
        : {}),
    });
  });
}

/** A blocked run of a few checks with so many findings. */
export function findingsCase(count: number): PageCase {
  const findings = manyFindings(count);
  const results = ['python/ruff', 'security/bandit', 'python/mypy', 'docker/trivy'].map((id, index) =>
    result(id, {
      conclusion: 'failure',
      summary: `${Math.ceil(count / 4)} found`,
      durationMs: 1000 + index * 700,
      findings: findings.filter((_, at) => at % 4 === index),
    }),
  );
  return {
    report: report({
      results,
      verdict: {
        level: 'block',
        objections: results.map(({ id }) => objection({ checkId: id, message: `${id} failed` })),
      },
    }),
  };
}

const at = (seconds: number): string => new Date(Date.parse(STARTED_AT) + seconds * 1000).toISOString();

/** What only one run in a hundred has all of: waivers, flaky tests, reused results, proofs, a loosened gate, notes. */
export function everythingCase(): PageCase {
  const results = [
    result('python/env', { startedAt: at(0.2), durationMs: 4000, summary: '14 packages' }),
    result('python/ruff', {
      startedAt: at(0.2),
      durationMs: 20,
      cached: true,
      cache: { outcome: 'hit', reason: 'nothing it depends on has changed', runId: '0k3e0000' },
      attempts: [attempt({ durationMs: 61_000 })],
    }),
    result('python/pytest', {
      startedAt: at(5),
      durationMs: 9000,
      flaky: true,
      summary: '48 tests, 1 flaky',
      metrics: { coverage: 86.04, 'coverage.covered': 860, 'coverage.total': 1000, tests: 48 },
      limits: [
        {
          rule: 'python/coverage',
          measured: 86.04,
          limit: 70,
          bound: 'min',
          isBroken: false,
          objection: 'block',
        },
        { rule: 'python/slow', measured: 3, limit: 5, bound: 'max', isBroken: false, objection: 'warn' },
      ],
      artifacts: [{ name: 'junit.xml', path: 'artifacts/junit.xml', bytes: 1234, sha256: 'a'.repeat(64) }],
      scope: { unit: 'tests', seen: 48, missed: 0, detail: [] },
      tools: [{ name: 'pytest', version: '8.4.2', path: '/tools/pytest' }],
      attempts: [
        attempt({
          log: 'logs/python-pytest.1.log',
          startedAt: at(5),
          durationMs: 5000,
          retriedBecause: '1 of 48 tests failed',
          findings: [
            finding({
              kind: 'test',
              ruleId: 'pytest/failed',
              tool: 'pytest',
              message: 'assert 1 == 2',
              region: 'tests/test_queue.py::test_retry_queue',
              location: { path: 'tests/test_queue.py', line: 12 },
            }),
          ],
        }),
        attempt({ number: 2, log: 'logs/python-pytest.2.log', startedAt: at(11), durationMs: 3000 }),
      ],
    }),
    result('security/bandit', {
      startedAt: at(2),
      durationMs: 800,
      conclusion: 'failure',
      waiver: { reason: 'replaced in the next release', owner: '@ann', expires: '2026-12-01' },
      findings: [
        finding({
          ruleId: 'bandit/B602',
          tool: 'bandit',
          severity: 'high',
          state: 'new',
          cwe: ['CWE-78'],
          aliases: ['S602'],
          steps: ['HIGH by the tool', 'kept: its confidence is HIGH'],
          helpUrl: 'https://bandit.readthedocs.io/en/latest/plugins/b602.html',
          mergedFrom: [
            { tool: 'bandit', ruleId: 'bandit/B602' },
            { tool: 'ruff', ruleId: 'ruff/S602' },
          ],
          suppression: {
            kind: 'waiver',
            reason: 'replaced in the next release',
            owner: '@ann',
            expires: '2026-12-01',
          },
        }),
      ],
    }),
    result('docs/build', {
      conclusion: 'skipped',
      skip: 'not-affected',
      reason: 'no file of its inputs changed',
      durationMs: 0,
    }),
  ];
  return {
    report: report({
      results,
      durationMs: 15_000,
      plan: planOf(results, {
        'python/pytest': { needs: ['python/env'] },
        'docs/build': { proof: { base: '3f2c1ab4d5e6', files: 3, inputs: ['docs/**', 'mkdocs.yml'] } },
      }),
      policy: {
        ...POLICY,
        budgetMs: 10_000,
        waivers: [
          {
            check: 'security/bandit',
            reason: 'replaced in the next release',
            owner: '@ann',
            expires: '2026-12-01',
          },
        ],
      },
      changes: {
        scope: 'files',
        method: 'merge-base',
        reason: 'base origin/main 3f2c1ab (merge-base), 3 files changed',
        base: '3f2c1ab4d5e6',
        files: ['src/app.py', 'src/orders.py', 'tests/test_queue.py'],
      },
      baseline: { findings: 31, existing: 29, gone: 2 },
      notes: [{ source: 'health', message: 'https://health.example.org/runs/7' }],
      verdict: {
        level: 'warn',
        objections: [
          objection({
            level: 'warn',
            rule: 'policy-weakened',
            message: 'limit python/coverage lowered: 80 to 70',
          }),
        ],
      },
    }),
    logs: new Map<string, ShownLog>([
      ['logs/python-pytest.1.log', excerpt('.......F\n1 failed, 47 passed\n')],
      ['logs/python-pytest.2.log', excerpt('.\n1 passed\n')],
    ]),
  };
}

const CWD = '/repo';

/** The pages that are looked at in a browser, and whose words are kept. */
export const PAGES: Readonly<Record<string, () => PageCase>> = {
  pass: () => caseOf(passStory(CWD)),
  block: () => caseOf(blockStory(CWD)),
  crash: () => caseOf(crashStory(CWD)),
  problems: () => caseOf(problemsStory(CWD)),
  cancelled: () => caseOf(cancelledStory(CWD)),
  partial: () => caseOf(partialStory(CWD)),
  warn: () => caseOf(warnStory(CWD)),
  'would-block': () => caseOf(wouldBlockStory(CWD)),
  'plugin-crash': () => caseOf(pluginCrashStory(CWD)),
  everything: everythingCase,
  nothing: () => ({ report: report() }),
  hostile: () => ({
    report: reportOf([
      '</script><script>document.title="owned"</script>',
      '"><img src=http://127.0.0.1:9/x onerror=document.title="owned">',
      "' onfocus='document.title=1' autofocus='",
      'javascript:alert(1)',
      '\u202Egnp.exe\u2028\u0000\u001B[31m',
      '</style><style>*{display:none}',
      '<!--',
      '&lt;b&gt; ${7*7} {{7*7}}',
      '</pre></code></details></ol></main>',
      '<base href=http://127.0.0.1:9/>',
      'ordinary',
      'a/b@c" d',
    ]),
  }),
};
