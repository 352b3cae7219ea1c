import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { finishFindings } from '../../src/findings/finish-findings.ts';
import { compareFindings } from '../../src/findings/severity.ts';
import { SEVERITIES, type Finding, type Severity } from '../../src/model/finding.ts';
import type { Waiver } from '../../src/model/policy.ts';

const now = '2026-11-24T10:00:00.000Z';
const reason = 'known and accepted';

function finding(more: Partial<Finding> = {}): Finding {
  return {
    ruleId: 'ruff/E501',
    tool: 'ruff',
    kind: 'code',
    severity: 'medium',
    message: 'line too long (120)',
    ...more,
  };
}

function at(path: string, line: number, region?: string, more: Partial<Finding> = {}): Finding {
  return finding({ location: { path, line }, ...(region === undefined ? {} : { region }), ...more });
}

function finish(findings: readonly Finding[], waivers: readonly Waiver[] = [], when = now): Finding[] {
  return finishFindings(findings, { waivers, now: when, checkId: 'python/ruff' });
}

function fingerprints(findings: readonly Finding[]): (string | undefined)[] {
  return finish(findings).map(({ fingerprint }) => fingerprint);
}

function waiver(subject: Partial<Waiver>, expires = '2026-12-31'): Waiver {
  return { reason, owner: '@owner', expires, ...subject };
}

describe('a fingerprint', () => {
  it('is a sha256', () => {
    expect(fingerprints([at('a.py', 1, 'x = 1')])[0]).toMatch(/^[0-9a-f]{64}$/u);
  });

  it('survives moved lines, columns and spaces', () => {
    const before = fingerprints([at('a.py', 3, 'x  = 1\n'), at('a.py', 9, 'y = 2')]);
    const after = fingerprints([at('./a.py', 30, ' x = 1'), at('a.py', 90, 'y = 2')]);
    expect(after.toSorted()).toEqual(before.toSorted());
  });

  it.each<[string, Finding]>([
    ['another rule', at('a.py', 1, 'x', { ruleId: 'ruff/E502' })],
    ['another file', at('b.py', 1, 'x')],
    ['another region', at('a.py', 1, 'y')],
    [
      'another version of a package',
      at('a.py', 1, 'x', { package: { purl: '', name: 'p', version: '2', fixedVersions: [] } }),
    ],
  ])('differs for %s', (_name, other) => {
    expect(fingerprints([other])).not.toEqual(fingerprints([at('a.py', 1, 'x')]));
  });

  it('keeps two identical lines of one file apart, in their order', () => {
    const [first, second] = finish([at('a.py', 9, 'x'), at('a.py', 3, 'x')]);
    expect(first?.location?.line).toBe(3);
    expect(first?.fingerprint).not.toBe(second?.fingerprint);
    const moved = finish([at('a.py', 13, 'x'), at('a.py', 19, 'x')]);
    expect(moved.map(({ fingerprint }) => fingerprint)).toEqual([first?.fingerprint, second?.fingerprint]);
  });

  it('is taken from the message without its digits where there is no region', () => {
    expect(fingerprints([at('a.py', 1, undefined, { message: 'too long (120 > 100)' })])).toEqual(
      fingerprints([at('a.py', 8, '  ', { message: 'too long (121 > 100)' })]),
    );
  });

  it('is never the one that a check claims', () => {
    expect(finish([at('a.py', 1, 'x', { fingerprint: 'mine' })])[0]?.fingerprint).toMatch(/^[0-9a-f]{64}$/u);
  });
});

describe('finishing', () => {
  const anyFinding = fc.record({
    path: fc.constantFrom('a.py', 'b.py'),
    line: fc.integer({ min: 1, max: 3 }),
    region: fc.option(fc.constantFrom('x', 'y'), { nil: undefined }),
    message: fc.constantFrom('m1', 'm2', 'n'),
    severity: fc.constantFrom<Severity>('high', 'low'),
  });
  const many = fc.array(
    anyFinding.map(({ path, line, region, ...more }) => at(path, line, region, more)),
    { maxLength: 8 },
  );
  const waivers = [waiver({ rule: 'ruff/*', path: 'a.py' })];

  it('does not depend on order or repetition, and finishing twice changes nothing', () => {
    fc.assert(
      fc.property(many, (findings) => {
        const once = finish(findings, waivers);
        expect(finish(findings.toReversed(), waivers)).toEqual(once);
        expect(finish([...findings, ...findings], waivers)).toEqual(once);
        expect(finish(once, waivers)).toEqual(once);
        expect(new Set(once.map(({ fingerprint }) => fingerprint)).size).toBe(once.length);
        expect(JSON.parse(JSON.stringify(once))).toEqual(once);
      }),
    );
  });

  it('drops exact repeats and keeps what differs', () => {
    expect(
      finish([at('a.py', 1, 'x'), at('a.py', 1, 'x'), at('a.py', 1, 'x', { message: 'other' })]),
    ).toHaveLength(2);
  });

  it('orders by severity, then by place', () => {
    const shuffled = [
      at('b.py', 1, 'x', { severity: 'low' }),
      at('a.py', 2, 'x', { severity: 'low' }),
      at('z.py', 1, 'x', { severity: 'critical' }),
    ];
    expect(finish(shuffled).map(({ location }) => location?.path)).toEqual(['z.py', 'a.py', 'b.py']);
  });

  it('orders severities as the model does, and an unknown one before all', () => {
    const all = [...SEVERITIES, 'HIGH' as Severity]
      .map((severity) => finding({ severity }))
      .toSorted(compareFindings);
    expect(all.map(({ severity }) => severity)).toEqual(['HIGH', ...SEVERITIES]);
  });
});

