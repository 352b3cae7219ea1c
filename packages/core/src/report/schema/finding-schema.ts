import { z } from '../../model/zod.ts';
import { SEVERITIES } from '../../model/finding.ts';
import { list, mapOf, name, record, text } from './shapes.ts';

export const severity = z.enum(SEVERITIES);

export const findingKind = z.enum([
  'code',
  'format',
  'type',
  'test',
  'dependency',
  'secret',
  'misconfig',
  'license',
  'workflow',
  'eol',
]);

const place = z.int().min(0).optional();

export const location = record({ path: text, line: place, column: place, endLine: place, endColumn: place });

const suppression = record({
  kind: z.enum(['waiver', 'in-source', 'vex']),
  reason: text,
  owner: text.optional(),
  expires: text.optional(),
  subject: text.optional(),
});

export const finding = record({
  ruleId: name,
  tool: name,
  kind: findingKind,
  severity,
  raw: text.optional(),
  confidence: text.optional(),
  message: text,
  location: location.optional(),
  locations: list(location).optional(),
  region: text.optional(),
  scope: text.optional(),
  package: record({ purl: text, name: text, version: text, fixedVersions: list(text) }).optional(),
  cwe: list(text).optional(),
  aliases: list(text).optional(),
  helpUrl: text.optional(),
  fixable: z.boolean().optional(),
  steps: list(text).optional(),
  fingerprint: text.optional(),
  fingerprints: mapOf(text).optional(),
  problem: text.optional(),
  mergedFrom: list(record({ tool: text, ruleId: text })).optional(),
  suppression: suppression.optional(),
  state: z.enum(['new', 'existing']).optional(),
  knownBy: z.enum(['renamed', 'moved', 'edited']).optional(),
});
