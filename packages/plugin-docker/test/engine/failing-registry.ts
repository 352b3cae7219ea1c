import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A registry that answers every question about an image with one status. */
export interface FailingRegistry extends AsyncDisposable {
  /** `127.0.0.1:4711`, which an engine asks without TLS. */
  readonly host: string;
}

const ERRORS: Readonly<Record<number, string>> = {
  401: 'UNAUTHORIZED',
  404: 'MANIFEST_UNKNOWN',
  429: 'TOOMANYREQUESTS',
  503: 'UNAVAILABLE',
};

export async function openFailingRegistry(status: number): Promise<FailingRegistry> {
  const server = createServer((request, response) => {
    const isPing = request.url === '/v2/';
    const code = ERRORS[status] ?? 'UNKNOWN';
    const body = JSON.stringify(isPing ? {} : { errors: [{ code, message: code.toLowerCase() }] });
    response.writeHead(isPing ? 200 : status, {
      'content-type': 'application/json',
      'docker-distribution-api-version': 'registry/2.0',
    });
    response.end(request.method === 'HEAD' ? '' : body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    host: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    [Symbol.asyncDispose]: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
