import { readFile } from 'node:fs/promises';
import type { Network } from './network.ts';

type Env = Readonly<Record<string, string | undefined>>;
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
  const [{ proxyFetch }, ca] = await Promise.all([import('./proxy-fetch.ts'), authorities(certificates)]);
  return proxyFetch({
    httpProxy: httpProxy ?? '',
    httpsProxy: httpsProxy ?? httpProxy ?? '',
    noProxy: noProxy ?? '',
    ...(ca === undefined ? {} : { connect: { ca }, requestTls: { ca }, proxyTls: { ca } }),
  });
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
