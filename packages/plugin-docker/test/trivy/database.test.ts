import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { failureRules } from '../../src/failure-rules.ts';
import { CLEAN, EMPTY, SOUND, URLLIB3 } from '../support/planted.ts';
import { scanPlace } from '../support/scan-place.ts';
import { tarOf } from '../support/tar-of.ts';
import { writeTrivyDb } from '../support/trivy-db.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

/** A registry on this machine that has a database made so long ago, or answers everything with a status. */
async function registry(folder: string, answer: { readonly ageMs?: number; readonly status?: number }) {
  await writeTrivyDb(folder, answer.ageMs);
  const [db, metadata] = await Promise.all(
    ['trivy.db', 'metadata.json'].map((name) => readFile(join(folder, 'db', name))),
  );
  const layer = gzipSync(tarOf({ 'trivy.db': db!, 'metadata.json': metadata! }));
  const config = Buffer.from('{}');
  const descriptor = (mediaType: string, bytes: Buffer) => ({
    mediaType,
    digest: digestOf(bytes),
    size: bytes.length,
  });
  const manifest = Buffer.from(
    JSON.stringify({
      schemaVersion: 2,
      mediaType: 'application/vnd.oci.image.manifest.v1+json',
      config: descriptor('application/vnd.aquasec.trivy.config.v1+json', config),
      layers: [
        {
          ...descriptor('application/vnd.aquasec.trivy.db.layer.v1.tar+gzip', layer),
          annotations: { 'org.opencontainers.image.title': 'db.tar.gz' },
        },
      ],
    }),
  );
  const blobs = new Map([layer, config].map((bytes) => [digestOf(bytes), bytes]));
  const asked: string[] = [];
  const server = createServer((request, response) => {
    const path = request.url ?? '';
    asked.push(path);
    if (answer.status !== undefined) return void response.writeHead(answer.status).end();
    if (path === '/v2/') return void response.end('{}');
    const isManifest = path.includes('/manifests/');
    const body = isManifest ? manifest : blobs.get(path.slice(path.lastIndexOf('/') + 1));
    if (body === undefined) return void response.writeHead(404).end();
    const type = isManifest ? 'application/vnd.oci.image.manifest.v1+json' : 'application/octet-stream';
    response.writeHead(200, {
      'content-type': type,
      'content-length': body.length,
      'docker-content-digest': digestOf(body),
    });
    response.end(request.method === 'HEAD' ? undefined : body);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    env: { TRIVY_DB_REPOSITORY: `127.0.0.1:${port}/trivy-db:2` },
    asked,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

function digestOf(bytes: Buffer): string {
  return `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
}

/** What triage makes of a reason. */
const verdictOf = (reason = ''): string | undefined =>
  failureRules.find(({ pattern }) => new RegExp(pattern, 'u').test(reason))?.verdict;

describe('the live database of vulnerabilities', { timeout: 120_000 }, () => {
  it('is fetched once and kept, so that the next scan asks nobody', async () => {
    await using made = await scanPlace();
    await using live = await registry(join(made.dir, 'registry'), {});
    await using place = await scanPlace({ env: live.env });
    await place.save({ layers: [URLLIB3], config: SOUND, empty: EMPTY });
    const { result } = await place.scan({});
    expect(result.findings).toHaveLength(3);
    expect(result.scope?.detail[0]).toMatch(/^database of \d{4}-\d\d-\d\d$/u);
    const asked = live.asked.length;
    expect(asked).toBeGreaterThan(0);
    expect((await place.scan({})).result.findings).toHaveLength(3);
    expect(live.asked).toHaveLength(asked);
  });

  it.each([
    [429, 'transient'],
    [503, 'transient'],
    [403, undefined],
  ])(
    'that answers %i makes the scan errored with the cause, and triage says whether a rerun helps',
    async (status, verdict) => {
      await using made = await scanPlace();
      await using live = await registry(join(made.dir, 'registry'), { status });
      await using place = await scanPlace({ env: live.env });
      await place.save({ layers: [CLEAN], config: SOUND, empty: EMPTY });
      const { conclusion, result } = await place.scan({});
      expect(conclusion).toBe('errored');
      expect(result.findings).toEqual([]);
      expect(result.reason).toMatch(
        /^the database of vulnerabilities could not be fetched: .*\b\d{3}\b.* \(the option scan\.database takes a local one\)$/u,
      );
      expect(verdictOf(result.reason)).toBe(verdict);
    },
  );

  it('that nobody answers is no clean scan', async () => {
    await using place = await scanPlace({ env: { TRIVY_DB_REPOSITORY: '127.0.0.1:9/trivy-db:2' } });
    await place.save({ layers: [CLEAN], config: SOUND, empty: EMPTY });
    const { conclusion, result } = await place.scan({});
    expect(conclusion).toBe('errored');
    expect(result.reason).toContain('connection refused');
    expect(verdictOf(result.reason)).toBe('transient');
  });

  it('serves on while it is not too old, and says that a newer one could not be fetched', async () => {
    await using place = await scanPlace({ env: { TRIVY_DB_REPOSITORY: '127.0.0.1:9/trivy-db:2' } });
    await place.save({ layers: [URLLIB3], config: SOUND, empty: EMPTY });
    await writeTrivyDb(join(place.dir, '.sluice/docker/trivy'), 3 * DAY_MS);
    const { result } = await place.scan({});
    expect(result.findings).toHaveLength(3);
    expect(result.scope?.detail[0]).toMatch(
      /^database of \d{4}-\d\d-\d\d, a newer one not fetched: .*connection refused/u,
    );
    const { conclusion } = await place.scan({ maxDbAgeMs: 2 * DAY_MS });
    expect(conclusion).toBe('errored');
  });
});
