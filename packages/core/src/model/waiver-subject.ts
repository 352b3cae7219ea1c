import type { Waiver } from './policy.ts';

/** What a waiver names, in one line that tells it from others: `rule ruff/E501 in src/**`. */
export function waiverSubject(waiver: Waiver): string {
  if (waiver.check !== undefined) return `check ${waiver.check}`;
  if (waiver.test !== undefined) return `test ${waiver.test}`;
  if (waiver.fingerprint !== undefined) return `fingerprint ${waiver.fingerprint}`;
  if (waiver.vulnerability !== undefined)
    return `vulnerability ${waiver.vulnerability} in ${waiver.package ?? '?'}`;
  if (waiver.limit !== undefined) return `limit ${waiver.limit}`;
  return `rule ${waiver.rule ?? '?'} in ${waiver.path ?? '?'}`;
}
