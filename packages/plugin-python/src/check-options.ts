import { z } from '@sluice/core';
import { limitOption } from './limit-option.ts';

const level = z
  .enum(['required', 'optional', 'informational'])
  .describe(
    "How much the check weighs in the gate; a glob in the policy never raises 'optional' or 'informational'.",
  );

const paths = z
  .array(z.string().min(1))
  .min(1)
  .describe(
    'Files and folders to look at, relative to the config. Default: the whole project, or what the tool is configured for.',
  );

const args = z.array(z.string()).describe('Further arguments for the tool, as they are.');

/** What every check can be told. */
const common = {
  level: level.optional(),
  limits: z.array(limitOption).optional().describe('What is too much. Default: no finding is allowed.'),
  timeoutMs: z
    .int()
    .positive()
    .optional()
    .describe('Deadline of one attempt in milliseconds. Default 10 minutes.'),
};

const exclude = z
  .array(z.string().min(1))
  .default([])
  .describe(
    'Globs of files that cannot change its result, relative to the config: docs/**. A change of any other file of the repository runs it.',
  );

const linter = { ...common, args: args.default([]), paths: paths.optional() };

const lineLength = z
  .int()
  .min(20)
  .max(400)
  .optional()
  .describe(
    "Columns. Set, it wins over the project's own configuration; not set, that wins, and without one it is the reference's.",
  );

/** An object of options, or `false`: the check stays in the plan as disabled, so that its absence is visible. */
function switchable<S extends z.ZodRawShape>(shape: S, what: string) {
  return z.union([z.literal(false), z.strictObject(shape)]).describe(`${what} False switches the check off.`);
}

const black = switchable(
  { ...linter, lineLength },
  'Black, required; 100 columns unless the project configures its own.',
);

const isort = switchable(
  {
    ...linter,
    profile: z
      .string()
      .min(1)
      .optional()
      .describe("Set, it wins over the project's own configuration; without one: black."),
    lineLength,
  },
  'isort, required; profile black unless the project configures its own.',
);

const ruff = switchable(
  {
    ...linter,
    select: z.array(z.string()).optional().describe("Rules, in place of the project's own selection."),
  },
  "Ruff's linter, required; the project's own selection of rules is respected.",
);

const ruffFormat = switchable(
  { ...linter, lineLength },
  "Ruff's formatter, in place of Black and isort where the project formats with it.",
);

const mypy = switchable(
  {
    ...linter,
    exclude,
    version: z
      .string()
      .optional()
      .describe(
        'The Python version whose environment the imports come from. Default: the last of `versions`.',
      ),
  },
  'MyPy, informational: the count of errors and its change against the last run.',
);

const pytest = switchable(
  {
    ...common,
    args: args.default([]),
    paths: paths.optional(),
    exclude,
    coverage: z
      .union([z.literal(false), z.number().min(0).max(100)])
      .default(30)
      .describe('Least line coverage in per cent; false measures none.'),
    retries: z
      .int()
      .min(0)
      .max(10)
      .default(2)
      .describe('How many more attempts the failed tests get: 2 means at most 3.'),
    workers: z
      .union([z.literal('auto'), z.int().min(0)])
      .default('auto')
      .describe('Processes of pytest-xdist; 0 or 1 runs without it, auto decides by the last run.'),
    env: z
      .record(z.string(), z.string())
      .optional()
      .describe('Variables the tests need, such as TERM or a locale.'),
  },
  'pytest with coverage on each version, required.',
);

const e2e = z.strictObject({
  command: z
    .array(z.string())
    .min(1)
    .describe('Program and arguments; no shell. Runs with the environment of the last version on PATH.'),
  level: level.default('optional'),
  timeoutMs: z.int().positive().default(1_800_000).describe('Deadline in milliseconds. Default 30 minutes.'),
  cwd: z.string().optional().describe('Folder to run in, relative to the config.'),
  env: z.record(z.string(), z.string()).optional().describe('Variables to add.'),
  inputs: z.array(z.string()).optional().describe('Globs of what it depends on. Not given: always affected.'),
  report: z
    .union([
      z.strictObject({ junit: z.string().describe('Path of a JUnit file, relative to cwd.') }),
      z.strictObject({ sarif: z.string().describe('Path of a SARIF file, relative to cwd.') }),
    ])
    .optional()
    .describe('The file its findings are read from; missing or unreadable, the check is errored.'),
});

const complexity = switchable(
  {
    ...linter,
    max: z
      .int()
      .positive()
      .default(10)
      .describe('Highest cyclomatic complexity of a function that is not reported.'),
  },
  "Complexity by Ruff's C901, informational: how many functions are above `max`, and the worst.",
);

const slowest = switchable(
  {
    ...common,
    count: z.int().positive().max(100).default(10).describe('How many tests are listed.'),
    profile: z.boolean().default(true).describe('Profile the slowest test with cProfile.'),
    minMs: z.int().min(0).default(500).describe('A slowest test that is faster than this is not profiled.'),
  },
  'The slowest tests and a profile of the slowest, informational.',
);

const coverageTrend = switchable(
  {
    ...common,
    runs: z.int().positive().max(100).default(10).describe('How many earlier runs it is compared with.'),
    maxDrop: z
      .number()
      .min(0)
      .default(1)
      .describe('Points below the mean of those runs from which on it is reported.'),
  },
  'Coverage against the last runs, informational.',
);

/** What every project can be told of its checks, with the defaults. */
export const checkOptions = {
  versions: z
    .array(z.string().regex(/^3\.\d{1,2}$/, "must be a minor version such as '3.12'"))
    .min(1)
    .default(['3.11', '3.12'])
    .describe('Python versions; each gets an environment and a run of pytest.'),
  extras: z
    .array(z.string())
    .optional()
    .describe('Extras of the project to install. Default: those that hold its test requirements.'),
  groups: z
    .array(z.string())
    .optional()
    .describe('Dependency groups (PEP 735) to install. Default: those that hold its test requirements.'),
  requirements: z
    .array(z.string())
    .optional()
    .describe('Requirement files to install, in place of those that are found.'),
  paths: paths.optional(),
  formatter: z
    .enum(['auto', 'black', 'ruff'])
    .default('auto')
    .describe('Which formatter judges: Black with isort, or Ruff. auto follows what the project uses.'),
  black: black.default({ args: [] }),
  isort: isort.default({ args: [] }),
  ruff: ruff.default({ args: [] }),
  ruffFormat: ruffFormat.default({ args: [] }),
  mypy: mypy.default({ args: [], exclude: [] }),
  pytest: pytest.default({ args: [], exclude: [], coverage: 30, retries: 2, workers: 'auto' }),
  e2e: e2e
    .optional()
    .describe("A long-running command of the project's own, optional. Not there unless given."),
  complexity: complexity.default({ args: [], max: 10 }),
  slowest: slowest.default({ count: 10, profile: true, minMs: 500 }),
  coverageTrend: coverageTrend.default({ runs: 10, maxDrop: 1 }),
};
