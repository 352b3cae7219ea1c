import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { changeLines } from '../../src/sbom/change-lines.ts';
import { comparePackages } from '../../src/sbom/compare-packages.ts';
import { packagesOf } from '../../src/sbom/packages-of.ts';

const lists = fc.dictionary(
  fc.string({ minLength: 1, maxLength: 3 }),
  fc.array(fc.string({ minLength: 1, maxLength: 2 }), { minLength: 1, maxLength: 2 }),
);

describe('the packages of an SBOM', () => {
  it('are told by their purls, without version and qualifiers, each with all its versions', () => {
    const components = [
      { purl: 'pkg:deb/debian/libc6@2.36-9?arch=amd64', version: '2.36-9' },
      { purl: 'pkg:npm/%40types/node@24.1.0', version: '24.1.0' },
      { purl: 'pkg:pypi/urllib3@2.6.0', version: '2.6.0' },
      { purl: 'pkg:pypi/urllib3@1.24.1', version: '1.24.1' },
      { name: 'debian', type: 'operating-system' },
      null,
    ];
    expect(packagesOf({ components })).toEqual({
      'deb/debian/libc6': ['2.36-9'],
      'npm/@types/node': ['24.1.0'],
      'pypi/urllib3': ['1.24.1', '2.6.0'],
    });
    expect(packagesOf(null)).toEqual({});
    expect(packagesOf({ components: 7 })).toEqual({});
  });

  it('compared with themselves have not changed, and backwards what came has gone', () => {
    fc.assert(
      fc.property(lists, lists, (before, after) => {
        expect(comparePackages(before, before)).toEqual({ added: [], removed: [], changed: [] });
        const [there, back] = [comparePackages(before, after), comparePackages(after, before)];
        expect(back.removed).toEqual(there.added);
        expect(back.added).toEqual(there.removed);
        expect(back.changed).toHaveLength(there.changed.length);
      }),
    );
  });

  it('are written on one line, with no more names than asked for and no text that is a command', () => {
    const changes = {
      added: ['pypi/a 1', 'pypi/b\n::error::x 2', 'pypi/c 3'],
      removed: [],
      changed: ['pypi/d 1 → 2'],
    };
    expect(changeLines(changes, 2)).toEqual([
      '+ pypi/a 1, pypi/b ::error::x 2, and 1 more',
      '~ pypi/d 1 → 2',
    ]);
  });
});
