import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { CheckContext, Finding } from '@sluice/core';
import { readBanditReport } from '../parse/bandit-json.ts';
import type { ScanReport } from '../parse/scan-report.ts';

/**
 * Adds the findings that `# nosec` hides, suppressed: Bandit itself gives their number and nothing else. It is asked a
 * second time, without its markers, and only when the first report counts some; what the second has more is them.
 */
export async function addMarked(
  ctx: CheckContext,
  report: ScanReport,
  { args }: { readonly args: readonly string[] },
): Promise<ScanReport> {
  if (!report.scope.detail.some((line) => line.includes('# nosec'))) return report;
  const file = join(ctx.tempDir, 'bandit.nosec.json');
  await ctx.exec('bandit', ['--ignore-nosec', '-f', 'json', '-o', file, ...args]);
  const text = await readFile(file, 'utf8').catch(() => '');
  const all = readBanditReport(text, { cwd: ctx.cwd });
  if (all.status === 'failed') {
    const detail = [...report.scope.detail, 'what it marks could not be listed'];
    return { ...report, scope: { ...report.scope, detail } };
  }
  const known = new Map<string, number>();
  for (const finding of report.findings) known.set(keyOf(finding), (known.get(keyOf(finding)) ?? 0) + 1);
  const marked = all.findings.filter((finding) => {
    const left = known.get(keyOf(finding)) ?? 0;
    known.set(keyOf(finding), left - 1);
    return left <= 0;
  });
  const suppression = { kind: 'in-source' as const, reason: 'its line is marked # nosec' };
  return { ...report, findings: [...report.findings, ...marked.map((one) => ({ ...one, suppression }))] };
}

function keyOf({ ruleId, location }: Finding): string {
  return JSON.stringify([ruleId, location?.path, location?.line, location?.column]);
}
