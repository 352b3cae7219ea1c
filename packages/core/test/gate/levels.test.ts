import { describe, expect, it } from 'vitest';
import {
  effectOf,
  GATE_TABLE,
  gateTableMarkdown,
  rowOf,
  type Condition,
  type Effect,
  type GateRowKey,
} from '../../src/gate/levels.ts';
import { CONCLUSIONS, SKIP_REASONS, type Conclusion } from '../../src/model/conclusion.ts';
import { LEVELS, type Level } from '../../src/model/level.ts';

// The table of the design, written by hand a second time: whoever changes the gate changes both, and means it.
const EXPECTED: Readonly<
  Record<GateRowKey, readonly [required: string, optional: string, informational: string]>
> = {
  success: ['ok', 'ok', 'ok'],
  'success-after-retry': ['shown, block if beyond-max-flaky', 'shown', 'shown'],
  failure: ['block', 'warn', 'note'],
  errored: ['block', 'warn', 'note'],
  timed_out: ['block', 'warn', 'note'],
  cancelled: ['block', 'warn', 'note'],
  'not-affected': ['ok', 'ok', 'ok'],
  'not-selected': ['ok', 'ok', 'ok'],
  disabled: ['shown, block if lock-disagrees', 'ok', 'ok'],
  'upstream-failed': ['block', 'warn', 'note'],
  'no-permission': ['block, shown if deferred', 'warn', 'note'],
  absent: ['block', 'warn', 'note'],
  waived: ['shown', 'shown', 'shown'],
};

const columns: readonly Level[] = ['required', 'optional', 'informational'];
const conditions: readonly Condition[] = ['beyond-max-flaky', 'lock-disagrees', 'deferred'];

describe('the table of the gate', () => {
  const cells = Object.entries(EXPECTED).flatMap(([row, effects]) =>
    columns.map((level, index) => [row as GateRowKey, level, effects[index] ?? ''] as const),
  );

  it('has the rows of the design and no others', () => {
    expect(GATE_TABLE.map(({ key }) => key)).toEqual(Object.keys(EXPECTED));
  });

  it.each(cells)('says of %s at level %s: %s, under every condition', (row, level, expected) => {
    const [usual = '', exception] = expected.split(', ');
    expect(effectOf(row, level, () => false)).toBe(usual);
    for (const condition of conditions) {
      const [effect, when] = exception?.split(' if ') ?? [usual, condition];
      expect(effectOf(row, level, (one) => one === condition)).toBe(when === condition ? effect : usual);
    }
  });

  it('blocks for a row or a level that it does not know', () => {
    expect(effectOf('passed' as GateRowKey, 'informational', () => true)).toBe<Effect>('block');
    expect(effectOf('success', 'toString' as Level, () => true)).toBe<Effect>('block');
    expect(effectOf('constructor' as GateRowKey, 'required', () => true)).toBe<Effect>('block');
  });

  it('is never more lenient at a stronger level', () => {
    const order: readonly Effect[] = ['ok', 'shown', 'note', 'warn', 'block'];
    for (const [row] of cells) {
      const ranks = LEVELS.map((level) => order.indexOf(effectOf(row, level, () => false)));
      expect(ranks).toEqual(ranks.toSorted((a, b) => a - b));
    }
  });

  it('has a row for every way of ending', () => {
    const keys = new Set(GATE_TABLE.map(({ key }) => key));
    for (const conclusion of CONCLUSIONS.filter((one) => one !== 'skipped')) {
      for (const flaky of [true, false]) {
        for (const isWaived of [true, false]) {
          const row = rowOf({ conclusion, flaky, isWaived });
          expect(keys.has(row as GateRowKey)).toBe(true);
          expect(row).toBe(
            conclusion === 'success' && flaky
              ? 'success-after-retry'
              : conclusion === 'failure' && isWaived
                ? 'waived'
                : conclusion,
          );
        }
      }
    }
    for (const skip of SKIP_REASONS)
      expect(rowOf({ conclusion: 'skipped', skip, isWaived: true })).toBe(skip);
  });

  it('has none for what is outside the closed sets', () => {
    expect(rowOf({ conclusion: 'neutral' as Conclusion, isWaived: false })).toBeUndefined();
    expect(rowOf({ conclusion: 'skipped', isWaived: false })).toBeUndefined();
    expect(rowOf({ conclusion: 'skipped', skip: 'success' as never, isWaived: false })).toBeUndefined();
  });

  it('is drawn for the docs, a line for every row', () => {
    const lines = gateTableMarkdown().trimEnd().split('\n');
    expect(lines).toHaveLength(GATE_TABLE.length + 2);
    expect(lines).toContain('| failure | **block** | warn | note |');
    expect(lines).toContain(
      '| success after a retry | ok, shown; **block** beyond `policy.maxFlaky` | ok, shown | ok, shown |',
    );
  });
});
