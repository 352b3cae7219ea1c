import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What the server was asked. */
export interface Asked {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
}

/** One answer; `reset` ends the connection without one, `never` gives none. */
export interface Scripted {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly fate?: 'reset' | 'never';
}

export interface ScriptedServer {
  readonly url: string;
  readonly asked: readonly Asked[];
  readonly [Symbol.asyncDispose]: () => Promise<void>;
}

/** A server on loopback that gives the answers in turn, the last one for ever; one may be a function of what was asked. */
export async function scriptedServer(
  script: readonly (Scripted | ((asked: Asked) => Scripted))[],
): Promise<ScriptedServer> {
  const asked: Asked[] = [];
  const server = createServer((request, response) => {
    const { method = '', url = '', headers } = request;
    asked.push({ method, url, headers });
    const next = script[Math.min(asked.length, script.length) - 1] ?? {};
    request.resume().on('end', () => give(response, typeof next === 'function' ? next(asked.at(-1)!) : next));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function give(response: ServerResponse, { status = 200, headers, body = {}, fate }: Scripted): void {
  if (fate === 'reset') return void response.destroy();
  if (fate === 'never') return;
  const isText = typeof body === 'string';
  response.writeHead(status, { 'content-type': isText ? 'text/plain' : 'application/json', ...headers });
  response.end(isText ? body : JSON.stringify(body));
}
