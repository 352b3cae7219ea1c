import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { dockerOptions } from '../../src/options.ts';
import { scanFacts } from '../../src/scan/scan-facts.ts';
import { tempWorkspace } from '@sluice/core/testing';

describe('what decides a scan beside the image', () => {
  it('changes with the list of exceptions and with the database, whatever git ignores', async () => {
    const { dir, remove } = await tempWorkspace({ '.gitignore': 'vendor\n' });
    try {
      const options = dockerOptions.parse({ scan: { database: 'vendor/' } });
      const write = async (path: string, text: string): Promise<unknown> => {
        await mkdir(join(dir, path, '..'), { recursive: true });
        await writeFile(join(dir, path), text);
        return scanFacts(dir, options);
      };
      const seen = [
        await scanFacts(dir, options),
        await write('vendor/db/metadata.json', '{"UpdatedAt":"2026-11-01T00:00:00Z"}'),
        await write('vendor/db/metadata.json', '{"UpdatedAt":"2026-11-02T00:00:00Z"}'),
        await write('.trivyignore', 'CVE-2026-90001\n'),
      ];
      expect(new Set(seen.map((facts) => JSON.stringify(facts))).size).toBe(seen.length);
      expect(seen[0]).toEqual({
        '.trivyignore.yaml': null,
        '.trivyignore': null,
        'trivy-secret.yaml': null,
        'vendor/db/metadata.json': null,
      });
    } finally {
      await remove();
    }
  });
});
