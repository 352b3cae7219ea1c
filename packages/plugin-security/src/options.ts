import { z } from '@sluice/core';

const severity = z.enum(['critical', 'high', 'medium', 'low', 'info', 'unknown']);

const level = z
  .enum(['required', 'optional', 'informational'])
  .describe(
    "How much the check weighs in the gate; a glob in the policy never raises 'optional' or 'informational'.",
  );

const timeoutMs = z
  .int()
  .positive()
  .optional()
  .describe('Deadline of one attempt in milliseconds. Default 10 minutes.');

const count = z.int().min(0);

/** An object of options, or `false`: the check stays in the plan as disabled, so that its absence is visible. */
function switchable<S extends z.ZodRawShape>(shape: S, what: string) {
  return z
    .union([z.literal(false), z.strictObject(shape)])
    .prefault({} as never)
    .describe(`${what} False switches the check off.`);
}

const maxHigh = z
  .union([
    count,
    z.strictObject({
      limit: count.describe('How many pass.'),
      of: z
        .array(z.string().min(1))
        .min(1)
        .optional()
        .describe(
          'Ids or globs of the checks whose findings are counted. Default: security/bandit and security/pip-audit.',
        ),
      per: z
        .enum(['all', 'check', 'project'])
        .default('all')
        .describe('One budget for all together, for each check, or for each of `projects`.'),
    }),
  ])
  .default(15)
  .describe(
    'How many findings of severity high or critical pass: in code, dependencies and configuration, of all checks of this plugin whatever their level.',
  );

const counted = z
  .strictObject({
    severityAtLeast: severity
      .default('high')
      .describe('This severity and worse. A critical finding always counts.'),
    kinds: z
      .array(z.enum(['code', 'dependency', 'misconfig', 'license', 'secret', 'eol']))
      .min(1)
      .default(['code', 'dependency', 'misconfig'])
      .describe('Kinds of findings. Secrets have a limit of their own.'),
  })
  .prefault({})
  .describe('Which findings maxHigh counts.');

const unaudited = z
  .strictObject({
    package: z.string().min(1).describe('A package, or a glob over packages: acme-*.'),
    reason: z.string().min(3).describe('Why nobody can audit it: an internal index.'),
  })
  .describe('A package that no advisory source knows.');

const ruleSeverity = z.union([severity, z.literal('ignore')]);

const bandit = switchable(
  {
    level: level.optional(),
    args: z
      .array(z.string())
      .default([])
      .describe('Further arguments, as they are: --skip, --exclude, -c. No filter of severity is needed.'),
    exclude: z
      .array(z.string().min(1))
      .default([])
      .describe(
        'Globs of files that cannot change its result, relative to the config: docs/**. A change of any other file of the repository runs it.',
      ),
    python: z
      .string()
      .min(1)
      .optional()
      .describe(
        'Interpreter to run it under, a path or a version such as 3.12: it reads the syntax of its own Python. Default: the newest here that the project supports.',
      ),
    timeoutMs,
  },
  'Bandit on the project’s code, required.',
);

const pipAudit = switchable(
  {
    level: level.optional(),
    requirements: z
      .array(z.string().min(1))
      .min(1)
      .optional()
      .describe(
        'Requirements or lock files, relative to the config. Default: the lock, else requirements*.txt, else what pyproject.toml depends on.',
      ),
    resolve: z
      .boolean()
      .optional()
      .describe(
        'Whether pip works out what the requirements bring in. Default: only where one of them names no exact version.',
      ),
    timeoutMs,
  },
  'pip-audit on the project’s dependencies, informational.',
);

const secrets = switchable(
  {
    level: level.optional(),
    history: z.boolean().default(true).describe('Whether the commits that led here are scanned too.'),
    config: z
      .string()
      .min(1)
      .optional()
      .describe('A configuration of gitleaks. Default: .gitleaks.toml where there is one.'),
    timeoutMs,
  },
  'gitleaks on the files and the history, informational.',
);

const shape = {
  paths: z
    .array(z.string().min(1))
    .min(1)
    .optional()
    .describe(
      'What Bandit looks at, relative to the config. Default: app, else the packages that are found.',
    ),
  projects: z
    .union([
      z.string().min(1),
      z.record(
        z.string().regex(/^[a-z0-9][a-z0-9_-]*$/u, 'must be a short name in lower case'),
        z.union([z.string().min(1), z.looseObject({ root: z.string().min(1).describe('Its folder.') })]),
      ),
    ])
    .optional()
    .describe(
      "Projects of a monorepo: Bandit and pip-audit run once for each. 'python' takes those of plugin-python; else name to folder, or to an object with `root`.",
    ),
  maxHigh,
  count: counted,
  liveSecrets: count
    .default(0)
    .describe('How many live secrets pass: those in the tree of this commit that are no placeholders.'),
  licences: z
    .boolean()
    .default(false)
    .describe('Whether findings about licences count for maxHigh, where a report has any.'),
  advisories: z
    .string()
    .min(1)
    .default('live')
    .describe(
      "Where pip-audit's advisories come from: 'live' (OSV's own service), the address of a service that speaks its API, or a folder of OSV records in JSON or YAML.",
    ),
  unaudited: z
    .array(unaudited)
    .default([])
    .describe('Packages that may stay unaudited. They are shown in every run.'),
  allowMissed: z
    .array(z.string().min(1))
    .default([])
    .describe('Files, or globs over files, that a scanner may miss: legacy/**. They are shown in every run.'),
  rules: z
    .record(z.string().min(1), ruleSeverity)
    .default({})
    .describe(
      "Severity by rule, a glob over rules: { 'bandit/B101': 'info' }. 'ignore' shows it, uncounted.",
    ),
  unknownAs: severity
    .default('unknown')
    .describe('The severity that a finding of unknown severity counts as.'),
  severity: z
    .strictObject({
      confidence: z
        .boolean()
        .default(true)
        .describe('Bandit findings of LOW confidence count one band lower.'),
      placeholders: z
        .boolean()
        .default(true)
        .describe('Secrets that are visibly none, such as `changeme`, are for information.'),
      secretClass: z
        .boolean()
        .default(true)
        .describe('Secrets that open a cloud, a source host or payments, and private keys, are critical.'),
      testPaths: z.boolean().default(true).describe('Assertions and passwords in tests are for information.'),
    })
    .prefault({})
    .describe(
      'Steps by which a severity is changed; each leaves a line in the finding, and each can be switched off.',
    ),
  bandit,
  pipAudit,
  secrets,
};

/** Options of `security()`. Strict: a misspelt option is an error of the config. */
export const securityOptions = z
  .strictObject(shape)
  .refine(
    ({ maxHigh: budget, projects }) =>
      typeof budget === 'number' || budget.per !== 'project' || projects !== undefined,
    { path: ['maxHigh', 'per'], message: "is 'project', and there are no `projects`" },
  );

/** The options with their defaults, as checks get them. */
export type SecurityOptions = z.output<typeof securityOptions>;

/** The options as a config writes them. */
export type SecurityInput = z.input<typeof securityOptions>;
