import { explain } from '../gate/explain.ts';
import type { RunReport } from '../model/report.ts';
import type { Explanation } from '../report/view-options.ts';
import { explanationOf } from './explanation-of.ts';

/** What would flip a blocked verdict, in the shape that reports are drawn from; nothing for one that is no block. */
export function explainReport(report: RunReport): { readonly explanation?: Explanation } {
  return report.verdict.level === 'block' ? { explanation: explanationOf(explain(report)) } : {};
}
