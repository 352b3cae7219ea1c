import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import type { Finding } from '../../../src/model/finding.ts';
import type { RunReport } from '../../../src/model/report.ts';
import { sarif } from '../../../src/report/sarif/sarif.ts';
import { sarifFacts } from '../../../src/plugin/sarif-facts.ts';
import { finding, objection, report, result } from '../builders.ts';
import { hostileReport } from '../hostile.ts';

// zod takes `uri-reference` for an absolute address; that every path is one is held below.
const text = readFileSync(join(import.meta.dirname, 'fixtures/sarif-schema-2.1.0.errata01.json'), 'utf8');
const schema = z.fromJSONSchema(JSON.parse(text.replaceAll('"format": "uri-reference"', '"title": "uri"')));

interface Run {
  readonly tool: {
    readonly driver: { readonly name: string; readonly version?: string; readonly rules: readonly Rule[] };
  };
  readonly automationDetails: { readonly id: string };
  readonly invocations: readonly [
    { readonly executionSuccessful: boolean; readonly toolExecutionNotifications: readonly Note[] },
  ];
  readonly results: readonly Result[];
}
interface Note {
  readonly message: { readonly text: string };
}
interface Rule {
  readonly id: string;
  readonly shortDescription: { readonly text: string };
  readonly properties: { readonly tags: readonly string[]; readonly 'security-severity'?: string };
}
interface Result {
  readonly ruleId: string;
  readonly ruleIndex: number;
  readonly level: string;
  readonly message: { readonly text: string };
  readonly locations: readonly {
    readonly physicalLocation: {
      readonly artifactLocation: { readonly uri: string };
      readonly region: Readonly<Record<string, number>>;
    };
  }[];
  readonly partialFingerprints: Readonly<Record<string, string>>;
  readonly suppressions?: readonly object[];
  readonly baselineState?: string;
}

/** The runs of a report's SARIF, held to the schema and to what GitHub asks on top of it. */
function runsOf(given: RunReport): readonly Run[] {
  const log = JSON.parse(sarif(given)) as { readonly runs: readonly Run[] };
  expect(schema.safeParse(log).error?.issues).toBeUndefined();
  expect(log.runs.length).toBeLessThanOrEqual(20);
  expect(new Set(log.runs.map(({ tool }) => tool.driver.name)).size).toBe(log.runs.length);
  for (const { results, tool } of log.runs) {
    expect(results.length).toBeLessThanOrEqual(5000);
    for (const { ruleId, ruleIndex, locations } of results) {
      expect(tool.driver.rules[ruleIndex]?.id).toBe(ruleId);
      const [first] = locations;
      expect(first?.physicalLocation.region['startLine']).toBeGreaterThan(0);
      expect(first?.physicalLocation.artifactLocation.uri).toMatch(
        /^(?!\.\.)[\w.~!'()*%-]+(?:\/[\w.~!'()*%-]+)*$/u,
      );
    }
  }
  return log.runs;
}

function of(findings: readonly Finding[], more: Parameters<typeof result>[1] = {}): RunReport {
  return report({ results: [result('security/bandit', { conclusion: 'failure', findings, ...more })] });
}

const bandit = (more: Partial<Finding> = {}): Finding =>
  finding({ ruleId: 'bandit/B602', tool: 'bandit', severity: 'high', cwe: ['CWE-78'], ...more });

