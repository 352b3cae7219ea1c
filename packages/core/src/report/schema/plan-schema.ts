import { z } from '../../model/zod.ts';
import { SKIP_REASONS } from '../../model/conclusion.ts';
import { LEVELS } from '../../model/level.ts';
import { findingKind, severity } from './finding-schema.ts';
import { count, list, mapOf, name, record, text } from './shapes.ts';

export const level = z.enum(LEVELS);
export const skipReason = z.enum(SKIP_REASONS);
export const phase = z.enum(['preflight', 'check']);
export const cell = mapOf(text);

const countFilter = record({
  kind: z.union([findingKind, list(findingKind)]).optional(),
  severityAtLeast: severity.optional(),
  state: z.enum(['new', 'existing']).optional(),
  fixable: z.boolean().optional(),
  ruleId: text.optional(),
});

const limitShape = {
  rule: name,
  count: countFilter.optional(),
  metric: text.optional(),
  max: z.number().optional(),
  min: z.number().optional(),
  over: list(text).optional(),
  objection: z.enum(['block', 'warn']).optional(),
  when: z.literal('pull_request').optional(),
};

export const limit = record(limitShape);

export const waiver = record({
  check: text.optional(),
  test: text.optional(),
  fingerprint: text.optional(),
  rule: text.optional(),
  path: text.optional(),
  vulnerability: text.optional(),
  package: text.optional(),
  limit: text.optional(),
  reason: text,
  owner: text,
  expires: text,
});

const plannedCheck = record({
  id: name,
  checkId: name,
  cell,
  title: text,
  phase,
  level,
  levelFrom: text,
  limits: list(limit),
  needs: list(text),
  inputs: list(text).optional(),
  retry: record({
    max: count,
    on: list(z.enum(['failure', 'errored', 'timed_out', 'transient'])),
    backOffMs: z.number().optional(),
  }).optional(),
  decision: z.enum(['run', 'skip']),
  skip: skipReason.optional(),
  reasonCode: text,
  reason: text,
  proof: record({ base: text.optional(), files: count, inputs: list(text) }).optional(),
});

export const plan = record({
  schemaVersion: z.literal(1),
  hash: text,
  checks: list(plannedCheck),
  partial: z.boolean(),
});

export const lock = record({
  schemaVersion: z.literal(1),
  checks: list(record({ id: name, level, disabled: z.literal(true).optional() })),
  limits: list(record({ ...limitShape, checkId: text.optional() })),
  waivers: list(waiver),
  baseline: record({ findings: count }),
  tools: mapOf(text),
});

export const policy = record({
  required: list(text),
  optional: list(text),
  informational: list(text),
  limits: list(limit),
  maxFlaky: z.number().optional(),
  maxWaiverDays: z.number(),
  weakening: z.enum(['warn', 'block']),
  noPermission: z.enum(['block', 'defer']),
  enforceFrom: text.optional(),
  budgetMs: z.number(),
  waivers: list(waiver),
});
