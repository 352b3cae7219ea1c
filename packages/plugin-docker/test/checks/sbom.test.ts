import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { CLEAN, EMPTY, SOUND, URLLIB3 } from '../support/planted.ts';
import { scanPlace } from '../support/scan-place.ts';

const NEWER = {
  createdBy: 'RUN /bin/sh -c pip install urllib3==2.6.0 # buildkit',
  files: {
    '/usr/lib/python3/site-packages/urllib3-2.6.0.dist-info/METADATA':
      'Metadata-Version: 2.1\nName: urllib3\nVersion: 2.6.0\nLicense: MIT\n',
  },
};
const IMAGE = { layers: [CLEAN, URLLIB3], config: SOUND, empty: EMPTY };

describe('docker/sbom with the real Trivy on a saved image', { timeout: 120_000 }, () => {
  it('lists the packages as CycloneDX and SPDX, with digests, and says that there is no earlier list', async () => {
    await using place = await scanPlace();
    await place.save(IMAGE);
    const { conclusion, result, artifacts } = await place.sbom();
    expect(conclusion).toBe('success');
    expect(result.summary).toBe('2 packages, no earlier SBOM');
    expect(result.scope?.detail).toContain('no earlier SBOM to compare with');
    expect(result.artifacts).toEqual(
      ['sbom.cdx.json', 'sbom.spdx.json'].map((name) =>
        expect.objectContaining({ name, sha256: expect.stringMatching(/^[0-9a-f]{64}$/u) }),
      ),
    );
    const cycloneDx = JSON.parse(artifacts['sbom.cdx.json'] ?? '');
    expect(cycloneDx).toMatchObject({
      bomFormat: 'CycloneDX',
      metadata: { timestamp: '2026-11-01T00:00:00Z', component: { name: 'orders', type: 'container' } },
      components: [{ purl: 'pkg:pypi/idna@3.11' }, { purl: 'pkg:pypi/urllib3@1.24.1' }],
    });
    const spdx = JSON.parse(artifacts['sbom.spdx.json'] ?? '');
    expect(spdx).toMatchObject({ spdxVersion: 'SPDX-2.3', name: 'orders' });
    expect(spdx.packages.map(({ name }: { name: string }) => name)).toEqual(
      expect.arrayContaining(['orders', 'idna', 'urllib3']),
    );
  });

  it('writes the same documents of the same image again, and says that no package changed', async () => {
    await using place = await scanPlace();
    await place.save(IMAGE);
    const [first, second] = [await place.sbom(), await place.sbom()];
    const digests = ({ result }: typeof first) =>
      result.artifacts.filter(({ name }) => name.startsWith('sbom.')).map(({ sha256 }) => sha256);
    expect(digests(second)).toEqual(digests(first));
    expect(second.result.summary).toMatch(
      /^2 packages, no package changed since \d{4}-\d\d-\d\d \d\d:\d\d UTC$/u,
    );
    expect(second.result.metrics).toEqual({ packages: 2, added: 0, removed: 0, changed: 0 });
  });

  it('says which packages came, went and changed since the last list', async () => {
    await using place = await scanPlace();
    await place.save(IMAGE);
    await place.sbom();
    await place.save({ ...IMAGE, layers: [NEWER, other('attrs', '25.4.0')] });
    const { result, artifacts } = await place.sbom();
    expect(result.metrics).toEqual({ packages: 2, added: 1, removed: 1, changed: 1 });
    expect(result.summary).toMatch(
      /^2 packages, \+1 −1 ~1 since .* UTC; \+ pypi\/attrs 25\.4\.0; − pypi\/idna 3\.11; ~ pypi\/urllib3 1\.24\.1 → 2\.6\.0$/u,
    );
    expect(artifacts['sbom-changes.txt']?.split('\n').slice(1)).toEqual([
      '+ pypi/attrs 25.4.0',
      '− pypi/idna 3.11',
      '~ pypi/urllib3 1.24.1 → 2.6.0',
      '',
    ]);
  });

  it('says that there is no earlier list, where the one that is there cannot be read', async () => {
    await using place = await scanPlace();
    await place.save(IMAGE);
    await place.sbom();
    await writeFile(join(place.dir, '.sluice/docker/sbom/orders.json'), '{"schemaVersion":2}');
    expect((await place.sbom()).result.summary).toBe('2 packages, no earlier SBOM');
  });

  it('is errored where no package is recognised, and where there is no image', async () => {
    await using place = await scanPlace();
    expect((await place.sbom()).result.reason).toBe('the archive of orders, image.tar, is not there');
    await place.save({ layers: [{ createdBy: 'COPY app /app', files: { '/app': 'program' } }] });
    const { conclusion, result } = await place.sbom();
    expect(conclusion).toBe('errored');
    expect(result.reason).toContain('trivy recognises no package in this image, so its list is empty');
  });
});

function other(name: string, version: string) {
  return {
    createdBy: 'RUN /bin/sh -c pip install',
    files: {
      [`/usr/lib/python3/site-packages/${name}-${version}.dist-info/METADATA`]: `Metadata-Version: 2.1\nName: ${name}\nVersion: ${version}\n`,
    },
  };
}
