import { createHash } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import type { Reply } from '../operations/operation.ts';

/** Sends an answer with its ETag. Gives the status, which is 304 when the asker has it already. */
export function sendReply(
  response: ServerResponse,
  reply: Reply,
  {
    method,
    known,
    headers,
  }: {
    readonly method: string;
    /** `If-None-Match`. */
    readonly known: string | undefined;
    readonly headers: (status: number) => Record<string, string>;
  },
): number {
  const { status, body } = reply;
  const isRaw = Buffer.isBuffer(body);
  const bytes = body === undefined ? Buffer.alloc(0) : isRaw ? body : Buffer.from(JSON.stringify(body));
  const etag = `W/"${createHash('sha256')
    .update(bytes)
    .update(reply.headers?.['link'] ?? '')
    .digest('hex')}"`;
  const isKnown = method === 'GET' && status === 200 && known === etag;
  const type = isRaw ? 'text/plain; charset=utf-8' : 'application/json; charset=utf-8';
  const sent = isKnown ? 304 : status;
  response.writeHead(sent, {
    ...(body === undefined || isKnown ? {} : { 'content-type': type }),
    ...(method === 'GET' && status === 200 ? { etag } : {}),
    ...headers(sent),
    ...reply.headers,
  });
  response.end(isKnown ? undefined : bytes);
  return sent;
}
