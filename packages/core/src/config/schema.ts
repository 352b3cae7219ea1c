import { isCredentialName } from '../exec/credential-name.ts';
import type { CacheConfig } from '../model/cache-config.ts';
import type { CacheStore } from '../model/cache-store.ts';
import { z } from '../model/zod.ts';
import { kindOf } from '../plugin/check-plugin.ts';
import type { FailureRule } from '../plugin/plugin.ts';
import type { CommandOptions, CommandSource } from '../plugin/command-source.ts';
import type { Limit } from '../model/limit.ts';
import type { Policy, Waiver } from '../model/policy.ts';
import { SEVERITIES } from '../model/finding.ts';
import { LEVELS } from '../model/level.ts';

/**
 * The schemas of a config's data, in one module that is loaded lazily: they bring zod with them. The types are written
 * by hand in `model/`, for a reader; `satisfies` holds the two together.
 */

const text = z.string().min(1);
const ids = z.array(text);
const kinds = z.enum([
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
const day = z.iso.date();
const count = z.int().nonnegative();

export const limitSchema = z
  .strictObject({
    rule: text.describe(
      'Stable name, shown in objections: `python/coverage`. Replaces limits of the same rule; without a cell, those of all cells.',
    ),
    count: z
      .strictObject({
        kind: z
          .union([kinds, z.array(kinds)])
          .optional()
          .describe('Of this kind, or one of these.'),
        severityAtLeast: z.enum(SEVERITIES).optional().describe('Of this severity or a worse one.'),
        state: z.enum(['new', 'existing']).optional().describe('`existing`: in the baseline.'),
        fixable: z.boolean().optional().describe('Those that a fixer can repair, or those that none can.'),
        ruleId: text.optional().describe('A rule id or a glob over rule ids: `ruff/E*`.'),
      })
      .optional()
      .describe('Counts findings that are not waived.'),
    metric: text.optional().describe('A number that a check measured.'),
    max: z.number().optional().describe('Inclusive.'),
    min: z.number().optional().describe('Inclusive.'),
    over: ids.optional().describe('Ids or globs of the checks it counts over.'),
    objection: z.enum(['block', 'warn']).optional().describe('What it is when broken. Default `block`.'),
    when: z.literal('pull_request').optional().describe('Counts in pull requests only.'),
  })
  .refine(
    ({ count: counted, metric }) => (counted === undefined) !== (metric === undefined),
    'give either count or metric',
  )
  .refine(
    ({ max, min }) => max !== undefined || min !== undefined,
    'without max or min it can never be broken',
  ) satisfies z.ZodType<Limit>;

export const policySchema = z.strictObject({
  required: ids
    .optional()
    .describe('Ids or globs; `*` stops at `/`. Anything but a success of these blocks.'),
  optional: ids.optional().describe('These only warn.'),
  informational: ids.optional().describe('These are only noted.'),
  limits: z.array(limitSchema).optional().describe('Adds limits, or replaces those of the same rule.'),
  maxFlaky: count.optional().describe('How many checks may pass only after a retry before that blocks.'),
  maxWaiverDays: z.int().positive().optional().describe('Default 90.'),
  weakening: z
    .enum(['warn', 'block'])
    .optional()
    .describe('What loosening the gate in a pull request is. Default `warn`.'),
  noPermission: z
    .enum(['block', 'defer'])
    .optional()
    .describe('A required check without permission. Default `block`.'),
  enforceFrom: day.optional().describe('At most 60 days ahead: until then a block is advice.'),
  budgetMs: z.int().positive().optional().describe('Shown with the critical path. Default 15 minutes.'),
}) satisfies z.ZodType<Policy>;

export const waiverSchema = z.strictObject({
  check: text.optional().describe('The id of a check.'),
  test: text.optional().describe('A test: `tests/test_orders.py::test_refund`.'),
  fingerprint: text.optional().describe('One finding.'),
  rule: text.optional().describe('With `path`: a rule in a file.'),
  path: text.optional().describe('With `rule`. Both may be globs.'),
  vulnerability: text.optional().describe('With `package`: an id or an alias of it.'),
  package: text.optional().describe('With `vulnerability`.'),
  limit: text.optional().describe('The rule of a limit.'),
  reason: z.string().describe('At least 10 characters.'),
  owner: z.string().describe('Who answers for it.'),
  expires: z.string().describe('The last day it counts, YYYY-MM-DD.'),
}) satisfies z.ZodType<Waiver>;

const retrySchema = z.strictObject({
  max: count.describe('Retries: 2 means at most 3 attempts.'),
  on: z
    .array(z.enum(['failure', 'errored', 'timed_out', 'transient']))
    .min(1)
    .describe('How an attempt must have ended to be followed by another.'),
  backOffMs: count.optional().describe('The wait before a retry.'),
});

export const commandOptionsSchema = z.strictObject({
  title: text.optional().describe('Shown for the check. Default: the command line.'),
  inputs: ids
    .optional()
    .describe('Globs relative to the config’s folder, `!` excludes. Not given: always affected.'),
  needs: ids.optional().describe('Ids or globs of checks to wait for, whose programs are then found first.'),
  level: z
    .enum(LEVELS)
    .optional()
    .describe('What a failure means. Default: what the policy says, else required.'),
  timeoutMs: z.int().positive().optional().describe('Default 10 minutes.'),
  cwd: text.optional().describe('Folder to run in, relative to the config’s folder.'),
  env: z
    .union([ids, z.record(text, z.union([z.string(), z.literal(true)]))])
    .optional()
    .describe('Names of variables to let through; or variables to set, `true` to let one through.'),
  fix: z.array(z.string()).min(1).optional().describe('The fixer’s program and arguments.'),
  report: z
    .union([z.strictObject({ junit: text }), z.strictObject({ sarif: text })])
    .optional()
    .describe('The file its findings are read from.'),
  weight: z.int().positive().optional().describe('How many of the `-j` places it takes. Default 1.'),
  exclusive: z.boolean().optional().describe('Nothing else runs beside it.'),
  cache: z
    .boolean()
    .optional()
    .describe('False: it runs every time. Default: a success is reused while no input changes.'),
  retry: retrySchema.optional().describe('More attempts. A success after one is shown as flaky.'),
  limits: z.array(limitSchema).optional().describe('What is too much. Default: no finding is allowed.'),
}) satisfies z.ZodType<CommandOptions>;

const commandName = z.string().regex(/^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/u, 'A name is in kebab-case');
const argv = z.array(z.string()).min(1);

export const commandSchema = z.strictObject({
  name: commandName,
  argv: argv.refine(([program]) => program !== '', 'the program has no name'),
  options: commandOptionsSchema,
}) satisfies z.ZodType<CommandSource>;

const anything = z.unknown();
const object = z.custom<object>(
  (value) => kindOf(value) === 'an object',
  'it is no check; make one with command(), or write one out',
);

const cacheSchema = z.strictObject({
  maxBytes: z.int().positive().optional().describe('Bound of the local cache. Default 1 GiB.'),
  maxAgeMs: z
    .int()
    .positive()
    .optional()
    .describe('What was not used for so long is removed. Default 30 days.'),
  remote: z
    .strictObject({
      url: z
        .string()
        .refine(
          isPlainUrl,
          'it is no http or https address, or has a password in it; name a variable in tokenEnv',
        )
        .describe('Where `ac/` and `cas/` are, as in Bazel’s HTTP cache.'),
      tokenEnv: text
        .refine(
          isCredentialName,
          'its name must look like that of a credential, for checks to be kept from it: …_TOKEN',
        )
        .optional()
        .describe('The variable that holds the token.'),
      timeoutMs: z.int().positive().max(60_000).optional().describe('For one request. Default 2 s.'),
      budgetMs: z
        .int()
        .positive()
        .max(600_000)
        .optional()
        .describe('For all that a run asks together, and again for what it stores. Default 10 s.'),
      readOnly: z.boolean().optional().describe('Read, and store nothing.'),
    })
    .optional()
    .describe('A cache that several machines share.'),
}) satisfies z.ZodType<CacheConfig>;

/** With what only a module can hold. */
const moduleCacheSchema = cacheSchema.extend({
  store: z
    .custom<CacheStore>(isStore, 'it is no store: one has a name, and the functions get and put')
    .optional(),
}) satisfies z.ZodType<CacheConfig>;

function isStore(value: unknown): boolean {
  const { name, get, put } = (value ?? {}) as Readonly<Record<keyof CacheStore, unknown>>;
  return typeof name === 'string' && name !== '' && typeof get === 'function' && typeof put === 'function';
}

function isPlainUrl(value: string): boolean {
  if (!URL.canParse(value)) return false;
  const { protocol, username, password } = new URL(value);
  return (protocol === 'https:' || protocol === 'http:') && username === '' && password === '';
}

const failureRuleSchema = z.strictObject({
  id: text.describe('In kebab-case; shown as `repo/<id>`.'),
  verdict: z.enum(['transient', 'persistent']).describe('Whether a rerun may pass.'),
  category: text.describe('One of those of docs/triage.md, of this verdict.'),
  pattern: text.describe('A regular expression over one line, with the flag `u` and bounded repetitions.'),
  programs: ids
    .optional()
    .describe('Programs in whose output it counts, although they run code of the project.'),
  source: text.describe('Where the claim comes from.'),
  mustMatch: ids.min(1).describe('Lines that it knows.'),
  mustNotMatch: ids.min(1).describe('Lines that it leaves.'),
}) satisfies z.ZodType<FailureRule>;

const data = {
  triage: z
    .strictObject({
      rules: z.array(failureRuleSchema).optional().describe('Further rules.'),
      disable: ids.optional().describe('Ids of rules that do not count.'),
    })
    .optional()
    .describe('What lines of logs mean, for triage.'),
  policy: policySchema.optional().describe('Levels, limits and dates.'),
  waivers: z
    .array(waiverSchema)
    .optional()
    .describe('Accepted failures; `ci.waivers.json` holds more of them.'),
  cache: cacheSchema.optional().describe('How results are kept for later runs.'),
  tools: z.record(text, text).optional().describe('Tool name to the path of the executable to use.'),
};

/** What is checked of a config in any form. Entries of `plugins` are left to `assemble`. */
export const configSchema = z.strictObject({
  plugins: z.array(anything).optional(),
  checks: z.array(object).optional(),
  ...data,
  cache: moduleCacheSchema.optional(),
});

const pluginName = z
  .string()
  .regex(
    /^(?:@[\w.-]+\/)?[\w-][\w.-]*$/u,
    'A plugin is named by its short name or its package, never by a path',
  )
  .describe(
    '`python` means `@sluice/plugin-python` or `sluice-plugin-python`; a package name with a scope or our prefix, itself.',
  );

/** The JSON form as it is written. */
export const jsonConfigSchema = z.strictObject({
  $schema: z.string().optional(),
  plugins: z
    .array(
      z.union([pluginName, z.tuple([pluginName]), z.tuple([pluginName, z.record(z.string(), anything)])]),
    )
    .optional()
    .describe('Names of installed plugins with their options: `["python", { "versions": ["3.12"] }]`.'),
  checks: z
    .array(z.union([z.tuple([commandName, argv]), z.tuple([commandName, argv, commandOptionsSchema])]))
    .optional()
    .describe('Command lines: `["docs", ["mkdocs", "build", "--strict"], { "inputs": ["docs/**"] }]`.'),
  ...data,
});
