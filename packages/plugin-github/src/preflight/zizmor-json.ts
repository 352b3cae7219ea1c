import { oneLine, z, type FindingInput, type Severity } from '@sluice/core';

const point = z.object({ row: z.int().nonnegative(), column: z.int().nonnegative() });

const document = z.array(
  z.object({
    ident: z.string().min(1),
    desc: z.string(),
    url: z.string().optional(),
    determinations: z.object({ confidence: z.string(), severity: z.string() }),
    locations: z
      .array(
        z.object({
          symbolic: z.object({
            key: z.object({ Local: z.object({ verbatim_path: z.string() }).optional() }),
            annotation: z.string(),
            kind: z.string().optional(),
          }),
          concrete: z.object({
            location: z.object({ start_point: point, end_point: point }),
            feature: z.string().optional(),
          }),
        }),
      )
      .min(1),
    ignored: z.boolean(),
  }),
);

type Reported = z.output<typeof document>[number];

const SEVERITIES: Readonly<Record<string, Severity>> = {
  High: 'high',
  Medium: 'medium',
  Low: 'low',
  Informational: 'info',
};

/**
 * Reads what `zizmor --format=json` prints. A text is the reason why it is no evidence. Rows and columns count from 0
 * there, from 1 here. What an inline `zizmor: ignore` covers stays visible, as suppressed.
 */
export function readZizmor(text: string): readonly FindingInput[] | string {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return 'its output is not JSON';
  }
  const read = document.safeParse(value);
  return read.success ? read.data.map(findingOf) : 'its output is no list of findings';
}

function findingOf({ ident, desc, url, determinations, locations, ignored }: Reported): FindingInput {
  const primary = locations.find(({ symbolic }) => symbolic.kind === 'Primary') ?? locations[0];
  const { severity, confidence } = determinations;
  const annotation = oneLine(primary?.symbolic.annotation ?? '').slice(0, 300);
  return {
    ruleId: `zizmor/${oneLine(ident).slice(0, 80)}`,
    tool: 'zizmor',
    kind: 'workflow',
    severity: SEVERITIES[severity] ?? 'unknown',
    raw: oneLine(severity).slice(0, 40),
    confidence: oneLine(confidence).slice(0, 40),
    message: `${oneLine(desc).slice(0, 300)}${annotation === '' ? '' : `: ${annotation}`}`,
    ...placeOf(primary),
    ...(url !== undefined && /^https:\/\/docs\.zizmor\.sh\/[\w#/-]*$/u.test(url) ? { helpUrl: url } : {}),
    ...(ignored
      ? { suppression: { kind: 'in-source' as const, reason: 'a comment zizmor: ignore in the workflow' } }
      : {}),
  };
}

function placeOf(
  primary: Reported['locations'][number] | undefined,
): Pick<FindingInput, 'location' | 'region'> {
  const path = primary?.symbolic.key.Local?.verbatim_path;
  if (primary === undefined || path === undefined) return {};
  const { start_point: start, end_point: end } = primary.concrete.location;
  return {
    location: {
      path: path.replace(/^\.\/(?=.)/u, ''),
      line: start.row + 1,
      column: start.column + 1,
      endLine: end.row + 1,
      endColumn: end.column + 1,
    },
    region: oneLine(primary.concrete.feature ?? '').slice(0, 400),
  };
}
