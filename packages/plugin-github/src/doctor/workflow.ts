import { z } from '@sluice/core';

/*
 * As much of a workflow file as doctor looks at. Everything else passes, and so does nonsense: what is wrong with a
 * workflow as such is for the check `github/actionlint`.
 */

const job = z.looseObject({
  name: z.string().optional().catch(undefined),
  uses: z.string().optional().catch(undefined),
  permissions: z.unknown().optional(),
  strategy: z.looseObject({ matrix: z.unknown().optional() }).optional().catch(undefined),
  steps: z
    .array(
      z.looseObject({
        uses: z.string().optional().catch(undefined),
        run: z.string().optional().catch(undefined),
      }),
    )
    .catch([]),
});

const schema = z.looseObject({
  on: z.unknown().optional(),
  permissions: z.unknown().optional(),
  jobs: z.record(z.string(), job),
});

export type WorkflowJob = z.output<typeof job>;

/** A workflow, as data. */
export interface Workflow {
  /** The file's name: `ci.yml`. */
  readonly file: string;
  readonly isOurs: boolean;
  /** Its events, with their filters. */
  readonly events: Readonly<Record<string, unknown>>;
  readonly permissions?: unknown;
  readonly jobs: Readonly<Record<string, WorkflowJob>>;
}

/** Reads what YAML gave as a workflow; undefined for what is none. */
export function workflowOf(file: string, data: unknown, isOurs: boolean): Workflow | undefined {
  const read = schema.safeParse(data);
  if (!read.success) return undefined;
  const { on, permissions, jobs } = read.data;
  // A reader of YAML 1.1 takes the word `on` for true.
  const events = eventsOf(on ?? (read.data as Record<string, unknown>)['true']);
  return { file, isOurs, events, jobs, ...(permissions === undefined ? {} : { permissions }) };
}

function eventsOf(on: unknown): Readonly<Record<string, unknown>> {
  if (typeof on === 'string') return { [on]: {} };
  if (Array.isArray(on)) return Object.fromEntries(on.map((event) => [String(event), {}]));
  return typeof on === 'object' && on !== null ? { ...on } : {};
}
