import { expect, it } from 'vitest';
import { clientFor } from './client-for.ts';
import { scriptedServer } from './scripted-server.ts';

const log = { route: 'GET /repos/acme/orders/actions/jobs/1/logs' };

async function lengthOf(chunks: AsyncIterable<Uint8Array>): Promise<number> {
  let length = 0;
  for await (const chunk of chunks) length += chunk.length;
  return length;
}

it('hands on a text of any size as it comes, an empty one too', async () => {
  for (const body of ['x'.repeat(3_000_000), '']) {
    await using server = await scriptedServer([{ body }]);
    const client = await clientFor(server.url);
    expect(await client.stream(log, lengthOf)).toEqual({ ok: true, data: body.length });
  }
});

it('makes a fault of a refusal, and of what its reader throws', async () => {
  await using server = await scriptedServer([{ status: 410, body: { message: 'expired' } }, { body: 'x' }]);
  const client = await clientFor(server.url);
  expect(await client.stream(log, lengthOf)).toMatchObject({ fault: { kind: 'gone' } });
  const broken = await client.stream(log, async () => Promise.reject(new Error('cut')));
  expect(broken).toMatchObject({ ok: false, fault: { message: expect.stringMatching(/cut/u) } });
});
