import { z } from '@sluice/core';
import { readJson } from '../read-json.ts';

const summary = z.object({ total: z.object({ lines: z.object({ total: z.number(), pct: z.number() }) }) });

/** The share of lines that tests reach, in per cent. Undefined where there is no line: 100 % of nothing is no evidence. */
export function parseCoverage(text: string): number | undefined {
  const lines = readJson(text, summary)?.total.lines;
  return lines === undefined || lines.total === 0 ? undefined : lines.pct;
}
