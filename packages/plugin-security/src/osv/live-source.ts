import { Agent as HttpAgent, request as httpRequest } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import type { OsvRecord } from './osv-record.ts';
import { readRecord } from './read-record.ts';
import type { AdvisorySource } from './serve.ts';

type Env = Readonly<Record<string, string | undefined>>;

export interface LiveSourceInput {
  /** The service's address, with or without `/v1/query`. */
  readonly url: string;
  /** For the proxy's address. */
  readonly env: Env;
  readonly signal: AbortSignal;
}

const ANSWER_BYTES = 32 * 1024 * 1024;
const ANSWER_MS = 20_000;
const PAGES = 50;

/** Advisories of a service that speaks OSV's API, every page of them. */
export function liveSource({ url, env, signal }: LiveSourceInput): AdvisorySource {
  const endpoint = new URL(url.endsWith('/query') ? url : `${url.replace(/\/+$/u, '')}/v1/query`);
  const isSecure = endpoint.protocol === 'https:';
  // `proxyEnv` is known from Node 24.5 on; older ones leave it unread and go out directly.
  const options = { keepAlive: true, proxyEnv: { ...env } };
  const agent = isSecure ? new HttpsAgent(options) : new HttpAgent(options);
  const ask = (question: unknown): Promise<unknown> =>
    new Promise((resolve, reject) => {
      const failed = (reason: string): void => reject(new Error(`${endpoint.host} ${reason}`));
      const request = (isSecure ? httpsRequest : httpRequest)(endpoint, {
        method: 'POST',
        agent,
        signal,
        timeout: ANSWER_MS,
        headers: { 'content-type': 'application/json' },
      });
      request.on('timeout', () => request.destroy(new Error('did not answer in time')));
      request.on('error', (error) => failed(`could not be asked: ${error.message}`));
      request.on('response', (response) => {
        const chunks: Buffer[] = [];
        let bytes = 0;
        response.on('error', (error) => failed(`broke off: ${error.message}`));
        response.on('data', (chunk: Buffer) => {
          bytes += chunk.length;
          chunks.push(chunk);
          if (bytes > ANSWER_BYTES) request.destroy(new Error('answered more than can be read'));
        });
        response.on('end', () => {
          if (response.statusCode !== 200) return failed(`answered ${response.statusCode ?? 'nothing'}`);
          try {
            resolve(JSON.parse(Buffer.concat(chunks).toString('utf8')));
          } catch {
            failed('answered what is no JSON');
          }
        });
      });
      request.end(JSON.stringify(question));
    });
  return async (name, version) => {
    const query = { package: { name, ecosystem: 'PyPI' }, version };
    const records: OsvRecord[] = [];
    let token: string | undefined;
    for (let page = 0; page < PAGES; page += 1) {
      const answer = readAnswer(await ask(token === undefined ? query : { ...query, page_token: token }));
      records.push(...answer.records);
      token = answer.token;
      if (token === undefined) return records;
    }
    throw new Error(`${endpoint.host} has no end of pages for ${name} ${version}`);
  };
}

function readAnswer(value: unknown): { readonly records: OsvRecord[]; readonly token: string | undefined } {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new Error('the advisory service answered what is no answer of OSV');
  const { vulns = [], next_page_token: token } = value as { vulns?: unknown; next_page_token?: unknown };
  const read = Array.isArray(vulns) ? vulns.map(readRecord) : [undefined];
  // An advisory that cannot be read is one that would be missing without a word.
  const records = read.flatMap((record) => record ?? []);
  if (records.length < read.length)
    throw new Error('the advisory service answered with an advisory that cannot be read');
  return { records, token: typeof token === 'string' && token !== '' ? token : undefined };
}
