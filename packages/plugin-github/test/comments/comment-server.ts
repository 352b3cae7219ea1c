import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A comment on the pull request. */
export interface Kept {
  readonly id: number;
  body: string;
  readonly login: string;
}

/** One request: `GET /repos/…`, and what it carried. */
interface Sent {
  readonly method: string;
  readonly url: string;
  readonly body: string;
}

/** What happens instead of an answer. */
interface Fate {
  readonly status?: number;
  /** The request is done all the same, and its answer lost. */
  readonly isDone?: boolean;
}

export interface CommentServer {
  readonly url: string;
  readonly kept: Kept[];
  readonly sent: Sent[];
  /** Runs before a request is answered: somebody else's doing, or a fate of its own. */
  before: (sent: Sent) => Fate | void;
  readonly add: (body: string, login?: string) => Kept;
  readonly [Symbol.asyncDispose]: () => Promise<void>;
}

const PAGE = 100;

/** The comments of one pull request on loopback, as `me`. */
export async function commentServer(me = 'github-actions[bot]'): Promise<CommentServer> {
  const kept: Kept[] = [];
  const sent: Sent[] = [];
  const http = createServer((request, response) => void answer(request, response));
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
  let nextId = 100;
  const server: CommentServer = {
    url,
    kept,
    sent,
    before: () => undefined,
    add: (body, login = me) => {
      const comment = { id: (nextId += 1), body, login };
      kept.push(comment);
      return comment;
    },
    [Symbol.asyncDispose]: async () => {
      http.closeAllConnections();
      await new Promise((resolve) => http.close(resolve));
    },
  };
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const { method = '', url: path = '' } = request;
    const one = { method, url: path, body: Buffer.concat(chunks).toString('utf8') };
    sent.push(one);
    const fate = server.before(one);
    const drawn = fate === undefined || fate.isDone === true ? routed(server, one, me) : { status: 500 };
    if (fate?.isDone === true) return void response.destroy();
    const { status, data, link } = fate?.status === undefined ? drawn : { status: fate.status };
    response.writeHead(status, {
      'content-type': 'application/json',
      ...(link === undefined ? {} : { link }),
    });
    response.end(status === 204 ? undefined : JSON.stringify(data ?? { message: 'no' }));
  };
  return server;
}

interface Drawn {
  readonly status: number;
  readonly data?: unknown;
  readonly link?: string;
}

function routed({ kept, add, url }: CommentServer, { method, url: path, body }: Sent, me: string): Drawn {
  if (path === '/user') return me.endsWith('[bot]') ? { status: 403 } : { status: 200, data: { login: me } };
  const at = kept.findIndex(({ id }) => path === `/repos/acme/orders/issues/comments/${id}`);
  const found = kept[at];
  const text = (): string => (JSON.parse(body) as { body: string }).body;
  if (method === 'POST') return { status: 201, data: shown(add(text())) };
  if (method === 'GET') {
    const page = Number(new URL(path, url).searchParams.get('page') ?? 1);
    const next = `${url}/repos/acme/orders/issues/7/comments?per_page=100&page=${page + 1}`;
    return {
      status: 200,
      data: kept.slice((page - 1) * PAGE, page * PAGE).map(shown),
      ...(kept.length > page * PAGE ? { link: `<${next}>; rel="next"` } : {}),
    };
  }
  if (found === undefined) return { status: 404 };
  if (method === 'DELETE') {
    kept.splice(at, 1);
    return { status: 204 };
  }
  found.body = text();
  return { status: 200, data: shown(found) };
}

function shown({ id, body, login }: Kept): object {
  return { id, body, user: { login }, html_url: `https://github.com/acme/orders/pull/7#issuecomment-${id}` };
}
