import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { isCiError } from '../../src/errors/ci-error.ts';
import { degradedText, deliver, recordDeliveries } from '../../src/report/deliver.ts';
import { drawFormat, parseFormats } from '../../src/report/formats.ts';
import { parseRunReport } from '../../src/report/run-report-schema.ts';
import { report, result } from './builders.ts';

describe('delivering a report', () => {
  let cwd = '';
  let dir = '';
  beforeEach(() => {
    cwd = mkdtempSync(join(tmpdir(), 'sluice-deliver-'));
    dir = join(cwd, 'run');
    mkdirSync(dir);
  });
  afterEach(() => rmSync(cwd, { recursive: true }));
  const built = report({ results: [result('python/ruff')] });

  test('leaves the report, the plan, markdown and JUnit in the run folder', async () => {
    const deliveries = await deliver({ report: built, dir, cwd });
    expect(readdirSync(dir).toSorted()).toEqual(['junit.xml', 'plan.json', 'report.json', 'report.md']);
    expect(parseRunReport(readFileSync(join(dir, 'report.json'), 'utf8'))).toStrictEqual({ ...built });
    expect(deliveries.every(({ isDelivered, sha256 }) => isDelivered && sha256?.length === 64)).toBe(true);
    expect(degradedText(deliveries)).toBeUndefined();
  });

  test('writes report.json after all others, for it marks the run as finished', async () => {
    const written: string[] = [];
    await deliver({ report: built, dir, cwd, write: (file) => Promise.resolve(void written.push(file)) });
    expect(written.at(-1)).toBe(join(dir, 'report.json'));
  });

  test('writes formats asked for, in folders that do not exist yet', async () => {
    const extra = parseFormats(['junit=out/tests.xml', 'markdown=summary.md', 'json=a=b.json']);
    await deliver({ report: built, dir, cwd, extra });
    expect(readFileSync(join(cwd, 'out/tests.xml'), 'utf8')).toBe(await drawFormat('junit', built));
    expect(readFileSync(join(cwd, 'summary.md'), 'utf8')).toBe(await drawFormat('markdown', built));
    expect(readFileSync(join(cwd, 'a=b.json'), 'utf8')).toBe(await drawFormat('json', built));
  });

  test('goes on when one file cannot be written, and says which', async () => {
    mkdirSync(join(dir, 'report.md'));
    mkdirSync(join(dir, 'report.md/in-the-way'));
    const deliveries = await deliver({ report: built, dir, cwd });
    expect(deliveries.filter(({ isDelivered }) => !isDelivered).map(({ name }) => name)).toEqual([
      'markdown',
    ]);
    expect(readdirSync(dir)).toContain('report.json');
    expect(degradedText(deliveries)).toMatch(/^reporting degraded: markdown: /u);
  });

  test('goes on when a writer throws at once, and when all of them fail', async () => {
    const write = (): Promise<void> => {
      throw new Error('disk full');
    };
    const deliveries = await deliver({ report: built, dir, cwd, write });
    expect(deliveries.map(({ isDelivered, detail }) => [isDelivered, detail])).toEqual(
      Array.from({ length: 4 }, () => [false, 'disk full']),
    );
  });

  test('keeps what was delivered, and by whom it was not', async () => {
    const failed = { source: 'health', name: 'dashboard', isDelivered: false, detail: 'no network' };
    await recordDeliveries(dir, [failed]);
    expect(JSON.parse(readFileSync(join(dir, 'deliveries.json'), 'utf8'))).toEqual({
      schemaVersion: 1,
      deliveries: [failed],
    });
    expect(degradedText([failed])).toBe('reporting degraded: health dashboard: no network');
    await expect(recordDeliveries(join(dir, 'report.json\0'), [failed])).resolves.toBeUndefined();
  });

  test('refuses formats that do not exist, all in one message with those that do', () => {
    try {
      parseFormats(['pdf=x.pdf', 'junit', 'toString=y', 'json=ok.json']);
      expect.unreachable();
    } catch (error) {
      if (!isCiError(error)) throw error;
      expect(error.problems.map(({ code, message }) => `${code} ${message}`)).toEqual([
        'USAGE --format pdf=x.pdf: there is no format pdf.',
        'USAGE --format junit: the file is missing.',
        'USAGE --format toString=y: there is no format toString.',
      ]);
      expect(error.problems[0]?.hint).toContain('html, json, junit, markdown, sarif');
    }
  });
});