describe('a run as SARIF', () => {
  it('is held to its schema by a validator that refuses what is wrong', () => {
    const log = JSON.parse(sarif(of([bandit()]))) as { runs: { results: Record<string, unknown>[] }[] };
    expect(schema.safeParse(log).success).toBe(true);
    expect(schema.safeParse({ ...log, version: '2.0.0' }).success).toBe(false);
    log.runs[0]!.results[0]!['level'] = 'fatal';
    expect(schema.safeParse(log).success).toBe(false);
  });

  it('has a rule with a severity, a place, and what GitHub recognises it by', () => {
    const fingerprints = { primaryLocationLineHash: '39fa2ee980eb94b0:1' };
    const location = { path: 'app/a b#.py', line: 3, column: 5, endLine: 3, endColumn: 9 };
    const [run] = runsOf(of([bandit({ location, fingerprints })]));
    expect(run?.automationDetails.id).toMatch(/^sluice\/bandit\/./u);
    expect(run?.tool.driver.rules[0]).toMatchObject({
      id: 'B602',
      properties: { tags: ['security', 'code', 'external/cwe/cwe-078'], 'security-severity': '8.0' },
    });
    expect(run?.results[0]).toMatchObject({
      level: 'error',
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: 'app/a%20b%23.py' },
            region: { startLine: 3, startColumn: 5, endLine: 3, endColumn: 9 },
          },
        },
      ],
      partialFingerprints: { 'sluice/v1': 'a'.repeat(64), ...fingerprints },
    });
  });

  it('gives places from the root of the repository, where the config lies below it', () => {
    const placed = (path: string): unknown => {
      const of_ = of([bandit({ location: { path, line: 1 } })]);
      const [run] = runsOf({ ...of_, environment: { ...of_.environment, folder: 'services/a b' } });
      expect(run?.automationDetails.id).toMatch(/^sluice\/services\/a%20b\/bandit\/./u);
      return run?.results[0]?.locations[0]?.physicalLocation.artifactLocation.uri;
    };
    expect(placed('app/a.py')).toBe('services/a%20b/app/a.py');
    expect(placed('../lib/b.py')).toBe('services/lib/b.py');
    // Out of the repository: a place that names the tool.
    expect(placed('../../../c.py')).toBe('bandit');
  });

  it("gives a linter's rule no score of security", () => {
    const [run] = runsOf(of([finding()]));
    expect(run?.tool.driver.rules[0]?.properties).toEqual({ tags: ['code'] });
  });

  it('has one run a tool and each problem once', () => {
    const advisory = (tool: string): Finding =>
      finding({
        ruleId: `${tool}/CVE-2023-1`,
        tool,
        kind: 'dependency',
        problem: 'p',
        location: undefined,
        fingerprint: tool,
        package: { purl: 'pkg:pypi/urllib3@1', name: 'urllib3', version: '1', fixedVersions: ['2.0.7'] },
      });
    const runs = runsOf(
      report({
        results: [
          result('security/pip-audit', { findings: [advisory('pip-audit')] }),
          result('docker/trivy', { findings: [advisory('trivy'), bandit({ tool: 'trivy' })] }),
        ],
      }),
    );
    expect(runs.map(({ tool, results }) => [tool.driver.name, results.length])).toEqual([
      ['pip-audit', 1],
      ['trivy', 1],
    ]);
    expect(runs[0]?.results[0]?.message.text).toContain('urllib3 1: ');
    expect(runs[0]?.results[0]?.message.text).toContain('fixed in 2.0.7');
    expect(runs[0]?.results[0]?.locations[0]?.physicalLocation.artifactLocation.uri).toBe('pypi/urllib3');
  });

  it.each(['../outside.py', '/etc/passwd', 'C:\\x.py', '', 'a/../../b'])(
    'names no path outside of the repository: %j',
    (path) => {
      const [run] = runsOf(of([bandit({ location: { path, line: 1 } })]));
      expect(run?.results[0]?.locations[0]?.physicalLocation.artifactLocation.uri).toBe('bandit');
    },
  );

  it('says what is waived and what is known', () => {
    const suppression = { kind: 'waiver', reason: 'known until Monday' } as const;
    const findings = [
      bandit({ suppression }),
      bandit({ suppression: { kind: 'in-source', reason: '# nosec' }, fingerprint: 'b' }),
      bandit({ state: 'existing', fingerprint: 'c' }),
    ];
    const [run] = runsOf(of(findings));
    expect(
      run?.results.map(({ suppressions = [], baselineState }) => [...suppressions, baselineState]),
    ).toEqual([
      ['unchanged'],
      [{ kind: 'external', status: 'accepted', justification: 'known until Monday' }, undefined],
      [{ kind: 'inSource', status: 'accepted', justification: '# nosec' }, undefined],
    ]);
  });

  it('says that a scan was partial, and has no run for one that saw nothing', () => {
    const scope = { unit: 'files', seen: 3, missed: 1, detail: ['app/new.py'] };
    const [partial] = runsOf(of([bandit()], { conclusion: 'errored', reason: 'missed app/new.py', scope }));
    expect(partial?.invocations[0]).toMatchObject({
      executionSuccessful: false,
      toolExecutionNotifications: [{ message: { text: 'security/bandit errored: missed app/new.py' } }],
    });
    expect(runsOf(of([], { conclusion: 'errored', reason: 'it crashed' }))).toEqual([]);
    expect(
      sarifFacts(sarif(of([bandit()], { scope })), { name: 'x', cwd: '/repo', root: '/repo' }),
    ).toHaveProperty('fault');
  });

  it('says of each tool first what this change loosens', () => {
    const loosened = objection({ level: 'warn', rule: 'policy-weakened', message: 'limit all: max 15 → 20' });
    const given = { ...of([bandit()]), verdict: { level: 'warn' as const, objections: [loosened] } };
    const [run] = runsOf(given);
    expect(run?.invocations[0]).toMatchObject({
      executionSuccessful: true,
      toolExecutionNotifications: [
        { level: 'warning', message: { text: 'This change loosens the gate: limit all: max 15 → 20' } },
      ],
    });
  });

  it('tells that a tool found nothing, so that what was mended is closed', () => {
    const tools = [{ name: 'bandit', version: '1.9.4', path: '/usr/bin/bandit' }];
    const [run] = runsOf(of([], { conclusion: 'success', tools }));
    expect([run?.tool.driver.name, run?.tool.driver.version, run?.results]).toEqual(['bandit', '1.9.4', []]);
  });

  it('keeps the worst of more than GitHub takes, and says so', () => {
    const findings = [...Array(5002).keys()].map((index) =>
      bandit({ severity: index === 5001 ? 'critical' : 'low', fingerprint: String(index) }),
    );
    const [run] = runsOf(of(findings));
    expect(run?.results[0]?.level).toBe('error');
    expect(run?.invocations[0].executionSuccessful).toBe(true);
    expect(run?.invocations[0].toolExecutionNotifications[0]?.message.text).toContain('2 findings more');
  });

  it('puts what is beyond twenty tools into one run', () => {
    const findings = [...Array(30).keys()].map((index) =>
      bandit({ tool: `tool-${index}`, ruleId: `tool-${index}/X`, fingerprint: String(index) }),
    );
    const runs = runsOf(of(findings));
    expect(runs).toHaveLength(20);
    expect(runs.flatMap(({ results }) => results)).toHaveLength(30);
  });

  it('keeps to the caps of texts, and to one line', () => {
    const message = `\u001B[31m::error::${'x'.repeat(5000)}\n<b>`;
    const [run] = runsOf(of([bandit({ message, ruleId: `bandit/${'r'.repeat(999)}` })]));
    expect(run?.results[0]?.message.text).toHaveLength(1024);
    expect(run?.results[0]?.message.text).not.toContain('\u001B');
    expect(run?.tool.driver.rules[0]?.id).toHaveLength(255);
  });

  it('holds no line of code', () => {
    expect(sarif(of([bandit({ region: 'token = "hunter2-hunter2"' })]))).not.toContain('hunter2');
  });

  it('is valid whatever tools and files are called', () => {
    fc.assert(
      fc.property(hostileReport, (hostile) => void runsOf(hostile)),
      { numRuns: 30 },
    );
  });

  it('is valid for a run that never began', () => {
    expect(runsOf(report({ results: [], end: 'problems' }))).toEqual([]);
  });
});
