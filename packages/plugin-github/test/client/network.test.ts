import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { rootCertificates } from 'node:tls';
import { z } from '@sluice/core';
import { describe, expect, it } from 'vitest';
import { openClient } from '../../src/client/open-client.ts';
import { clientFor, TOKEN } from './client-for.ts';
import { scriptedServer } from './scripted-server.ts';

const read = { route: 'GET /', read: z.object({ n: z.number() }) };

/** A real proxy: it opens the tunnels it is asked for, to wherever `to` says. */
async function tunnelProxy(to: number) {
  const asked: string[] = [];
  const sockets: Socket[] = [];
  const server = createServer().on('connect', (request: IncomingMessage, client: Socket) => {
    asked.push(request.url ?? '');
    const target = connect(to, '127.0.0.1', () => {
      client.write('HTTP/1.1 200 Connection Established\r\n\r\n');
      target.pipe(client).pipe(target);
    });
    sockets.push(client, target);
    for (const socket of [client, target]) socket.on('error', () => socket.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://user:s3cret-word@127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    [Symbol.asyncDispose]: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

describe('a proxy', () => {
  it.each(['HTTP_PROXY', 'http_proxy'])('named by %s is used', async (name) => {
    await using server = await scriptedServer([{ body: { n: 1 } }]);
    await using proxy = await tunnelProxy(Number(new URL(server.url).port));
    const env = { GITHUB_TOKEN: TOKEN, [name]: proxy.url };
    const client = await clientFor('http://api.example.test', { env });
    expect(await client.call(read)).toEqual({ ok: true, data: { n: 1 } });
    expect(proxy.asked).toEqual(['api.example.test:80']);
    await client.close();
  });

  it('is used by the client as it is built, too', async () => {
    await using server = await scriptedServer([{ body: { n: 1 } }]);
    await using proxy = await tunnelProxy(Number(new URL(server.url).port));
    const path = '../../dist/client.js';
    const built = (await import(path)) as { readonly openClient: typeof openClient };
    const env = { GITHUB_TOKEN: TOKEN, HTTP_PROXY: proxy.url };
    const opened = await built.openClient({ env, apiUrl: 'http://api.example.test' });
    if (!opened.ok) throw new Error(opened.fault.message);
    expect(await opened.data.call(read)).toEqual({ ok: true, data: { n: 1 } });
    expect(proxy.asked).toEqual(['api.example.test:80']);
    await opened.data.close();
  });

  it('is left aside for the hosts of NO_PROXY', async () => {
    await using server = await scriptedServer([{ body: { n: 1 } }]);
    await using proxy = await tunnelProxy(1);
    const env = { GITHUB_TOKEN: TOKEN, HTTP_PROXY: proxy.url, NO_PROXY: 'localhost,127.0.0.1' };
    const client = await clientFor(server.url, { env });
    expect(await client.call(read)).toMatchObject({ ok: true });
    expect(proxy.asked).toEqual([]);
    await client.close();
  });

  it('that is not there is a fault of the network, without its password', async () => {
    const env = { GITHUB_TOKEN: TOKEN, HTTP_PROXY: 'http://user:s3cret-word@127.0.0.1:1' };
    const client = await clientFor('http://api.example.test', { env });
    const answer = await client.call(read);
    expect(answer).toMatchObject({
      fault: { kind: 'network', hint: expect.stringContaining('HTTPS_PROXY') },
    });
    expect(JSON.stringify(answer)).not.toContain('s3cret-word');
    await client.close();
  });
});

describe('certificates', () => {
  it('of SSL_CERT_FILE are read, beside those of Node', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'sluice-certificates-'));
    await writeFile(join(folder, 'ca.pem'), rootCertificates[0] ?? '');
    await using server = await scriptedServer([{ body: { n: 1 } }]);
    const client = await clientFor(server.url, {
      env: { GITHUB_TOKEN: TOKEN, SSL_CERT_FILE: join(folder, 'ca.pem') },
    });
    expect(await client.call(read)).toMatchObject({ ok: true });
    await client.close();
    await rm(folder, { recursive: true });
  });

  it('that cannot be read are a fault that names the variable', async () => {
    const opened = await openClient({ env: { GITHUB_TOKEN: TOKEN, SSL_CERT_FILE: '/none/ca.pem' } });
    expect(opened).toMatchObject({
      fault: { kind: 'network', message: expect.stringContaining('SSL_CERT_FILE') },
    });
  });
});
