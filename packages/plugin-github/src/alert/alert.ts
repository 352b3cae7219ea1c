import type { CheckResult, Verdict } from '@sluice/core';
import type { ClientOptions } from '../client/client-options.ts';
import { openClient } from '../client/open-client.ts';
import { readEnvironment } from '../environment/read-environment.ts';
import type { AlertOptions } from './alert-options.ts';
import { deliverAlert } from './deliver-alert.ts';
import { occasionOf } from './occasion.ts';
import { postWebhook } from './post-webhook.ts';

export interface AlertRequest {
  readonly env: ClientOptions['env'];
  readonly decided: {
    readonly verdict: Verdict;
    readonly results: readonly Pick<CheckResult, 'conclusion'>[];
  };
  readonly options: { readonly alert: false | AlertOptions; readonly branches: readonly string[] };
  /** Of the client, for tests. */
  readonly client?: Partial<ClientOptions>;
}

/** What came of an alert: what was done, in a sentence, and what could not be. */
export interface AlertOutcome {
  readonly said?: string;
  readonly failed?: string;
}

/**
 * Tells of a branch that is broken, or well again. Nothing for runs that say nothing of a branch, and outside of Actions;
 * whatever GitHub or a webhook refuses is told and changes nothing else.
 */
export async function alert({ env, decided, options, client }: AlertRequest): Promise<AlertOutcome> {
  if (options.alert === false || env['GITHUB_ACTIONS'] !== 'true' || decided.verdict.partial === true)
    return {};
  const read = await readEnvironment(env);
  if (!read.ok) return failure(`${read.fault.code}: ${read.fault.message} ${read.fault.hint}`);
  const { repository } = read.environment;
  const occasion = occasionOf(read.environment, decided, options.branches);
  if (occasion === undefined) return {};
  const { label, webhook } = options.alert;
  const opened = await openClient({ env, apiUrl: read.environment.apiUrl, ...client });
  if (!opened.ok) return failure(`${opened.fault.code}: ${opened.fault.message} ${opened.fault.hint}`);
  try {
    const told = await deliverAlert({ client: opened.data, repository, label, occasion });
    if (!told.ok) return failure(`${told.fault.code}: ${told.fault.message} ${told.fault.hint}`);
    const { outcome, url = '' } = told.data;
    if (outcome === 'unchanged') return {};
    const said = `${label}: ${outcome} ${url}`;
    const address = env['SLUICE_ALERT_WEBHOOK'] ?? '';
    if (outcome !== 'opened' || !webhook) return { said };
    if (address === '')
      return { said, failed: 'the webhook was not called, for SLUICE_ALERT_WEBHOOK is not set' };
    const wrong = await postWebhook({ address, repository, occasion, issueUrl: url, env });
    return wrong === undefined ? { said } : { said, failed: `the webhook was not told: ${wrong}` };
  } finally {
    await opened.data.close();
  }
}

const failure = (why: string): AlertOutcome => ({ failed: `the alert was not delivered: ${why}` });
