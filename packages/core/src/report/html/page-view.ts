import type { RunReport } from '../../model/report.ts';
import type { ViewOptions } from '../view-options.ts';
import type { Anchors } from './anchors.ts';
import type { ShownFindings } from './shown-findings.ts';
import type { ShownLog } from './log-excerpt.ts';
import type { Timeline } from './timeline.ts';

/** Everything that the parts of the page are drawn from. */
export interface PageView {
  readonly report: RunReport;
  readonly options: ViewOptions;
  readonly anchors: Anchors;
  readonly timeline: Timeline;
  readonly findings: ShownFindings;
  /** By the log's path in the report. */
  readonly logs: ReadonlyMap<string, ShownLog>;
}
