/** The words of anything thrown: an Error's message, a string, or what it looks like. Never empty. */
export function messageOf(error: unknown): string {
  if (error instanceof Error) return error.message || error.name;
  if (typeof error === 'string' && error !== '') return error;
  if (error === undefined || error === null) return `a rejection with ${String(error)}`;
  try {
    return JSON.stringify(error) ?? String(error);
  } catch {
    return Object.prototype.toString.call(error);
  }
}
