import { describe, expect, it } from 'vitest';
import { compareVersions } from '../../src/osv/compare-versions.ts';
import { isAffected } from '../../src/osv/is-affected.ts';
import type { OsvEvent } from '../../src/osv/osv-record.ts';

describe('the order of versions', () => {
  const ordered = [
    '0.9',
    '1.0.dev1',
    '1.0a1.dev1',
    '1.0a1',
    '1.0b2',
    '1.0rc1',
    '1.0',
    '1.0.post1.dev1',
    '1.0.post1',
    '1.0.1',
    '1.2',
    '1.10',
    '1!0.1',
  ];

  it('is that of PEP 440', () => {
    const shuffled = ordered.toReversed();
    expect(shuffled.toSorted((a, b) => compareVersions(a, b) ?? 0)).toEqual(ordered);
  });

  it('takes spellings of one version as equal, and local parts as nothing', () => {
    for (const [a, b] of [
      ['1.0', '1.0.0'],
      ['v1.0-rc.1', '1.0rc1'],
      ['1.0+ubuntu.1', '1.0'],
      ['1.0-1', '1.0.post1'],
    ])
      expect(compareVersions(a ?? '', b ?? '')).toBe(0);
  });

  it('knows none of what is no version', () => {
    expect(compareVersions('1.0', 'latest')).toBeUndefined();
    expect(compareVersions('', '1.0')).toBeUndefined();
  });
});

describe('whether an advisory speaks of a version', () => {
  const within = (events: readonly OsvEvent[], version: string): boolean =>
    isAffected({ name: 'a', ranges: [events], versions: [] }, version);

  it('goes by ranges, whatever the order of their events', () => {
    const events = [{ fixed: '1.5' }, { introduced: '2.0' }, { introduced: '0' }, { last_affected: '2.3' }];
    const affected = ['1.4.9', '0.1', '2.0', '2.3'].map((version) => within(events, version));
    const not = ['1.5', '1.9', '2.3.1', '3.0'].map((version) => within(events, version));
    expect([affected, not]).toEqual([Array(4).fill(true), Array(4).fill(false)]);
  });

  it('goes by the list of versions, however they are spelt', () => {
    const affected = { name: 'a', ranges: [], versions: ['2.10', '3.0rc1'] };
    expect(['2.10', '2.10.0', '3.0.rc1'].every((version) => isAffected(affected, version))).toBe(true);
    expect(isAffected(affected, '2.1')).toBe(false);
  });

  it('does not let an advisory vanish for a version that cannot be compared', () => {
    expect(within([{ introduced: '0' }, { fixed: '2.0' }], 'weekly-build')).toBe(true);
  });
});
