import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareVersions, exactVersion, satisfies } from '../../src/tools/specifier.ts';

const version = fc.array(fc.nat(30), { minLength: 1, maxLength: 4 }).map((parts) => parts.join('.'));

describe('versions', () => {
  it('are ordered, with zeros at the end meaning nothing', () => {
    expect(['24.10.0', '9.1', '24.2', '24.10'].toSorted(compareVersions)).toEqual([
      '9.1',
      '24.2',
      '24.10.0',
      '24.10',
    ]);
    fc.assert(fc.property(version, (one) => compareVersions(one, `${one}.0`) === 0));
    fc.assert(
      fc.property(
        version,
        version,
        (a, b) => Math.sign(compareVersions(a, b)) === -Math.sign(compareVersions(b, a)),
      ),
    );
  });

  it('are exact only with one version named in full', () => {
    const specifiers = ['==24.10.0', '===24.10.0', '==24.*', '>=24', '==24.1,<25', '==24.1rc1', ''];
    expect(specifiers.map(exactVersion)).toEqual([
      '24.10.0',
      '24.10.0',
      undefined,
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
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
  ])('%s satisfies %j: %s', (one, specifier, expected) => {
    expect(satisfies(one, specifier)).toBe(expected);
  });

  it('satisfy their own exact specifier, and exactly one of < and >=', () => {
    fc.assert(fc.property(version, (one) => satisfies(one, `==${one}`)));
    fc.assert(fc.property(version, version, (a, b) => satisfies(a, `<${b}`) !== satisfies(a, `>=${b}`)));
  });
});
