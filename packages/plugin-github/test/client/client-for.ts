import type { ClientOptions } from '../../src/client/client-options.ts';
import { openClient, type OpenClient } from '../../src/client/open-client.ts';

/** The token of these tests: no word that reaches a person may hold it. */
export const TOKEN = 'ghs_0123456789abcdefghij';

/** A client of a server on loopback, whose seconds are a millisecond long. */
export async function clientFor(apiUrl: string, options: Partial<ClientOptions> = {}): Promise<OpenClient> {
  const opened = await openClient({ env: { GITHUB_TOKEN: TOKEN }, apiUrl, secondMs: 1, ...options });
  if (!opened.ok) throw new Error(opened.fault.message);
  return opened.data;
}
