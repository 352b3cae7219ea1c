/** One record of Trivy's report, of which only some fields are looked at here. */
export type RawRecord = Readonly<Record<string, unknown>>;

/** One result of Trivy's report. */
export interface RawResult extends RawRecord {
  readonly Target: string;
  readonly Class?: unknown;
  readonly Packages?: unknown;
  readonly Secrets?: readonly RawRecord[];
  readonly Misconfigurations?: readonly RawRecord[];
}

/** What of Trivy's report is looked at here beside what the security plugin's reader takes. */
export interface RawReport extends RawRecord {
  readonly ArtifactName?: unknown;
  readonly Metadata?: RawRecord;
  readonly Results: readonly RawResult[];
}

/** The report as a value. The security plugin's reader has said that it is one of Trivy's, within its bounds. */
export function rawReport(text: string): RawReport {
  const report = JSON.parse(text) as RawRecord;
  const results = Array.isArray(report['Results']) ? (report['Results'] as readonly unknown[]) : [];
  return { ...report, Results: results.filter(isResult) };
}

function isResult(value: unknown): value is RawResult {
  return typeof value === 'object' && value !== null && typeof (value as RawRecord)['Target'] === 'string';
}

/** A field some levels down; undefined where a level is missing. */
export function fieldOf(value: unknown, ...names: readonly string[]): unknown {
  return names.reduce<unknown>(
    (inner, name) => (typeof inner === 'object' && inner !== null ? (inner as RawRecord)[name] : undefined),
    value,
  );
}

/** The objects of a list. */
export function recordsOf(value: unknown): readonly RawRecord[] {
  if (!Array.isArray(value)) return [];
  return value.filter((one): one is RawRecord => typeof one === 'object' && one !== null);
}
