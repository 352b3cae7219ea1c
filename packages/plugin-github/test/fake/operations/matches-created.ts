/** Whether a time is in a range as GitHub's searches write it: `>=2026-01-01`, `2026-01-01..2026-01-31T12:00:00Z`, `*..X`. */
export function matchesCreated(range: string | null, createdAt: string): boolean {
  if (range === null) return true;
  const at = Date.parse(createdAt);
  const [from, to] = range.split('..');
  if (to !== undefined) return (from === '*' || at >= startOf(from!)) && (to === '*' || at <= endOf(to));
  const [, sign = '', day = ''] = /^(>=|<=|>|<)?(.*)$/u.exec(range) ?? [];
  if (sign === '>=') return at >= startOf(day);
  if (sign === '>') return at > endOf(day);
  if (sign === '<=') return at <= endOf(day);
  if (sign === '<') return at < startOf(day);
  return at >= startOf(day) && at <= endOf(day);
}

const startOf = (text: string): number => Date.parse(text);
/** A day without a time ends with its last moment. */
const endOf = (text: string): number => Date.parse(text) + (/^\d{4}-\d\d-\d\d$/u.test(text) ? 86_399_999 : 0);
