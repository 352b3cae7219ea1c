import type { GithubFault } from '../client/github-fault.ts';
import type { ClientOptions } from '../client/client-options.ts';
import { openClient } from '../client/open-client.ts';
import type { EnvironmentFault } from '../environment/environment-reading.ts';
import type { GithubEnvironment } from '../environment/github-environment.ts';
import { readEnvironment } from '../environment/read-environment.ts';
import type { RecordedRun } from '../report/recorded-run.ts';
import type { DeliveryTarget } from './delivery-target.ts';
import { readPull } from './read-pull.ts';

/** A target and its end, or why there is none; `isReadOnly`: nothing can be written, as it must be. */
export type OpenedTarget =
  | { readonly kind: 'open'; readonly target: DeliveryTarget; readonly close: () => Promise<void> }
  | { readonly kind: 'read-only' }
  | { readonly kind: 'fault'; readonly fault: GithubFault | EnvironmentFault };

/** Of a request: a reporter that waits longer keeps everybody from the verdict. */
const TIMEOUT_MS = 15_000;

/** Opens where a run is reported to, from the variables of the runner. */
export async function openTarget(
  run: RecordedRun,
  options: Pick<ClientOptions, 'env'> & Partial<ClientOptions>,
): Promise<OpenedTarget> {
  const reading = await readEnvironment(options.env);
  if (!reading.ok) return { kind: 'fault', fault: reading.fault };
  const { environment } = reading;
  if (environment.isReadOnly) return { kind: 'read-only' };
  return openTargetOf(environment, run, options);
}

/** The same where the environment is known, or put together from the API's own words. */
export async function openTargetOf(
  environment: GithubEnvironment,
  run: RecordedRun,
  options: Pick<ClientOptions, 'env'> & Partial<ClientOptions>,
): Promise<Exclude<OpenedTarget, { kind: 'read-only' }>> {
  const opened = await openClient({ apiUrl: environment.apiUrl, timeoutMs: TIMEOUT_MS, ...options });
  if (!opened.ok) return { kind: 'fault', fault: opened.fault };
  const client = opened.data;
  let pull: ReturnType<typeof readPull> | undefined;
  return {
    kind: 'open',
    target: { client, environment, run, pull: async () => (pull ??= readPull(client, environment)) },
    close: client.close,
  };
}
