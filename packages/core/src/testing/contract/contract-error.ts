/** Ends a case: throws one error with all complaints, each of which says what the plugin did and what to do. */
export function complain(rule: string, complaints: readonly string[]): void {
  if (complaints.length === 0) return;
  throw new Error([`${rule}:`, ...complaints.map((complaint) => `  - ${complaint}`)].join('\n'));
}
