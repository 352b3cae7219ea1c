import { AssertionError } from 'node:assert';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Config } from '../../src/config/config.ts';
import { parseRunReport } from '../../src/report/run-report-schema.ts';
import { reportJson } from '../../src/report/json.ts';
import { createHarness, decideUnder, expectGate, type Harness } from '../../src/testing/index.ts';
import type { Check } from '../../src/model/check.ts';
import type { RunReport } from '../../src/model/report.ts';

let harness: Harness;
beforeEach(async () => {
  harness = await createHarness();
});
afterEach(() => harness[Symbol.asyncDispose]());

const scan: Check = {
  id: 'repo/scan',
  title: 'Scan',
  matrix: { part: ['a', 'b'] },
  limits: [
    { rule: 'repo/max-high', count: {}, max: 1 },
    { rule: 'repo/total', count: {}, max: 2, over: ['repo/scan'] },
  ],
  run: (ctx) => {
    for (const line of [1, 2])
      ctx.finding({
        ruleId: 'x/high',
        message: 'grave',
        severity: 'high',
        location: { path: `${ctx.cell['part']}${line}.ts`, line },
      });
    return { status: 'completed', findings: [] };
  },
};
const fine: Check = { id: 'repo/fine', title: 'Fine', run: () => ({ status: 'completed', findings: [] }) };

async function reportOf(config: Config, ids: readonly string[] = []): Promise<RunReport> {
  return (await harness.runPipeline(config, { ids })).report;
}

function messageOf(expectation: () => void): string {
  try {
    expectation();
  } catch (error) {
    expect(error).toBeInstanceOf(AssertionError);
    return (error as Error).message;
  }
  throw new Error('it held');
}

describe('expectGate', () => {
  it('knows a block by its rule, by a limit, and by a check with its cell or without', async () => {
    const report = await reportOf({ checks: [scan, fine] });
    for (const rule of [
      undefined,
      'required-check',
      'repo/max-high',
      'repo/total',
      'repo/scan',
      'repo/scan@a',
    ])
      expectGate(report).toBlock(rule);
  });

  it('knows a warning by the same names, and a pass', async () => {
    const report = await reportOf({
      checks: [scan, fine],
      policy: { optional: ['repo/scan'], limits: [{ rule: 'repo/total', count: {}, max: 9 }] },
    });
    expectGate(report).toWarn();
    expectGate(report).toWarn('repo/scan@b');
    expectGate(await reportOf({ checks: [fine] })).toPass();
  });

  it('says what it decided in place of that, with every objection', async () => {
    const blocks = await reportOf({ checks: [{ ...scan, limits: scan.limits?.slice(0, 1) ?? [] }, fine] });
    expect(messageOf(() => expectGate(blocks).toPass())).toBe(
      [
        'The gate blocks, and should pass.',
        '  block required-check repo/scan@a: repo/scan@a failed: repo/max-high is 2, limit 1',
        '  block required-check repo/scan@b: repo/scan@b failed: repo/max-high is 2, limit 1',
      ].join('\n'),
    );
    expect(messageOf(() => expectGate(blocks).toWarn('repo/scan'))).toContain(
      'The gate blocks, and should warn for repo/scan.',
    );
    expect(messageOf(() => expectGate(blocks).toBlock('repo/max-hihg'))).toContain(
      'The gate blocks for another reason, and should block for repo/max-hihg (did you mean repo/max-high?).',
    );
    const passes = await reportOf({ checks: [fine] });
    expect(messageOf(() => expectGate(passes).toBlock('repo/fine'))).toBe(
      'The gate passes, and should block for repo/fine.\nIt has no objection.',
    );
  });

  it('takes no part of a run for a pass', async () => {
    const part = await reportOf({ checks: [scan, fine] }, ['repo/fine']);
    expect(messageOf(() => expectGate(part).toPass())).toContain(
      'A part of a run has nothing against it, and should pass.',
    );
  });

  it('judges what the report records, and not the verdict that stands in it', async () => {
    const report = await reportOf({ checks: [scan, fine] });
    expectGate({ ...report, verdict: { level: 'pass', objections: [] } }).toBlock('repo/max-high');
    const results = report.results.map((result) => ({ ...result, findings: [] }));
    expectGate({ ...report, results }).toPass();
  });

  it('reads a report that was kept as a file', async () => {
    const text = reportJson(await reportOf({ checks: [scan, fine] }));
    expectGate(parseRunReport(text)).toBlock('repo/total');
  });
});

describe('decideUnder', () => {
  it('decides a run by another config, with nothing run again', async () => {
    const report = await reportOf({ checks: [scan, fine] });
    const run = (): never => {
      throw new Error('nothing may run');
    };
    const config = (high: number): Config => ({
      checks: [
        { ...scan, run },
        { ...fine, run },
      ],
      policy: {
        limits: [
          { rule: 'repo/max-high', count: {}, max: high },
          { rule: 'repo/total', count: {}, max: 4 },
        ],
      },
    });
    expectGate(await decideUnder(report, config(2))).toPass();
    expectGate(await decideUnder(report, config(1))).toBlock('repo/max-high');
    expectGate(await decideUnder(report, { policy: { optional: ['repo/scan'] } })).toBlock('repo/total');
  });

  it('throws where the run has no evidence, or the config a mistake', async () => {
    const report = await reportOf({ checks: [fine] });
    await expect(decideUnder(report, { checks: [scan, fine] })).rejects.toThrow(
      /run \w+ cannot be decided under this config:\n[^]* {2}- repo\/scan@a was not recorded/u,
    );
    const wrong = { checks: [fine], policy: { limits: [{ rule: 'x' }] } } as unknown as Config;
    await expect(decideUnder(report, wrong)).rejects.toThrow(/CONFIG_INVALID/u);
  });
});
