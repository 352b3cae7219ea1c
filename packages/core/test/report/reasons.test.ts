import { describe, expect, test } from 'vitest';
import type { Objection } from '../../src/model/verdict.ts';
import type { TriageEntry } from '../../src/model/report.ts';
import type { CheckResult } from '../../src/model/result.ts';
import { waiveOffer } from '../../src/report/helps.ts';
import { reasonsOf } from '../../src/report/reasons.ts';
import type { ViewOptions } from '../../src/report/view-options.ts';
import { attempt, finding, objection, planOf, POLICY, report, result } from './builders.ts';

const blocked = (results: readonly CheckResult[], objections: readonly Objection[], over = {}) =>
  report({ results, plan: planOf(results), verdict: { level: 'block', objections }, ...over });

const failed = (over: Partial<CheckResult> = {}) =>
  result('python/ruff', { conclusion: 'failure', findings: [finding()], ...over });
const about = (id: string, over: Partial<Objection> = {}) =>
  objection({ checkId: id, measured: 1, limit: 0, ...over });
const firstReason = (results: readonly CheckResult[], one: Objection, options: ViewOptions = {}) =>
  reasonsOf(blocked(results, [one]), 'block', options)[0]!;

describe('a reason', () => {
  test("is told in the check's words where the gate objects to how it ended", () => {
    expect(firstReason([failed({ summary: '1 error' })], about('python/ruff')).message).toBe('1 error');
  });

  test.each([
    ['lock', 'python/ruff is in the lock and not in the plan', 'is in the lock and not in the plan'],
    [
      'not-as-planned',
      'python/ruff was planned to skip and ended as failure',
      'was planned to skip and ended as failure',
    ],
  ])("is told in the gate's words for the rule %s", (rule, message, told) => {
    expect(
      firstReason([failed({ summary: '1 error' })], objection({ checkId: 'python/ruff', rule, message }))
        .message,
    ).toBe(told);
  });

  test("is told in a plugin's words, with its figures where they are not in them", () => {
    const one = objection({
      source: 'security',
      rule: 'secrets',
      message: 'too many',
      measured: 3,
      limit: 0,
    });
    expect(firstReason([], one)).toMatchObject({ subject: 'secrets', message: '3, limit 0: too many' });
    expect(firstReason([], { ...one, message: '3 of 0 allowed' }).message).toBe('3 of 0 allowed');
  });

  test('shows new findings first, then the gravest, and counts the rest', () => {
    const findings = [
      finding({ severity: 'low', message: 'low' }),
      finding({ severity: 'critical', message: 'critical' }),
      finding({ severity: 'low', message: 'new', state: 'new' }),
      finding({ severity: 'medium', message: 'medium' }),
      finding({ message: 'accepted', state: 'existing' }),
    ];
    const reason = firstReason([failed({ findings })], about('python/ruff'));
    expect(reason.evidence.map(({ what }) => what)).toEqual([
      'F401 new',
      'CRITICAL F401 critical',
      'F401 medium',
    ]);
    expect(reason.more).toBe(1);
  });

  test('names the package, and the version that mends it, where there is no file', () => {
    const vulnerable = finding({
      ruleId: 'pip-audit/CVE-2026-1111',
      kind: 'dependency',
      severity: 'high',
      message: 'header injection',
      location: undefined,
      package: {
        purl: 'pkg:pypi/urllib3@1.26.4',
        name: 'urllib3',
        version: '1.26.4',
        fixedVersions: ['1.26.5', '2.5.0'],
      },
    });
    const [piece] = firstReason([failed({ findings: [vulnerable] })], about('python/ruff')).evidence;
    expect(piece).toEqual({
      where: 'urllib3 1.26.4',
      what: 'HIGH CVE-2026-1111 header injection (fixed in 2.5.0)',
    });
  });

  test('shows no findings of a check that errored, but its log', () => {
    const reason = firstReason(
      [failed({ conclusion: 'errored', reason: 'it crashed' })],
      about('python/ruff'),
    );
    expect(reason.evidence).toEqual([]);
    expect(reason.helps.map(({ label }) => label)).toEqual(['again', 'log']);
  });

  describe('says what triage found', () => {
    const evidence = [{ line: 214, text: 'read ECONNRESET', rule: 'connection-reset' }];
    const entry: TriageEntry = {
      id: 'python/ruff',
      attempt: 1,
      verdict: 'transient',
      category: 'connection-reset',
      confidence: 1,
      why: 'a connection broke',
      advice: 'rerun once',
      isOutside: true,
      log: 'logs/python-ruff.1.log',
      evidence,
    };
    const lines = [{ log: entry.log, line: 214, text: 'read ECONNRESET' }];
    const said = (more: Partial<TriageEntry>, results = [failed()]) =>
      reasonsOf(blocked(results, [about('python/ruff')], { triage: [{ ...entry, ...more }] }), 'block')[0]
        ?.triage;
    const errored = [failed({ conclusion: 'errored', reason: 'it crashed' })];

    test('of a cause outside: that it is not the code, and the lines of the log', () => {
      const text = 'transient, not your code: a connection broke; a rerun may help';
      expect(said({})).toEqual({ text, lines });
    });

    test('of a cause in the code: its lines only where no finding says it better', () => {
      const persistent = {
        verdict: 'persistent',
        category: 'test',
        why: 'a test failed',
        isOutside: false,
      } as const;
      expect(said(persistent)).toEqual({ text: 'not transient: a test failed (log line 214)', lines: [] });
      expect(said(persistent, errored)).toEqual({ text: 'not transient: a test failed', lines });
    });

    test('no line that only repeats what the check said of itself', () => {
      const own = { line: 215, text: 'errored: it crashed', rule: 'missing-file' };
      expect(said({ evidence: [own, ...evidence] }, errored)?.lines).toEqual(lines);
    });

    test('nothing where it knows nothing', () => {
      const blank = { category: 'unclassified', evidence: [] };
      expect(said({ ...blank, verdict: 'persistent' })).toBeUndefined();
      expect(said({ ...blank, verdict: 'unknown', category: 'cancelled' })).toBeUndefined();
    });
  });

  test('holds the checks behind it, which are then no reasons of their own', () => {
    const skipped = (id: string) => result(id, { conclusion: 'skipped', skip: 'upstream-failed' });
    const results = [
      result('python/env', { conclusion: 'errored' }),
      skipped('python/pytest'),
      skipped('python/report'),
      skipped('docker/build'),
    ];
    const plan = planOf(results, {
      'python/pytest': { needs: ['python/env'] },
      'python/report': { needs: ['python/pytest'] },
    });
    const one = blocked(
      results,
      results.map(({ id }) => about(id)),
      { plan },
    );
    expect(reasonsOf(one, 'block').map(({ subject, behind }) => [subject, behind])).toEqual([
      ['python/env', ['python/pytest', 'python/report']],
      // Nothing in the plan says why this one did not run, so it stays a reason.
      ['docker/build', []],
    ]);
  });

  test('takes its evidence from an explanation where there is one', () => {
    const explanation = {
      flips: [],
      checked: false,
      blocks: [
        {
          objection: { rule: 'required-check', checkId: 'python/ruff' },
          evidence: [finding({ message: 'explained' })],
          more: 4,
        },
      ],
    };
    const reason = firstReason([failed()], about('python/ruff'), { explanation });
    expect(reason).toMatchObject({ evidence: [{ what: 'F401 explained' }], more: 4 });
  });
});

