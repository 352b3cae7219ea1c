import { z } from '../../model/zod.ts';
import { CONCLUSIONS } from '../../model/conclusion.ts';
import { finding } from './finding-schema.ts';
import { cell, level, phase, skipReason } from './plan-schema.ts';
import { count, durationMs, list, mapOf, name, record, text } from './shapes.ts';

const metrics = mapOf(z.number());

const scope = record({ unit: text, seen: count, missed: count, detail: list(text) });

const tool = record({ name: text, version: text, path: text });

const command = record({
  line: text,
  cwd: text,
  exitCode: z.int().nullable(),
  signal: text.optional(),
  timedOut: z.boolean(),
  durationMs,
});

const attempt = record({
  number: z.int().min(1),
  status: z.enum(['completed', 'errored', 'timed_out', 'cancelled', 'skipped']),
  startedAt: text,
  durationMs,
  reason: text.optional(),
  commands: list(command),
  log: text,
  findings: list(finding),
  metrics,
  scope: scope.optional(),
  summary: text.optional(),
  provides: record({
    path: list(text).optional(),
    env: mapOf(text).optional(),
    key: text.optional(),
  }).optional(),
  tools: list(tool),
  retriedBecause: text.optional(),
});

const measurement = record({
  rule: name,
  measured: z.number().optional(),
  limit: z.number(),
  bound: z.enum(['max', 'min']),
  isBroken: z.boolean(),
  objection: z.enum(['block', 'warn']),
});

export const checkResult = record({
  id: name,
  checkId: name,
  cell,
  title: text,
  phase,
  level,
  conclusion: z.enum(CONCLUSIONS),
  skip: skipReason.optional(),
  reason: text.optional(),
  flaky: z.boolean().optional(),
  cached: z.boolean().optional(),
  cache: record({
    outcome: z.enum(['hit', 'miss', 'off']),
    reason: text,
    key: text.optional(),
    runId: text.optional(),
  }).optional(),
  startedAt: text,
  durationMs,
  attempts: list(attempt),
  findings: list(finding),
  metrics,
  scope: scope.optional(),
  summary: text.optional(),
  tools: list(tool),
  artifacts: list(record({ name: text, path: text, bytes: count, sha256: text })),
  limits: list(measurement),
  waiver: record({ reason: text, owner: text, expires: text, subject: text.optional() }).optional(),
});
