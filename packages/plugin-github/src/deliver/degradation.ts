import type { NamedDelivery } from './deliver-all.ts';

/** What was not delivered and why, what has one reason in common told once; nothing when all was. */
export function degradation(deliveries: readonly NamedDelivery[]): string | undefined {
  const reasons = new Map<string, string[]>();
  for (const { name, said, isDelivered } of deliveries)
    if (!isDelivered) reasons.set(said, [...(reasons.get(said) ?? []), name]);
  if (reasons.size === 0) return undefined;
  return [...reasons].map(([said, names]) => `${names.join(', ')}: ${said}`).join(' ');
}