describe('what helps', () => {
  const commands = (...lines: readonly string[]) => [
    attempt({
      commands: lines.map((line, index) => ({
        line,
        cwd: '.',
        exitCode: index,
        timedOut: false,
        durationMs: 1,
      })),
    }),
  ];
  const helps = (over: Partial<CheckResult>, options: ViewOptions = {}) =>
    firstReason([failed(over)], about('python/ruff'), options).helps.map(({ text }) => text);

  test('is the fixer where a finding says so, or the caller knows', () => {
    expect(helps({ findings: [finding({ fixable: true })] })).toEqual(['sluice fix python/ruff']);
    expect(helps({}, { hasFix: (id) => id === 'python/ruff', program: 'npx sluice' })).toEqual([
      'npx sluice fix python/ruff',
    ]);
    expect(
      helps(
        { findings: [finding({ fixable: true })], attempts: commands('ruff check .') },
        { hasFix: () => false },
      ),
    ).toEqual(['ruff check .']);
  });

  test('is the command that failed, not the last that ran', () => {
    const [first] = commands('ok', 'failing');
    const attempts = [
      { ...first!, commands: [...first!.commands, { ...first!.commands[0]!, line: 'cleanup' }] },
    ];
    expect(helps({ attempts })).toEqual(['failing']);
  });

  test("is Sluice's own command where the line is long, broken over lines, or missing", () => {
    expect(helps({ attempts: commands('x'.repeat(201)) })).toEqual(['sluice run python/ruff']);
    expect(helps({ attempts: commands('echo a\nb') })).toEqual(['sluice run python/ruff']);
    expect(helps({ attempts: [attempt({ commands: [] })] })).toEqual(['sluice run python/ruff']);
  });

  test('is the lock for a check that left the plan', () => {
    const lock = {
      schemaVersion: 1,
      checks: [{ id: 'python/gone', level: 'required' }],
      limits: [],
      waivers: [],
      baseline: { findings: 0 },
      tools: {},
    } as const;
    const one = blocked([], [objection({ rule: 'lock', checkId: 'python/gone', message: 'gone' })], { lock });
    expect(reasonsOf(one, 'block')[0]?.helps).toEqual([
      { label: 'lock', text: 'sluice lock', isCommand: true },
    ]);
  });
});

