import type { Octokit } from '@octokit/core';
import type { ClientOptions } from './client-options.ts';
import type { Network } from './network.ts';

interface OctokitInput {
  readonly options: ClientOptions;
  readonly token: string;
  readonly apiUrl: string;
  readonly network: Network;
  readonly onRequest: () => void;
}

/** No retry by the plugin: 429 would be repeated at once there, past the throttle that knows how long to wait. */
const DO_NOT_RETRY = [400, 401, 403, 404, 409, 410, 422, 429, 451];

/** Octokit with its retry and its throttle, loaded when the first client is opened: a local run needs none of it. */
export async function openOctokit(input: OctokitInput): Promise<Octokit> {
  const { options, token, apiUrl } = input;
  const [{ Octokit: Core }, { retry }, { throttling }] = await Promise.all([
    import('@octokit/core'),
    import('@octokit/plugin-retry'),
    import('@octokit/plugin-throttling'),
  ]);
  const { secondMs = 1000, mostWaitMs = 30_000 } = options;
  // Once: whoever is refused twice has others to share the limit with, and waiting longer would only cost minutes.
  const mayWait = (seconds: number, _request: unknown, _octokit: unknown, count: number): boolean =>
    count === 0 && seconds * 1000 <= mostWaitMs;
  const Client = Core.plugin(retry, throttling);
  return new Client({
    auth: token,
    baseUrl: apiUrl,
    userAgent: 'sluice',
    log: SILENT,
    request: { fetch: fetchOf(input) },
    retry: { doNotRetry: DO_NOT_RETRY, retries: 2, retryAfterBaseValue: secondMs },
    throttle: {
      onRateLimit: mayWait,
      onSecondaryRateLimit: mayWait,
      retryAfterBaseValue: secondMs,
      ...(secondMs < 1000 ? (PACELESS as object) : {}),
    },
  });
}

const silent = (): void => undefined;
/** Octokit would print deprecations on the console, in the middle of a report. */
const SILENT = { debug: silent, info: silent, warn: silent, error: silent };

const atOnce = {
  key: () => ({
    schedule: async (_job: unknown, run: (...values: unknown[]) => unknown, ...values: unknown[]) =>
      run(...values),
  }),
};
/** Queues without the pauses of 1 to 3 s between writes: what the throttle uses of a queue, which its types ask more of. */
const PACELESS = { global: atOnce, auth: atOnce, search: atOnce, write: atOnce, notifications: atOnce };

/** Every request, a repeated one too, has the whole of the time, and is counted. */
function fetchOf({ options, network, onRequest }: OctokitInput): typeof globalThis.fetch {
  const { timeoutMs = 30_000, signal } = options;
  return async (url, init) => {
    onRequest();
    const limits = [AbortSignal.timeout(timeoutMs), ...(signal === undefined ? [] : [signal])];
    return network.fetch(url, { ...init, signal: AbortSignal.any(limits) });
  };
}
