/** Calls by name, each once, for a complaint. */
export function callsOf(touches: readonly { readonly what: string }[]): string {
  return [...new Set(touches.map(({ what }) => what))].join(', ');
}