describe('the offer to waive', () => {
  const offered = (over: Partial<CheckResult>, one: Partial<Objection> = {}, rest = {}) =>
    waiveOffer(blocked([failed(over)], [about('python/ruff', one)], rest))?.replace(/ --until.*/u, '');
  const vulnerable = (ruleId: string, aliases: readonly string[]) =>
    finding({
      ruleId,
      aliases,
      package: { purl: 'pkg:pypi/urllib3@1', name: 'urllib3', version: '1', fixedVersions: [] },
    });

  test.each([
    [
      'one test',
      [finding({ kind: 'test', region: "tests/a.py::test_b[it's]" })],
      String.raw`'test:tests/a.py::test_b[it'\''s]'`,
    ],
    ['one vulnerability', [vulnerable('pip-audit/CVE-2026-1', [])], 'CVE-2026-1:urllib3'],
    ['one vulnerability by its alias', [vulnerable('audit/12', ['GHSA-aaaa'])], 'GHSA-aaaa:urllib3'],
    ['one vulnerability without a known name', [vulnerable('audit/12', [])], 'python/ruff'],
    ['one rule in one file', [finding()], 'ruff/F401:src/app.py'],
    ['a file whose name is a glob', [finding({ location: { path: 'app/[id].py' } })], 'python/ruff'],
    ['several findings', [finding(), finding()], 'python/ruff'],
    ['a limit without findings', [], 'python/ruff'],
  ])('is as narrow as it can be: %s', (_name, findings, id) => {
    expect(offered({ findings })).toBe(`sluice waive ${id}`);
  });

  test('has an end within what the policy allows', () => {
    const policy = { ...POLICY, maxWaiverDays: 3 };
    expect(waiveOffer(blocked([failed()], [about('python/ruff')], { policy }))).toContain(
      '--until 2026-11-26 --owner @owner',
    );
  });

  test('is for a limit over several checks', () => {
    expect(
      waiveOffer(blocked([], [objection({ rule: 'security/max-high', measured: 16, limit: 15 })])),
    ).toContain('limit:security/max-high');
  });

  test.each(['errored', 'timed_out', 'cancelled', 'skipped'] as const)(
    'is not made for a check that %s',
    (conclusion) => {
      expect(offered({ conclusion })).toBeUndefined();
    },
  );

  test('is the one an explanation found, or none where it found none', () => {
    const block = { objection: { rule: 'required-check', checkId: 'python/ruff' }, evidence: [], more: 0 };
    const one = blocked([failed()], [about('python/ruff')]);
    expect(
      waiveOffer(one, {
        explanation: { flips: [], checked: true, blocks: [{ ...block, waive: 'python/ruff' }] },
      }),
    ).toContain('waive python/ruff ');
    expect(waiveOffer(one, { explanation: { flips: [], checked: true, blocks: [block] } })).toBeUndefined();
  });
});
