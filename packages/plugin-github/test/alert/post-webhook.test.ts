import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from 'vitest';
import { postWebhook } from '../../src/alert/post-webhook.ts';

const occasion = {
  branch: 'main',
  isRed: true,
  run: { runId: 100, attempt: 1, headSha: 'a'.repeat(40) },
  runUrl: 'https://github.com/octo/repo/actions/runs/100',
  reasons: Array.from({ length: 30 }, (_, index) => `reason ${index}`),
};

/** A webhook on loopback that answers with this status, or never. */
async function webhook(status: number | 'never', headers: Readonly<Record<string, string>> = {}) {
  const bodies: unknown[] = [];
  const server = createServer((request, response) => {
    let text = '';
    request.on('data', (chunk) => (text += String(chunk)));
    request.on('end', () => {
      bodies.push([request.method, request.headers['content-type'], JSON.parse(text)]);
      if (status !== 'never') response.writeHead(status, headers).end('{"said":"no"}');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook/s3cr3t`;
  const post = async (given = {}) =>
    postWebhook({
      address,
      repository: { owner: 'octo', name: 'repo' },
      occasion,
      issueUrl: 'https://github.com/octo/repo/issues/1',
      env: {},
      ...given,
    });
  return {
    bodies,
    post,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

describe('the webhook of an alert', () => {
  it('is sent one JSON POST, with a text for people and fields for programs', async () => {
    await using hook = await webhook(204);
    expect(await hook.post()).toBeUndefined();
    expect(hook.bodies).toEqual([
      [
        'POST',
        'application/json',
        {
          text: 'main of octo/repo is broken: https://github.com/octo/repo/actions/runs/100',
          event: 'ci-broken',
          repository: 'octo/repo',
          branch: 'main',
          runUrl: occasion.runUrl,
          issueUrl: 'https://github.com/octo/repo/issues/1',
          sha: 'a'.repeat(40),
          reasons: occasion.reasons.slice(0, 20),
        },
      ],
    ]);
  });

  it.each([
    ['an error', 500, {}, 'it answered with 500'],
    ['a redirect, which is not followed', 302, { location: 'http://127.0.0.1:9/' }, 'it answered with 302'],
    ['no answer', 'never', {}, 'it did not answer in time'],
  ] as const)('that gives %s is told without its address', async (_, status, headers, words) => {
    await using hook = await webhook(status, headers);
    expect(await hook.post({ timeoutMs: 500 })).toBe(words);
    expect(hook.bodies).toHaveLength(1);
  });

  it.each([
    ['no address', 'chat.example/hook', 'SLUICE_ALERT_WEBHOOK is no web address'],
    ['a file', 'file:///etc/passwd', 'SLUICE_ALERT_WEBHOOK is no web address'],
    ['nobody', 'http://127.0.0.1:9/s3cr3t', 'it cannot be reached'],
  ])('at %s is told too', async (_, address, words) => {
    await using hook = await webhook(204);
    expect(await hook.post({ address })).toBe(words);
    expect(hook.bodies).toEqual([]);
  });
});
