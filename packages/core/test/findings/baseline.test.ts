import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { baselineSize, type Baseline } from '../../src/findings/baseline.ts';
import { baselineText, parseBaseline } from '../../src/findings/baseline-file.ts';
import { finishFindings } from '../../src/findings/finish-findings.ts';
import { matchBaseline } from '../../src/findings/match-baseline.ts';
import { updateBaseline } from '../../src/findings/update-baseline.ts';
import type { Finding } from '../../src/model/finding.ts';

const SHELL = 'subprocess.call(command, shell=True)';

/** A finding of Bandit on a line of code in a function. */
function code(line: number, more: Partial<Finding> & { readonly path?: string } = {}): Finding {
  const { path = 'app/run.py', ...rest } = more;
  return {
    ruleId: 'bandit/B602',
    tool: 'bandit',
    kind: 'code',
    severity: 'high',
    message: 'subprocess call with shell=True',
    location: { path, line },
    region: SHELL,
    scope: 'Runner.start',
    ...rest,
  };
}

function advisory(version: string, more: Partial<Finding> = {}): Finding {
  return {
    ruleId: 'pip-audit/PYSEC-2023-1',
    tool: 'pip-audit',
    kind: 'dependency',
    severity: 'medium',
    message: 'an advisory',
    aliases: ['CVE-2023-1'],
    package: { purl: `pkg:pypi/urllib3@${version}`, name: 'urllib3', version, fixedVersions: ['2.0.7'] },
    ...more,
  };
}

function finish(findings: readonly Finding[]): readonly Finding[] {
  return finishFindings(findings, {
    waivers: [],
    now: '2026-11-25T00:00:00.000Z',
    checkId: 'security/bandit',
  });
}

function makeBaseline(problems: readonly Finding[]): Baseline {
  return updateBaseline({ problems, isComplete: true, reason: 'what was there' }).baseline;
}

/** The baseline as it comes back from its file. */
function accepted(findings: readonly Finding[]): Baseline {
  return parseBaseline(baselineText(makeBaseline(finish(findings))));
}

/** How many are new, how many gone, and by what the others were recognised. */
function compared(before: readonly Finding[], after: readonly Finding[]): readonly unknown[] {
  const { matches, gone } = matchBaseline(finish(after), accepted(before));
  return [
    matches.filter((match) => match === undefined).length,
    gone.reduce((sum, { count }) => sum + count, 0),
    [...new Set(matches.filter((match) => match !== undefined))].sort().join(' '),
  ];
}

describe('a baseline', () => {
  it.each<[string, readonly Finding[], readonly Finding[], readonly unknown[]]>([
    ['the same code on other lines', [code(3), code(9)], [code(13), code(19)], [0, 0, 'exact']],
    [
      'reformatted code',
      [code(3)],
      [code(4, { region: 'subprocess.call(\n  command,  shell=True)' })],
      [0, 0, 'exact'],
    ],
    ['a renamed function', [code(3)], [code(3, { scope: 'Runner.begin' })], [0, 0, 'renamed']],
    ['a renamed file', [code(3)], [code(3, { path: 'lib/run.py' })], [0, 0, 'moved']],
    [
      'an edited line',
      [code(3)],
      [code(3, { region: 'subprocess.call(cmd, shell=True)' })],
      [0, 0, 'edited'],
    ],
    ['another line', [code(3)], [code(3, { region: 'os.system(f"rm {path}")' })], [1, 1, '']],
    ['a copied line', [code(3)], [code(3), code(4)], [1, 0, 'exact']],
    ['a copied line in another file', [code(3)], [code(3), code(3, { path: 'lib/b.py' })], [1, 0, 'exact']],
    ['one of two copies mended', [code(3), code(4)], [code(3)], [0, 1, 'exact']],
    ['another rule', [code(3)], [code(3, { ruleId: 'bandit/B603' })], [1, 1, '']],
    ['a bump that mends nothing', [advisory('1.24.1')], [advisory('1.25.0')], [0, 0, 'exact']],
    [
      'an advisory by another of its names',
      [advisory('1.24.1', { aliases: ['GHSA-x'] })],
      [advisory('1.24.1', { ruleId: 'trivy/CVE-2023-1', aliases: ['GHSA-X'] })],
      [0, 0, 'renamed'],
    ],
    [
      'another advisory',
      [advisory('1')],
      [advisory('1', { ruleId: 'trivy/CVE-2', aliases: [] })],
      [1, 1, ''],
    ],
    [
      'short code in another file',
      [code(3, { region: 'eval(x)' })],
      [code(3, { region: 'eval(x)', path: 'b.py' })],
      [1, 1, ''],
    ],
  ])('knows, or does not: %s', (_name, before, after, expected) => {
    expect(compared(before, after)).toEqual(expected);
  });

  it('holds no code and no message, and of a line with a password not even its words', () => {
    const password = code(3, { ruleId: 'bandit/B105', region: "password = 'hunter2-hunter2'" });
    const secret = code(5, { kind: 'secret', region: 'token = ********************' });
    const text = baselineText(makeBaseline(finish([code(1), password, secret])));
    expect(text).not.toMatch(/subprocess|hunter2|token =/u);
    const entries = parseBaseline(text).entries;
    expect(entries.map(({ rule, sketch }) => [rule, sketch !== undefined])).toEqual(
      expect.arrayContaining([
        ['bandit/B105', false],
        ['bandit/B602', true],
      ]),
    );
  });

  it('accepts no finding that is suppressed, and lets none use up what another needs', () => {
    const suppression = { kind: 'in-source', reason: 'nosec' } as const;
    expect(baselineSize(makeBaseline(finish([code(3, { suppression }), code(4)])))).toBe(1);
    const after = finish([code(1, { suppression }), code(9)]);
    const { matches } = matchBaseline(after, accepted([code(3)]));
    expect(after.map(({ suppression: why }, index) => [why !== undefined, matches[index]])).toEqual([
      [true, undefined],
      [false, 'exact'],
    ]);
  });

  it('is one sorted line a fingerprint, whatever order it is made in', () => {
    const findings = finish([code(3), code(4), code(3, { path: 'app/a.py' }), advisory('1.0')]);
    const text = baselineText(makeBaseline(findings));
    expect(baselineText(makeBaseline(findings.toReversed()))).toBe(text);
    expect(text.split('\n').filter((line) => line.startsWith('    "')).length).toBe(3);
    expect(text).toContain('"size": 4');
    expect(text).toMatch(/"app\/a\.py"[^]*"app\/run\.py"[^]*"pypi:urllib3"/u);
    expect(baselineText(parseBaseline(text))).toBe(text);
  });

  it.each([
    ['no JSON', '{', 'JSON'],
    ['no object', 'null', 'not a JSON object'],
    ['another version', '{"schemaVersion":2,"findings":{}}', 'schemaVersion is 2'],
    ['a list', '{"schemaVersion":1,"findings":[]}', 'no list of fingerprints'],
    ['no fingerprint', '{"schemaVersion":1,"findings":{"abc":{}}}', 'no fingerprint'],
    ['no count', `{"schemaVersion":1,"findings":{"${'0'.repeat(64)}":{"count":0}}}`, '`count`'],
    ['a strange field', `{"schemaVersion":1,"findings":{"${'0'.repeat(64)}":{"snippet":""}}}`, '`snippet`'],
  ])('refuses %s', (_name, text, words) => {
    expect(() => parseBaseline(text)).toThrow(words);
  });
});

