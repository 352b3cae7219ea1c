import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defineConfig, type CheckResult, type RunReport } from '@sluice/core';
import { createHarness, type Harness } from '@sluice/core/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { docker } from '../src/index.ts';
import { openEngine } from './engine/open-engine.ts';
import { makePythonBase } from './engine/python-base.ts';
import { trivyPath } from './support/trivy-path.ts';
import { writeTrivyDb } from './support/trivy-db.ts';

const engine = await openEngine();
if ('reason' in engine)
  console.log(`The example was not built, for there is no real engine: ${engine.reason}.`);
const real = 'reason' in engine ? undefined : engine;

const BASE = 'python-of-here:tests';
const EXAMPLE = join(import.meta.dirname, '../../../examples/python-service');

describe.skipIf(real === undefined)(
  'the image of the example, with a real engine',
  { timeout: 300_000 },
  () => {
    let harness: Harness;
    let report: RunReport;
    const resultOf = (name: string): CheckResult => report.results.find(({ id }) => id === `docker/${name}`)!;

    beforeAll(async () => {
      const folder = mkdtempSync(join(tmpdir(), 'sluice-base-'));
      const requirement = readFileSync(join(EXAMPLE, 'requirements.txt'), 'utf8').trim().split('\n');
      try {
        makePythonBase(real!, folder, { tag: BASE, packages: requirement });
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
      harness = await createHarness({ git: true, env: { ...real!.env, PATH: process.env['PATH'] } });
      cpSync(EXAMPLE, harness.workspace.dir, {
        recursive: true,
        filter: (path) => !/\/(?:node_modules|\.sluice|__pycache__)$/u.test(path),
      });
      await writeTrivyDb(harness.workspace.path('advisories-of-images'));
      const config = defineConfig({
        plugins: [
          docker({
            images: {
              orders: { args: { BASE }, env: { ORDERS_SECRET: 'only for the smoke test' } },
            },
            build: { network: 'none' },
            scan: { database: 'advisories-of-images' },
            required: true,
          }),
        ],
        tools: { trivy: trivyPath() },
      });
      ({ report } = await harness.runPipeline(config, { all: true }));
    }, 300_000);
    afterAll(async () => {
      await harness?.[Symbol.asyncDispose]();
      await real?.[Symbol.asyncDispose]();
    });

    it('is linted, built, scanned, listed and started, and nothing of it blocks', () => {
      expect(report.results.map(({ id, conclusion, reason }) => [id, conclusion, reason])).toEqual(
        ['build', 'lint', 'sbom', 'scan', 'smoke'].map((name) => [`docker/${name}`, 'success', undefined]),
      );
      expect(report.verdict.level).toBe('pass');
    });

    it('is scanned by a database of today, with the packages that it has', () => {
      expect(resultOf('scan').summary).toMatch(
        /^\d packages?, database of \d{4}-\d\d-\d\d, from advisories-of-images · /u,
      );
      expect(resultOf('scan').findings.filter(({ severity }) => severity === 'high')).toEqual([]);
    });

    it('has an SBOM in both forms, with digests', () => {
      expect(resultOf('sbom').artifacts.map(({ name, sha256 }) => [name, sha256.length])).toEqual([
        ['sbom.cdx.json', 64],
        ['sbom.spdx.json', 64],
      ]);
    });

    it('starts, and answers its health probe', () => {
      expect(resultOf('smoke').summary).toMatch(/^healthy · /u);
    });

    it('leaves nothing in the engine but its base', () => {
      const tags = real!
        .docker('image', 'ls', '--format', '{{.Repository}}:{{.Tag}}')
        .stdout.trim()
        .split('\n');
      expect(tags.filter((tag) => tag !== '<none>:<none>')).toEqual([BASE]);
      expect(real!.docker('container', 'ls', '--all', '--quiet').stdout).toBe('');
    });
  },
);
