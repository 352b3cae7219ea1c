import { z } from '../model/zod.ts';
import { CiError, problemOf } from '../errors/ci-error.ts';
import { messageOf } from '../errors/message-of.ts';
import type { RunReport } from '../model/report.ts';
import { finding, location } from './schema/finding-schema.ts';
import { limit, lock, plan, policy, waiver } from './schema/plan-schema.ts';
import { checkResult } from './schema/result-schema.ts';
import { count, durationMs, instant, list, name, record, text } from './schema/shapes.ts';

const problem = record({
  code: name,
  message: text,
  hint: text,
  file: text.optional(),
  path: text.optional(),
  plugin: text.optional(),
  hook: text.optional(),
  tap: text.optional(),
});

const objection = record({
  source: name,
  level: z.enum(['note', 'warn', 'block']),
  rule: name,
  measured: z.number().optional(),
  limit: z.number().optional(),
  message: text,
  checkId: text.optional(),
});

const triage = record({
  id: name,
  attempt: count,
  verdict: z.enum(['transient', 'persistent', 'unknown']),
  category: text,
  confidence: z.number(),
  why: text,
  advice: text,
  isOutside: z.boolean(),
  log: text,
  evidence: list(record({ line: z.int(), text, rule: text })),
});

const environment = record({
  sluice: text,
  node: text,
  platform: text,
  arch: text,
  cpus: count,
  ci: z.boolean(),
  folder: text.optional(),
  plugins: list(record({ name: text, version: text })),
});

const changes = record({
  scope: z.enum(['all', 'files']),
  method: text,
  reason: text,
  base: text.optional(),
  head: text.optional(),
  files: list(text),
});

/**
 * The shape of `report.json`. Its output type equals {@link RunReport}, held by a test; import this module lazily, for
 * building the schemas costs more than all the rest of a report.
 */
export const runReportSchema = record({
  schemaVersion: z.literal(1),
  runId: name,
  startedAt: instant,
  durationMs,
  end: z.enum(['completed', 'problems', 'cancelled', 'crashed']),
  signal: text.optional(),
  commit: record({ sha: text, branch: text.optional(), isDirty: z.boolean() }).optional(),
  trigger: record({
    event: text,
    ref: text.optional(),
    run: text.optional(),
    attempt: count.optional(),
  }),
  environment,
  changes,
  plan,
  policy,
  lock: lock.optional(),
  lockAtBase: record({ base: text.optional(), lock: lock.optional(), unread: text.optional() }).optional(),
  baseline: record({ findings: count, existing: count, gone: count }).optional(),
  results: list(checkResult),
  verdict: record({
    level: z.enum(['pass', 'warn', 'block']),
    partial: z.literal(true).optional(),
    enforcedFrom: text.optional(),
    objections: list(objection),
  }),
  triage: list(triage).optional(),
  notes: list(record({ source: text, message: text, path: text.optional() })),
  problems: list(problem),
});

/** At most so many faults are named: the first says what is wrong, a thousand say nothing. */
const FAULTS = 5;

/**
 * A recorded report from its text. Throws RUN_UNREADABLE, naming the file and the first faults, unless every field
 * is there and as its type says: a damaged report is no evidence.
 */
export function parseRunReport(
  json: string,
  file = 'report.json',
  /** Takes away, before it is held to the schema, what whoever reads it has no use for. */
  trim: (value: unknown) => unknown = (value) => value,
): RunReport {
  let value: unknown;
  try {
    value = trim(JSON.parse(json));
  } catch (error) {
    throw unreadable(file, messageOf(error), error);
  }
  const parsed = runReportSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues
    .slice(0, FAULTS)
    .map(({ path, message }) => `${path.join('.') || 'report'}: ${message}`);
  const more = parsed.error.issues.length - faults.length;
  throw unreadable(file, `${faults.join('; ')}${more > 0 ? `; and ${more} more` : ''}`, parsed.error);
}

function unreadable(file: string, detail: string, cause: unknown): CiError {
  return new CiError([problemOf('RUN_UNREADABLE', { file, detail }, { file })], { cause });
}

const NAMED = { finding, location, limit, waiver, plan, policy, lock, checkResult, problem, objection };

/** The same as JSON Schema (draft 2020-12), for docs/schemas/run-report.json and for readers in other languages. */
export function runReportJsonSchema(): Readonly<Record<string, unknown>> {
  const names = z.registry<{ id: string }>();
  for (const [id, schema] of Object.entries(NAMED)) names.add(schema, { id });
  const schema = z.toJSONSchema(runReportSchema, {
    metadata: names,
    // `.readonly()` is about the value in memory; in a file it says nothing.
    override: ({ jsonSchema }) => void delete jsonSchema.readOnly,
  });
  const { $schema, ...rest } = schema as Record<string, unknown>;
  return {
    $schema,
    title: 'Sluice run report',
    description: 'Everything about one run: report.json of a run folder.',
    ...rest,
  };
}
