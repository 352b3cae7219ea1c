import { createRedactor, type Redactor } from '@sluice/core';
import type { Answer } from './answer.ts';
import type { ClientOptions } from './client-options.ts';
import { createCalls } from './create-calls.ts';
import { createEtagStore } from './etag-store.ts';
import { faultOf } from './fault-of.ts';
import type { GithubClient } from './github-client.ts';
import { openNetwork } from './open-network.ts';
import { openOctokit } from './open-octokit.ts';
import { tokenOf } from './token-of.ts';

/** A client, and its end. */
export interface OpenClient extends GithubClient {
  /** Ends idle connections. */
  readonly close: () => Promise<void>;
}

/**
 * Opens GitHub's REST API. Nothing is sent yet. No token, one that no header can hold, an address that is none or a
 * certificate file that cannot be read are faults.
 */
export async function openClient(options: ClientOptions): Promise<Answer<OpenClient>> {
  const { env } = options;
  const token = tokenOf(env);
  if (token === undefined) return { ok: false, fault: faultOf('no-token') };
  // The error of a header that cannot be sent holds the header.
  if (!/^[\x21-\x7E]{1,4096}$/u.test(token))
    return { ok: false, fault: faultOf('bad-token', 'it has characters that no token has') };
  const apiUrl = (options.apiUrl ?? (env['GITHUB_API_URL'] || 'https://api.github.com')).replace(/\/+$/u, '');
  if (!/^https?:\/\//u.test(apiUrl) || !URL.canParse(apiUrl))
    return { ok: false, fault: faultOf('network', 'GITHUB_API_URL is no address') };
  return open({ options, token, apiUrl, redactor: redactorOf(env, token) });
}

interface OpenInput {
  readonly options: ClientOptions;
  readonly token: string;
  readonly apiUrl: string;
  readonly redactor: Redactor;
}

async function open({ options, token, apiUrl, redactor }: OpenInput): Promise<Answer<OpenClient>> {
  const network = await openNetwork(options.env).catch(() => undefined);
  if (network === undefined)
    return { ok: false, fault: faultOf('network', 'SSL_CERT_FILE or a proxy variable cannot be used') };
  let count = 0;
  const onRequest = (): void => void (count += 1);
  const octokit = await openOctokit({ options, token, apiUrl, network, onRequest });
  const calls = createCalls({
    octokit,
    apiUrl,
    redactor,
    etags: options.etags ?? createEtagStore(),
    isCancelled: () => options.signal?.aborted === true,
  });
  return { ok: true, data: { ...calls, requests: () => count, close: network.close } };
}

function redactorOf(env: ClientOptions['env'], token: string): Redactor {
  const redactor = createRedactor(env);
  redactor.learn(token);
  return redactor;
}
