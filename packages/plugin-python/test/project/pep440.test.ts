import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareVersions, parseVersion, satisfies, type Version } from '../../src/project/pep440.ts';

const version = fc.array(fc.nat(30), { minLength: 1, maxLength: 4 }).map((parts) => parts.join('.'));

const compare = (left: string, right: string): number =>
  compareVersions(parseVersion(left) as Version, parseVersion(right) as Version);

describe('versions', () => {
  it('are ordered, with zeros at the end meaning nothing', () => {
    expect(['24.10.0', '9.1', '24.2', '24.10'].toSorted(compare)).toEqual([
      '9.1',
      '24.2',
      '24.10.0',
      '24.10',
    ]);
    fc.assert(fc.property(version, (one) => compare(one, `${one}.0`) === 0));
    fc.assert(
      fc.property(version, version, (a, b) => Math.sign(compare(a, b)) === -Math.sign(compare(b, a))),
    );
  });

  it.each([
    ['24.10.0', '>=23,<25', true],
    ['25.1.0', '>=23,<25', false],
    ['24.10.0', '~=24.4', true],
    ['25.1.0', '~=24.4', false],
    ['24.4.3', '~=24.4.1', true],
    ['24.5.0', '~=24.4.1', false],
    ['24.10.0', '==24.*', true],
    ['24.1.0', '==24.10.*', false],
    ['24.10.0', '!=24.10', false],
    ['24.10.0', '!=24.9.*', true],
    ['24.10.0', '', true],
    ['24.10.0', '>24.10', false],
    ['24.10.0', 'latest', false],
    ['24.10.0', '>=24.10.0rc1', true],
    ['24.10.0', '<24.10.0rc1', false],
    ['24.10.0', '^22||^24', false],
  ])('%s satisfies %j: %s', (one, specifier, expected) => {
    expect(satisfies(one, specifier)).toBe(expected);
  });

  it('satisfy their own exact specifier, and exactly one of < and >=', () => {
    fc.assert(fc.property(version, (one) => satisfies(one, `==${one}`)));
    fc.assert(fc.property(version, version, (a, b) => satisfies(a, `<${b}`) !== satisfies(a, `>=${b}`)));
  });
});
