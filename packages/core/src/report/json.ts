import type { RunReport } from '../model/report.ts';
import { orderedReport } from './build-report.ts';

/** A report as JSON text: two equal reports are equal byte for byte. Ends with a newline. */
export function reportJson(report: RunReport): string {
  return `${JSON.stringify(orderedReport(report), null, 2)}\n`;
}
