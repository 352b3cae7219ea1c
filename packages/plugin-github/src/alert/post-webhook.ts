import { openNetwork } from '../client/open-network.ts';
import type { RepositoryName } from '../environment/github-environment.ts';
import type { Occasion } from './occasion.ts';

export interface WebhookInput {
  readonly address: string;
  readonly repository: RepositoryName;
  readonly occasion: Occasion;
  /** Of the alert's issue. */
  readonly issueUrl: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Default 10,000. */
  readonly timeoutMs?: number;
}

/** The most reasons that are sent. */
const MOST_REASONS = 20;

/**
 * Sends one JSON POST, and gives back what went wrong, if anything. Its address is a secret: no word of that holds it. `text` is what chat services show; the
 * other fields are for programs. Redirects are not followed, for whoever is sent to was not chosen by the user.
 */
export async function postWebhook(input: WebhookInput): Promise<string | undefined> {
  const { address, env, timeoutMs = 10_000 } = input;
  if (!URL.canParse(address) || !/^https?:$/u.test(new URL(address).protocol))
    return 'SLUICE_ALERT_WEBHOOK is no web address';
  const network = await openNetwork(env).catch(() => undefined);
  if (network === undefined) return 'SSL_CERT_FILE or a proxy variable cannot be used';
  try {
    const answer = await network.fetch(address, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(bodyOf(input)),
      redirect: 'manual',
      signal: AbortSignal.timeout(timeoutMs),
    });
    await answer.body?.cancel();
    return answer.ok ? undefined : `it answered with ${answer.status}`;
  } catch (error) {
    const isLate = error instanceof Error && error.name === 'TimeoutError';
    return isLate ? 'it did not answer in time' : 'it cannot be reached';
  } finally {
    await network.close();
  }
}

function bodyOf({ repository, occasion, issueUrl }: WebhookInput): Readonly<Record<string, unknown>> {
  const { branch, run, runUrl, reasons } = occasion;
  const name = `${repository.owner}/${repository.name}`;
  return {
    text: `${branch} of ${name} is broken: ${runUrl}`,
    event: 'ci-broken',
    repository: name,
    branch,
    runUrl,
    issueUrl,
    sha: run.headSha,
    reasons: reasons.slice(0, MOST_REASONS),
  };
}
