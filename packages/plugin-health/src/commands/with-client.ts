import { CiError } from '@sluice/core';
import type { GithubClient, GithubFault } from '@sluice/plugin-github/client';
import { storedEtags } from '../collect/stored-etags.ts';
import type { HealthStore } from '../store/health-store.ts';

/** GitHub says after a minute at the earliest that it would take more. */
const MOST_WAIT_MS = 120_000;

interface ClientInput {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly signal: AbortSignal;
  readonly store: HealthStore;
}

/** Runs `use` with a client of GitHub's, and ends its connections. Throws the fault as a CiError when there is none. */
export async function withClient<T>(
  { env, signal, store }: ClientInput,
  use: (client: GithubClient) => Promise<T>,
): Promise<T> {
  // Loaded here: who asks for figures needs neither the client nor what it brings.
  const { openClient } = await import('@sluice/plugin-github/client');
  const opened = await openClient({ env, signal, mostWaitMs: MOST_WAIT_MS, etags: storedEtags(store) });
  if (!opened.ok) throw faultError([opened.fault]);
  try {
    return await use(opened.data);
  } finally {
    await opened.data.close();
  }
}

/** Faults as the problems that a person reads. */
export function faultError(faults: readonly GithubFault[]): CiError {
  return new CiError(faults.map(({ code, message, hint }) => ({ code, message, hint })));
}
