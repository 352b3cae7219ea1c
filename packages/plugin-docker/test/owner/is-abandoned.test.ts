import { describe, expect, it } from 'vitest';
import { imageTag } from '../../src/images/image-tag.ts';
import { containerName } from '../../src/images/container-name.ts';
import { isAbandoned, type World } from '../../src/owner/is-abandoned.ts';
import type { Owner } from '../../src/owner/owner.ts';
import { parseOwner } from '../../src/owner/parse-owner.ts';
import { thisOwner } from '../../src/owner/this-owner.ts';
import { thisWorld } from '../../src/owner/this-world.ts';

const owner: Owner = {
  machine: '0123abcd',
  pid: 4711,
  startedTicks: 99,
  sinceSeconds: 1_800_000_000,
  nonce: 'beef',
};
const world: World = {
  machine: '0123abcd',
  nowSeconds: 1_800_000_100,
  startOf: (pid) => (pid === 4711 ? 99 : undefined),
  isAlive: (pid) => pid === 4711,
};
const WEEK = 7 * 24 * 3600;

describe('what a run has made', () => {
  it.each<[string, Partial<Owner>, Partial<World>, boolean]>([
    ['a run that lives', {}, {}, false],
    ['a run whose process is gone', {}, { startOf: () => undefined }, true],
    ['a run whose number another process has now', {}, { startOf: () => 100 }, true],
    ['another machine', { machine: 'ffffffff', pid: 1 }, {}, false],
    ['another machine, a week ago', { machine: 'ffffffff' }, { nowSeconds: 1_800_000_000 + WEEK + 1 }, true],
    ['a run whose start the system does not tell, while it lives', { startedTicks: 0 }, {}, false],
    [
      'a run whose start the system does not tell, after it',
      { startedTicks: 0 },
      { isAlive: () => false },
      true,
    ],
  ])('by %s', (_, one, other, isLeft) => {
    expect(isAbandoned({ ...owner, ...one }, { ...world, ...other })).toBe(isLeft);
  });

  it('says in its name whose it is, and nothing else is read as such a name', () => {
    for (const name of ['orders', 'a-b_c', 'x-run-1', 'run']) {
      expect(parseOwner(imageTag({ name }, owner))).toEqual(owner);
      expect(parseOwner(containerName({ name }, owner))).toEqual(owner);
      // Docker 29 prefixes names of its own registry.
      expect(parseOwner(`docker.io/library/${imageTag({ name }, owner)}`)).toEqual(owner);
    }
    for (const name of [
      '',
      'sluice-orders:latest',
      'orders:run-0123abcd-1-1-1-beef',
      'sluice-orders:run-1',
      'sluice-a:run-0123abcd-1-1-1-beef x',
    ])
      expect(parseOwner(name)).toBeUndefined();
  });

  it('by this process is not abandoned', () => {
    expect(isAbandoned(thisOwner(), thisWorld())).toBe(false);
  });
});
