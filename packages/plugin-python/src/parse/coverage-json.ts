import { isTable, tableAt } from '../project/table.ts';

/** What was covered: lines, and branches where the project measures them; a partly taken branch is not covered. */
export interface Coverage {
  /** 0 to 100, unrounded: it is compared with a limit. */
  readonly percent: number;
  readonly covered: number;
  readonly total: number;
  readonly hasBranches: boolean;
  readonly version: string;
  readonly files: number;
}

/** Reads coverage.py's JSON report (formats 2 and 3). Nothing measured is a problem, not 100 %. */
export function parseCoverageJson(text: string): Coverage | { readonly problem: string } {
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch {
    return { problem: 'it is not JSON' };
  }
  const totals = isTable(document) ? tableAt(document, 'totals') : {};
  const number = (key: string): number | undefined =>
    typeof totals[key] === 'number' ? totals[key] : undefined;
  const statements = number('num_statements');
  const lines = number('covered_lines');
  if (statements === undefined || lines === undefined) return { problem: 'it holds no totals' };
  const total = statements + (number('num_branches') ?? 0);
  const covered = lines + (number('covered_branches') ?? 0);
  if (total === 0)
    return { problem: 'not one statement was measured; the configured source may name the wrong place' };
  return {
    percent: (100 * covered) / total,
    covered,
    total,
    hasBranches: number('num_branches') !== undefined,
    version: String(tableAt(document, 'meta')['version'] ?? ''),
    files: Object.keys(tableAt(document, 'files')).length,
  };
}
