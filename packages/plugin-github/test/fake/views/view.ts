import { sampleOf } from '../spec/sample-of.ts';

/** What the API would give of a component: everything it requires, with these values. */
export function view(component: string, known: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return { ...sampleOf(component), ...known };
}
