import { CONCLUSIONS, SKIP_REASONS, type Conclusion, type SkipReason } from '../model/conclusion.ts';
import type { Level } from '../model/level.ts';

/** What a row does to the verdict. `ok` says nothing; `shown` is a note that changes nothing. */
export type Effect = 'ok' | 'shown' | 'note' | 'warn' | 'block';

/** What can turn the effect of a cell into another. */
export type Condition = 'beyond-max-flaky' | 'lock-disagrees' | 'deferred';

export interface GateCell {
  readonly effect: Effect;
  readonly exception?: { readonly when: Condition; readonly effect: Effect };
}

export type GateRowKey =
  | Exclude<Conclusion, 'skipped'>
  | SkipReason
  | 'success-after-retry'
  | 'absent'
  | 'waived';

export interface GateRow extends Readonly<Record<Level, GateCell>> {
  readonly key: GateRowKey;
  /** The row in words, for the docs. */
  readonly title: string;
}

const ok: GateCell = { effect: 'ok' };
const shown: GateCell = { effect: 'shown' };
const [block, warn, note]: readonly [GateCell, GateCell, GateCell] = [
  { effect: 'block' },
  { effect: 'warn' },
  { effect: 'note' },
];
const bites = { required: block, optional: warn, informational: note } as const;

/** The gate: what each way of ending means at each level. The docs are generated from it, see {@link gateTableMarkdown}. */
export const GATE_TABLE: readonly GateRow[] = [
  { key: 'success', title: 'success', required: ok, optional: ok, informational: ok },
  {
    key: 'success-after-retry',
    title: 'success after a retry',
    required: { effect: 'shown', exception: { when: 'beyond-max-flaky', effect: 'block' } },
    optional: shown,
    informational: shown,
  },
  { key: 'failure', title: 'failure', ...bites },
  {
    key: 'errored',
    title: 'errored (crash, unreadable output, tool missing, no test collected, nothing scanned)',
    ...bites,
  },
  { key: 'timed_out', title: 'timed out', ...bites },
  { key: 'cancelled', title: 'cancelled', ...bites },
  {
    key: 'not-affected',
    title: 'skipped: not affected (with the proof)',
    required: ok,
    optional: ok,
    informational: ok,
  },
  {
    key: 'not-selected',
    title: 'skipped: not selected (ids or `--skip`); the verdict is partial',
    required: ok,
    optional: ok,
    informational: ok,
  },
  {
    key: 'disabled',
    title: 'skipped: disabled',
    required: { effect: 'shown', exception: { when: 'lock-disagrees', effect: 'block' } },
    optional: ok,
    informational: ok,
  },
  { key: 'upstream-failed', title: 'skipped: upstream failed', ...bites },
  {
    key: 'no-permission',
    title: 'skipped: no permission (fork, no secret)',
    required: { effect: 'block', exception: { when: 'deferred', effect: 'shown' } },
    optional: warn,
    informational: note,
  },
  { key: 'absent', title: 'in the lock, absent from the plan', ...bites },
  {
    key: 'waived',
    title: 'failure, waived and in date',
    required: shown,
    optional: shown,
    informational: shown,
  },
];

const ROWS: ReadonlyMap<string, GateRow> = new Map(GATE_TABLE.map((row) => [row.key, row]));
const LEVEL_NAMES: readonly string[] = ['required', 'optional', 'informational'];

/**
 * What a row means at a level, under the conditions that hold. A row or a level that this version does not know
 * blocks: a newer engine's report, or a damaged one, is no evidence.
 */
export function effectOf(row: GateRowKey, level: Level, holds: (condition: Condition) => boolean): Effect {
  const known = ROWS.get(row);
  if (known === undefined || !LEVEL_NAMES.includes(level)) return 'block';
  const { effect, exception } = known[level];
  return exception !== undefined && holds(exception.when) ? exception.effect : effect;
}

/** The row of a result, or undefined when its conclusion, or the reason of its skip, is not of the closed set. */
export function rowOf(result: {
  readonly conclusion: Conclusion;
  readonly skip?: SkipReason;
  readonly flaky?: boolean;
  readonly isWaived: boolean;
}): GateRowKey | undefined {
  const { conclusion, skip, flaky, isWaived } = result;
  if (!CONCLUSIONS.includes(conclusion)) return undefined;
  if (conclusion === 'skipped') return skip !== undefined && SKIP_REASONS.includes(skip) ? skip : undefined;
  if (conclusion === 'success') return flaky === true ? 'success-after-retry' : 'success';
  // Only a failure can be accepted: whoever waives a check has not seen what an errored one would have found.
  return conclusion === 'failure' && isWaived ? 'waived' : conclusion;
}

const EXCEPTIONS: Readonly<Record<Condition, string>> = {
  'beyond-max-flaky': 'beyond `policy.maxFlaky`',
  'lock-disagrees': 'when there is a lock and it does not say so',
  deferred: 'on a pull request with `policy.noPermission: defer`',
};
const EFFECTS: Readonly<Record<Effect, string>> = {
  ok: 'ok',
  shown: 'ok, shown',
  note: 'note',
  warn: 'warn',
  block: '**block**',
};

/** The table as markdown, for docs/gate.md. */
export function gateTableMarkdown(): string {
  const cell = ({ effect, exception }: GateCell): string =>
    EFFECTS[effect] +
    (exception === undefined ? '' : `; ${EFFECTS[exception.effect]} ${EXCEPTIONS[exception.when]}`);
  const rows = GATE_TABLE.map(
    (row) => `| ${row.title} | ${cell(row.required)} | ${cell(row.optional)} | ${cell(row.informational)} |`,
  );
  return ['| conclusion | required | optional | informational |', '|---|---|---|---|', ...rows, ''].join(
    '\n',
  );
}
