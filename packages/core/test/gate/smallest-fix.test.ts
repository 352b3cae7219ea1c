import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareVersions } from '../../src/gate/compare-versions.ts';
import { smallestFix } from '../../src/gate/smallest-fix.ts';
import type { Finding } from '../../src/model/finding.ts';

function advisory(name: string, fixedVersions: readonly string[], more: Partial<Finding> = {}): Finding {
  const found = { purl: `pkg:pypi/${name}@1.24.1`, name, version: '1.24.1', fixedVersions };
  return {
    ruleId: 'pip-audit/X',
    tool: 'pip-audit',
    kind: 'dependency',
    severity: 'high',
    message: 'm',
    package: found,
    ...more,
  };
}

function code(path: string, more: Partial<Finding> = {}): Finding {
  return {
    ruleId: 'bandit/B602',
    tool: 'bandit',
    kind: 'code',
    severity: 'high',
    message: 'm',
    location: { path },
    ...more,
  };
}

const URLLIB3 = ['1.24.2', '1.25.9', '1.26.5', '1.26.17', '1.26.18', '2.0.6', '2.0.7'];
const seven = URLLIB3.map((version) => advisory('urllib3', [version]));

describe('the smallest fix', () => {
  it('is the upgrade that takes most, then single findings', () => {
    const two = [advisory('requests', ['2.31.0']), advisory('requests', ['2.32.0'])];
    const fix = smallestFix([code('a.py'), code('b.py'), ...two, ...seven], 10);
    expect(fix.upgrades).toEqual([
      'urllib3 1.24.1 to 2.0.7 removes 7',
      'requests 1.24.1 to 2.32.0 removes 2',
    ]);
    expect(fix.singles).toHaveLength(1);
    expect(fix.findings).toHaveLength(10);
  });

  it('goes no further up than it must', () => {
    expect(smallestFix(seven, 3).upgrades).toEqual(['urllib3 1.24.1 to 1.26.5 removes 3']);
  });

  it('takes the lowest of the fixes above the version there is', () => {
    const finding = advisory('urllib3', ['1.20.3', '2.0.7', '1.26.18']);
    expect(smallestFix([finding], 1).upgrades).toEqual(['urllib3 1.24.1 to 1.26.18 removes 1']);
  });

  it('takes what is new here before what was there', () => {
    const fresh = code('new.py', { state: 'new' });
    const known = [advisory('urllib3', ['2'], { state: 'existing' }), code('old.py', { state: 'existing' })];
    expect(smallestFix([...known, fresh], 1)).toMatchObject({ upgrades: [], singles: [fresh] });
  });

  it('upgrades nothing that has no fix', () => {
    const stuck = advisory('urllib3', []);
    expect(smallestFix([stuck], 1)).toEqual({ findings: [stuck], upgrades: [], singles: [stuck] });
  });

  it('takes as many as are asked for, or all, in as few actions as there can be', () => {
    const finding = fc.oneof(
      fc
        .record({ name: fc.constantFrom('a', 'b', 'c'), to: fc.constantFrom('1.25', '2.0', '0.9') })
        .map(({ name, to }) => advisory(name, [to])),
      fc.constant('x.py').map((path) => code(path)),
    );
    fc.assert(
      fc.property(
        fc.array(finding, { maxLength: 12 }),
        fc.integer({ min: 1, max: 12 }),
        (findings, count) => {
          const fix = smallestFix(findings, count);
          expect(fix.findings.length).toBeGreaterThanOrEqual(Math.min(count, findings.length));
          expect(new Set(fix.findings).size).toBe(fix.findings.length);
          const groups = Map.groupBy(findings.filter(isUpgradable), (one) => one.package?.name);
          const sizes = [...groups.values()].map(({ length }) => length).sort((a, b) => b - a);
          let least = 0;
          for (let left = Math.min(count, findings.length); left > 0; least += 1)
            left -= Math.max(1, sizes.shift() ?? 1);
          expect(fix.upgrades.length + fix.singles.length).toBe(least);
        },
      ),
    );
  });
});

function isUpgradable({ package: found }: Finding): boolean {
  return found !== undefined && found.fixedVersions.some((version) => compareVersions(version, '1.24.1') > 0);
}

describe('the order of versions', () => {
  it.each([
    ['1.9', '1.10'],
    ['1.0rc1', '1.0'],
    ['1.0', '1.0.1'],
    ['1.0', '1.0.post1'],
    ['1.0.dev3', '1.0'],
    ['2.28-10', '2.28-10ubuntu1.2'],
    ['v1.2.3', '1.2.4'],
  ])('has %s before %s', (a, b) => {
    expect(compareVersions(a, b)).toBeLessThan(0);
    expect(compareVersions(b, a)).toBeGreaterThan(0);
    expect(compareVersions(a, a)).toBe(0);
  });
});
