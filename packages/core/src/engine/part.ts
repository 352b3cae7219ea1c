import type { RunReport } from '../model/report.ts';

/** What one machine left: a run's report, or the plan that all were to follow. */
export type Part =
  | { readonly kind: 'report'; readonly file: string; readonly report: RunReport }
  | { readonly kind: 'plan'; readonly file: string; readonly hash: string };
