import type { RunReport } from '../../model/report.ts';
import type { Explanation, ViewOptions } from '../view-options.ts';

/** What a console view is given besides its port. */
export interface ConsoleOptions extends Omit<ViewOptions, 'explanation'> {
  /** Explains a blocked run; called once, when the report is there. A throw is an explanation less. */
  readonly explain?: (report: RunReport) => Explanation | undefined;
}

/** The options of the end, with the explanation of this report when it blocks. */
export function endOptions(report: RunReport, { explain, ...options }: ConsoleOptions): ViewOptions {
  if (explain === undefined || report.end !== 'completed' || report.verdict.level !== 'block') return options;
  try {
    const explanation = explain(report);
    return explanation === undefined ? options : { ...options, explanation };
  } catch {
    // The verdict stands without its explanation; hiding the verdict for the sake of it would be worse.
    return options;
  }
}
