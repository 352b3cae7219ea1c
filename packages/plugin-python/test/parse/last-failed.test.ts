import fc from 'fast-check';
import { expect, it } from 'vitest';
import { formatLastFailed, parseLastFailed } from '../../src/parse/last-failed.ts';

it('reads back every node id that was written', () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.string().filter((id) => id !== '__proto__' && !/^\d+$/u.test(id))),
      (ids) => {
        expect(parseLastFailed(formatLastFailed(ids))).toEqual(ids);
      },
    ),
  );
});

it.each(['', '[]', 'null', '3', '{'])('refuses what is no such list: %j', (text) => {
  expect(parseLastFailed(text)).toBeUndefined();
});
