import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';

/** Writes the tests' database into `folder`, made so long ago. See scripts/trivy-db. */
export async function writeTrivyDb(folder: string, ageMs = 0): Promise<void> {
  const made = Date.now() - ageMs;
  const iso = (ms: number): string => new Date(ms).toISOString();
  await mkdir(join(folder, 'db'), { recursive: true });
  const packed = await readFile(join(import.meta.dirname, '../../fixtures/trivy-db/trivy.db.gz'));
  await writeFile(join(folder, 'db/trivy.db'), gunzipSync(packed));
  const metadata = {
    Version: 2,
    UpdatedAt: iso(made),
    NextUpdate: iso(made + 24 * 60 * 60 * 1000),
    DownloadedAt: iso(made),
  };
  await writeFile(join(folder, 'db/metadata.json'), JSON.stringify(metadata));
}
