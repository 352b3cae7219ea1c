import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { OsvRecord } from './osv-record.ts';
import { pythonName } from '../parse/python-name.ts';

/** Gives the advisories that affect a version of a package. Throws when it cannot tell. */
export type AdvisorySource = (name: string, version: string) => Promise<readonly OsvRecord[]>;

/** An OSV endpoint of this process, on loopback. */
export interface OsvServer {
  /** What pip-audit is given as `--osv-url`. */
  readonly url: string;
  /** Every advisory that was handed out, by id. */
  readonly handedOut: ReadonlyMap<string, OsvRecord>;
  /** Why a question could not be answered, the first time. */
  readonly failure: () => string | undefined;
  readonly close: () => Promise<void>;
}

const BODY_BYTES = 64 * 1024;

/**
 * Answers OSV's `POST /v1/query` for one package and version, as pip-audit asks. In between because pip-audit knows no
 * severity, reads one spelling of dates and of names, and no second page; and because what was handed out tells the
 * severities afterwards. Listens on loopback only, at a port and a path that nobody else knows.
 */
export async function serveAdvisories(source: AdvisorySource): Promise<OsvServer> {
  const handedOut = new Map<string, OsvRecord>();
  let failure: string | undefined;
  const path = `/${crypto.randomUUID()}/v1/query`;
  const server = createServer((request, response) => {
    const answer = async (): Promise<void> => {
      if (request.method !== 'POST' || request.url !== path) return void response.writeHead(404).end();
      const { name, version } = readQuery(await body(request));
      const records = (await source(pythonName(name), version)).filter((record) => !record.isWithdrawn);
      for (const record of records) handedOut.set(record.id, record);
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(JSON.stringify(records.length === 0 ? {} : { vulns: records.map(toOsv) }));
    };
    answer().catch((error: unknown) => {
      failure ??= error instanceof Error ? error.message : String(error);
      response.writeHead(502).end();
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}${path}`,
    handedOut,
    failure: () => failure,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function body(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > BODY_BYTES) throw new Error('a question was longer than any of pip-audit’s');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function readQuery(text: string): { readonly name: string; readonly version: string } {
  const query = JSON.parse(text) as { package?: { name?: unknown }; version?: unknown } | null;
  const name = query?.package?.name;
  const version = query?.version;
  if (typeof name !== 'string' || typeof version !== 'string')
    throw new Error('a question named no package and version');
  return { name, version };
}

/** The record in OSV's words again, names normalised, for pip-audit reads fixed versions under its own spelling only. */
function toOsv({ id, aliases, summary, published, affected }: OsvRecord) {
  return {
    schema_version: '1.6.0',
    id,
    aliases,
    ...(summary === undefined ? {} : { summary }),
    ...(published === undefined ? {} : { published }),
    affected: affected.map(({ name, ranges, versions }) => ({
      package: { name, ecosystem: 'PyPI' },
      ranges: [{ type: 'ECOSYSTEM', events: ranges.flat() }],
      versions,
    })),
  };
}
