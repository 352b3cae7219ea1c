import { expect, it } from 'vitest';
import { exactVersion } from '../../src/tools/exact-version.ts';

it('a version is exact only where one is named in full', () => {
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
