import { compareText } from './compare-text.ts';
import type { Json } from './json.ts';

/** Objects in the order of one of their fields. */
export function sortBy(list: readonly Json[], key: string): readonly Json[] {
  return list.toSorted((a, b) => compareText(String(a[key]), String(b[key])));
}