describe('a waiver', () => {
  const dependency = finding({
    ruleId: 'pip-audit/PYSEC-2026-1',
    aliases: ['CVE-2026-1111'],
    package: { purl: 'pkg:pypi/my-lib@1', name: 'My_Lib', version: '1', fixedVersions: [] },
  });
  const test = at('tests/test_a.py', 3, 'tests/test_a.py::test_b[1*2]', {
    kind: 'test',
    ruleId: 'pytest/failed',
  });

  it.each<[string, Partial<Waiver>, Finding, boolean]>([
    ['a test by its region', { test: 'tests/test_a.py::test_b[1*2]' }, test, true],
    ['no other test', { test: 'tests/test_a.py::test_b' }, test, false],
    ['no finding that is no test', { test: 'x' }, at('a.py', 1, 'x'), false],
    ['a rule in a file', { rule: 'ruff/E501', path: 'src/a.py' }, at('src/a.py', 1), true],
    ['a rule by glob in a folder', { rule: 'ruff/E*', path: 'src/**' }, at('src/b/.a.py', 1), true],
    ['no other rule', { rule: 'ruff/W*', path: 'src/**' }, at('src/a.py', 1), false],
    ['no other place', { rule: 'ruff/E501', path: 'src/**' }, at('lib/a.py', 1), false],
    ['nothing without a place', { rule: 'ruff/E501', path: '**' }, finding(), false],
    ['a vulnerability by its id', { vulnerability: 'pysec-2026-1', package: 'my-lib' }, dependency, true],
    ['a vulnerability by an alias', { vulnerability: 'CVE-2026-1111', package: 'my.lib' }, dependency, true],
    [
      'no vulnerability of another package',
      { vulnerability: 'CVE-2026-1111', package: 'other' },
      dependency,
      false,
    ],
    ['no other vulnerability', { vulnerability: 'CVE-2026-2222', package: 'my-lib' }, dependency, false],
    ['no finding, when it is of a check', { check: 'python/ruff' }, at('a.py', 1), false],
    ['no finding, when it is of a limit', { limit: 'python/ruff/findings' }, at('a.py', 1), false],
  ])('accepts %s', (_name, subject, given, isWaived) => {
    const [result] = finish([given], [waiver(subject)]);
    expect(result?.suppression !== undefined).toBe(isWaived);
    if (isWaived)
      expect(result?.suppression).toMatchObject({
        kind: 'waiver',
        reason,
        owner: '@owner',
        expires: '2026-12-31',
      });
  });

  it('accepts one finding by its fingerprint', () => {
    const [first] = finish([at('a.py', 1, 'x'), at('a.py', 2, 'x')]);
    const results = finish(
      [at('a.py', 11, 'x'), at('a.py', 12, 'x')],
      [waiver({ fingerprint: first?.fingerprint })],
    );
    expect(results.map(({ suppression }) => suppression?.subject)).toEqual([
      `fingerprint ${first?.fingerprint}`,
      undefined,
    ]);
  });

  it('counts up to the end of its last day, and no longer', () => {
    const given = [at('a.py', 1, 'x')];
    const waivers = [waiver({ rule: 'ruff/E501', path: 'a.py' }, '2026-11-24')];
    expect(finish(given, waivers, '2026-11-24T23:59:59.999Z')[0]?.suppression).toBeDefined();
    const expired = finish(finish(given, waivers), waivers, '2026-11-25T00:00:00.000Z');
    expect(expired[0]?.suppression).toBeUndefined();
  });

  it('does not count when its day is no day', () => {
    expect(
      finish([at('a.py', 1, 'x')], [waiver({ rule: 'ruff/E501', path: 'a.py' }, '9999')])[0]?.suppression,
    ).toBeUndefined();
  });

  it('is not what a check claims, and a marker in the source stays', () => {
    const claimed = finish([at('a.py', 1, 'x', { suppression: { kind: 'waiver', reason: 'trust me' } })]);
    expect(claimed[0]?.suppression).toBeUndefined();
    const marker = { kind: 'in-source', reason: 'noqa' } as const;
    expect(finish([at('a.py', 1, 'x', { suppression: marker })])[0]?.suppression).toEqual(marker);
  });
});
