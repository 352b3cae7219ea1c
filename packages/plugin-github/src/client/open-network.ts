import { readFile } from 'node:fs/promises';

type Env = Readonly<Record<string, string | undefined>>;
type Fetch = typeof globalThis.fetch;

/** How requests leave: Node's own fetch, or one that goes by a proxy and by certificates of the network's own. */
export interface Network {
  readonly fetch: Fetch;
  /** Ends idle connections, so that none keeps the process alive. */
  readonly close: () => Promise<void>;
}

/**
 * Node's fetch takes no notice of proxies unless NODE_USE_ENV_PROXY was set before it started, and reads
 * NODE_EXTRA_CA_CERTS but not SSL_CERT_FILE, which the other tools of a build go by. Loads undici only where one of the
 * variables is set. Throws when SSL_CERT_FILE cannot be read: without it every call would fail with a worse message.
 */
export async function openNetwork(env: Env): Promise<Network> {
  const [httpProxy, httpsProxy, noProxy] = ['HTTP_PROXY', 'HTTPS_PROXY', 'NO_PROXY'].map((name) =>
    read(env, name),
  );
  const certificates = read(env, 'SSL_CERT_FILE');
  if ([httpProxy, httpsProxy, certificates].every((value) => value === undefined)) {
    return { fetch: globalThis.fetch, close: async () => undefined };
  }
  const [{ EnvHttpProxyAgent, fetch }, ca] = await Promise.all([import('undici'), authorities(certificates)]);
  const dispatcher = new EnvHttpProxyAgent({
    httpProxy: httpProxy ?? '',
    httpsProxy: httpsProxy ?? httpProxy ?? '',
    noProxy: noProxy ?? '',
    ...(ca === undefined ? {} : { connect: { ca }, requestTls: { ca }, proxyTls: { ca } }),
  });
  // The two fetches have the same shape and types of their own.
  const through = (input: unknown, init?: object): unknown => fetch(input as string, { ...init, dispatcher });
  return { fetch: through as Fetch, close: async () => dispatcher.close() };
}

/** In either case of letters, small ones first, as curl has it. */
function read(env: Env, name: string): string | undefined {
  return [env[name.toLowerCase()], env[name]].find((value) => value !== undefined && value !== '');
}

/** The file's authorities beside those that Node trusts already: alone they would replace them. */
async function authorities(file: string | undefined): Promise<string[] | undefined> {
  if (file === undefined) return undefined;
  const [{ getCACertificates }, own] = await Promise.all([import('node:tls'), readFile(file, 'utf8')]);
  return [...getCACertificates('default'), own];
}
