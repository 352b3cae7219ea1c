import { createServer } from 'node:http';
import { listen } from './listen.ts';

/** What the other origin was asked. */
export interface BlobRequest {
  readonly path: string;
  /** Whether a token came with it: never, for it is another host. */
  readonly hasToken: boolean;
}

export interface Blobs {
  readonly url: string;
  readonly requests: readonly BlobRequest[];
  /** Puts bytes there and gives an address that is good for a minute. */
  readonly publish: (name: string, bytes: Buffer) => string;
  readonly close: () => Promise<void>;
}

const MINUTE_MS = 60_000;

/** The storage of logs and artifacts: another origin than the API, whose addresses carry their own signature. */
export async function openBlobs(now: () => number): Promise<Blobs> {
  const kept = new Map<string, { readonly bytes: Buffer; readonly goneAtMs: number }>();
  const requests: BlobRequest[] = [];
  let count = 0;
  const server = createServer((request, response) => {
    const path = request.url ?? '';
    requests.push({ path, hasToken: request.headers.authorization !== undefined });
    const found = kept.get(path);
    request.resume();
    if (found === undefined) return void response.writeHead(404).end();
    if (now() > found.goneAtMs) return void response.writeHead(403).end('AuthenticationFailed');
    const type = path.includes('.zip') ? 'application/zip' : 'text/plain; charset=utf-8';
    response.writeHead(200, { 'content-type': type, 'content-length': found.bytes.length });
    response.end(found.bytes);
  });
  const { url, close } = await listen(server);
  return {
    url,
    requests,
    close,
    publish: (name, bytes) => {
      count += 1;
      const path = `/${name}?sig=signature${count}`;
      kept.set(path, { bytes, goneAtMs: now() + MINUTE_MS });
      return `${url}${path}`;
    },
  };
}