const anyCode = fc
  .record({
    line: fc.integer({ min: 1, max: 40 }),
    path: fc.constantFrom('app/a.py', 'app/b.py'),
    scope: fc.constantFrom('', 'run', 'Runner.start'),
    ruleId: fc.constantFrom('bandit/B602', 'bandit/B608'),
    region: fc.constantFrom(SHELL, 'cursor.execute(f"select {name}")', 'requests.get(url, verify=False)'),
  })
  .map(({ line, ...more }) => code(line, more));
const file = fc.uniqueArray(anyCode, { minLength: 1, maxLength: 12, selector: (one) => JSON.stringify(one) });

describe('a baseline, whatever the code', () => {
  it('knows all that it was made of, in any order, and twice the same', () => {
    fc.assert(
      fc.property(file, (findings) => {
        expect(compared(findings, findings).slice(0, 2)).toEqual([0, 0]);
        expect(compared(findings, findings.toReversed()).slice(0, 2)).toEqual([0, 0]);
        const again = makeBaseline(finish(finish(findings)));
        expect(baselineText(again)).toBe(baselineText(makeBaseline(finish(findings))));
      }),
    );
  });

  it.each<[string, (finding: Finding) => Finding]>([
    ['ten blank lines on top', (one) => at(one, (place) => ({ ...place, line: (place.line ?? 0) + 10 }))],
    ['the files renamed', (one) => at(one, (place) => ({ ...place, path: `moved/${place.path}` }))],
    ['the functions renamed', (one) => ({ ...one, scope: `${one.scope}_renamed` })],
    [
      'the functions moved to one file',
      (one) =>
        at(one, ({ line = 1, path }) => ({
          path: 'app/c.py',
          line: path === 'app/a.py' ? line : line + 100,
        })),
    ],
    ['a formatter run', (one) => ({ ...one, region: one.region?.replaceAll(' ', '\n    ') })],
  ])('finds nothing new and nothing gone after %s', (_name, change) => {
    fc.assert(
      fc.property(file, (findings) => {
        expect(compared(findings, findings.map(change)).slice(0, 2)).toEqual([0, 0]);
      }),
    );
  });

  it('finds exactly one new when one line is copied', () => {
    fc.assert(
      fc.property(file, fc.nat(), (findings, pick) => {
        const copied = findings[pick % findings.length] as Finding;
        const copy = at(copied, (place) => ({ ...place, line: 1000 }));
        expect(compared(findings, [...findings, copy]).slice(0, 2)).toEqual([1, 0]);
      }),
    );
  });

  it('never knows more than it accepts', () => {
    fc.assert(
      fc.property(file, file, (before, after) => {
        const { matches, gone } = matchBaseline(finish(after), accepted(before));
        const known = matches.filter((match) => match !== undefined).length;
        const left = gone.reduce((sum, { count }) => sum + count, 0);
        expect(known + left).toBe(baselineSize(accepted(before)));
      }),
    );
  });
});

function at(
  finding: Finding,
  change: (place: NonNullable<Finding['location']>) => Finding['location'],
): Finding {
  const { location } = finding;
  return location === undefined ? finding : { ...finding, location: change(location) };
}
