import type { RawRecord } from './raw-report.ts';

/** Fields with lines of files, of the image's environment and of its history, which may hold secrets that no rule knows. */
const PRIVATE = new Set(['Match', 'Code', 'ImageConfig', 'Highlighted']);

/** Trivy's report as it may be kept: without the text of what was scanned. Undefined for what is no JSON object. */
export function publicReport(text: string): string | undefined {
  try {
    const report = JSON.parse(text, (key, value: unknown) =>
      PRIVATE.has(key) ? undefined : value,
    ) as unknown;
    if (typeof report !== 'object' || report === null) return undefined;
    return `${JSON.stringify(report satisfies RawRecord | object, undefined, 2)}\n`;
  } catch {
    return undefined;
  }
}
