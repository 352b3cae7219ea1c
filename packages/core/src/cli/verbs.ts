import { JSON_FLAG } from './json-flag.ts';
import { RECORDED_VERBS } from './recorded-verbs.ts';
import type { Flag, Verb } from './verb.ts';

const SELECTION = {
  all: { type: 'boolean', short: 'a', description: 'No path filter: everything counts as changed.' },
  base: { type: 'string', value: 'REF', description: 'The commit to compare with.' },
  skip: {
    type: 'string',
    value: 'ID',
    multiple: true,
    description: 'Leave a check out; the verdict is then partial.',
  },
} as const satisfies Record<string, Flag>;

/** Every verb of core, in the order of help. */
export const VERBS: readonly Verb[] = [
  {
    name: 'init',
    summary: 'Writes a ci.config.ts for what it finds here, and says what it guessed; or a new plugin.',
    usage: 'sluice init [--plugin NAME] [--force] [--dry-run]',
    flags: {
      force: { type: 'boolean', description: 'Overwrite a config that is there.' },
      'dry-run': { type: 'boolean', description: 'Show what would be written; write nothing.' },
      plugin: {
        type: 'string',
        value: 'NAME',
        description: 'Write a plugin with a check and its tests into sluice-plugin-NAME instead.',
      },
    },
    positionals: { min: 0, max: 0 },
    examples: ['sluice init', 'sluice init --dry-run', 'sluice init --plugin house-rules'],
    load: async () => (await import('./commands/init.ts')).init,
  },
  {
    name: 'run',
    summary: 'Plans, runs, decides, reports.',
    usage: 'sluice run [id…] [flags]',
    flags: {
      ...SELECTION,
      jobs: {
        type: 'string',
        short: 'j',
        value: 'N',
        description: 'How many checks run at once. Default: the processors.',
      },
      'no-cache': { type: 'boolean', description: 'Reuse no result; environments and tools stay.' },
      'fail-fast': {
        type: 'boolean',
        description: 'Cancel the rest at the first required check that is no success.',
      },
      plan: {
        type: 'string',
        value: 'FILE',
        description: 'Execute this plan, or with ids a part of it, or nothing.',
      },
      out: {
        type: 'string',
        value: 'DIR',
        description: 'Copy the run folder here: report, logs, artifacts.',
      },
      profile: {
        type: 'string',
        value: 'FILE',
        description: 'Write where the time went, for the viewers of Chrome and Perfetto.',
      },
      format: {
        type: 'string',
        value: 'FMT=FILE',
        multiple: true,
        description: 'Write html, json, junit, markdown or sarif to a file as well.',
      },
      json: JSON_FLAG,
    },
    positionals: { min: 0, max: Infinity },
    examples: [
      'sluice run',
      'sluice run python/pytest@3.12',
      'sluice run --all --json',
      'sluice run --format html=report.html',
      "sluice run 'python/*' --skip python/mypy -j 4",
    ],
    load: async () => (await import('./commands/run.ts')).run,
  },
  {
    name: 'plan',
    summary: 'Says what would run and why; starts no check.',
    usage: 'sluice plan [id…] [flags]',
    flags: {
      ...SELECTION,
      out: { type: 'string', value: 'DIR', description: 'Write plan.json here, problems included.' },
      'github-matrix': {
        type: 'boolean',
        description: 'Print matrix=, count= and hash= for $GITHUB_OUTPUT.',
      },
      json: JSON_FLAG,
    },
    positionals: { min: 0, max: Infinity },
    examples: [
      'sluice plan',
      'sluice plan --base origin/main',
      'sluice plan --json',
      'sluice plan --out plan --github-matrix >> "$GITHUB_OUTPUT"',
    ],
    load: async () => (await import('./commands/plan.ts')).plan,
  },
  {
    name: 'list',
    summary: 'Lists the checks, their level and what gave it.',
    usage: 'sluice list [--json]',
    flags: { json: JSON_FLAG },
    positionals: { min: 0, max: 0 },
    examples: ['sluice list'],
    load: async () => (await import('./commands/list.ts')).list,
  },
  {
    name: 'explain',
    summary: 'Says why: planned or skipped, blocked or not, and the smallest change that flips the verdict.',
    usage: 'sluice explain [id] [--run RUN]',
    flags: {
      run: { type: 'string', value: 'RUN', description: 'A recorded run. Default: the latest.' },
      json: JSON_FLAG,
    },
    positionals: { min: 0, max: 1 },
    examples: ['sluice explain', 'sluice explain python/pytest@3.12', 'sluice explain python/coverage'],
    load: async () => (await import('./commands/explain.ts')).explain,
  },
  {
    name: 'fix',
    summary: 'Runs the fixers of checks, one after another, and lists the files that changed.',
    usage: 'sluice fix [id…]',
    flags: {},
    positionals: { min: 0, max: Infinity },
    examples: ['sluice fix', 'sluice fix python/black'],
    load: async () => (await import('./commands/fix.ts')).fix,
  },
  {
    name: 'waive',
    summary: 'Writes a waiver: an accepted failure with a reason, an owner and an end.',
    usage: 'sluice waive ID --reason R --owner O --until D',
    flags: {
      reason: { type: 'string', value: 'R', description: 'Why, in 10 characters or more.' },
      owner: { type: 'string', value: 'O', description: 'Who answers for it.' },
      until: { type: 'string', value: 'D', description: 'Last day it counts: YYYY-MM-DD.' },
    },
    positionals: { min: 1, max: 1 },
    examples: [
      'sluice waive python/black --reason "reformatting lands on Friday" --owner @ann --until 2026-12-01',
      'sluice waive pytest:tests/test_orders.py::test_refund --reason "bank closed until Monday" --owner @ann --until 2026-12-01',
    ],
    load: async () => (await import('./commands/waive.ts')).waive,
  },
  {
    name: 'baseline',
    summary: 'Accepted findings: shows them, takes out what is gone, and lets new ones in only for a reason.',
    usage: 'sluice baseline show|update|prune [flags]',
    flags: {
      'accept-new': { type: 'boolean', description: 'With update: accept what is new, too.' },
      reason: { type: 'string', value: 'R', description: 'Why, in 10 characters or more.' },
      run: {
        type: 'string',
        value: 'RUN',
        description: 'A recorded run. Default: the latest, or one made now.',
      },
      json: JSON_FLAG,
    },
    positionals: { min: 1, max: 1 },
    examples: [
      'sluice baseline show',
      'sluice baseline update',
      'sluice baseline update --accept-new --reason "what was there before the gate"',
      'sluice baseline prune',
    ],
    load: async () => (await import('./commands/baseline.ts')).baseline,
  },
  {
    name: 'lock',
    summary: 'Writes ci.lock.json, or with --check says how it differs.',
    usage: 'sluice lock [--check]',
    flags: { check: { type: 'boolean', description: 'Write nothing; exit 1 when the lock differs.' } },
    positionals: { min: 0, max: 0 },
    examples: ['sluice lock', 'sluice lock --check'],
    load: async () => (await import('./commands/lock.ts')).lock,
  },
  {
    name: 'cache',
    summary: 'Earlier results that are kept to be used again: shows them, or removes what is old.',
    usage: 'sluice cache show|prune [--all] [--json]',
    flags: {
      all: { type: 'boolean', description: 'With prune: remove everything.' },
      json: JSON_FLAG,
    },
    positionals: { min: 1, max: 1 },
    examples: ['sluice cache show', 'sluice cache prune', 'sluice cache prune --all'],
    load: async () => (await import('./commands/cache.ts')).cache,
  },
  {
    name: 'gate',
    summary: 'Decides from the plan and the results of other machines.',
    usage: 'sluice gate --from DIR… [--at DATE] [--format FMT=FILE]',
    flags: {
      from: {
        type: 'string',
        value: 'DIR',
        multiple: true,
        description: 'A run folder, or a folder of run folders.',
      },
      at: {
        type: 'string',
        value: 'DATE',
        description: "The day that counts as now. Default: the results' own.",
      },
      format: {
        type: 'string',
        value: 'FMT=FILE',
        multiple: true,
        description: 'Write html, json, junit, markdown or sarif to a file as well.',
      },
      ...SELECTION,
      json: JSON_FLAG,
    },
    positionals: { min: 0, max: 0 },
    examples: ['sluice gate --from results/', 'sluice gate --from leg-1 --from leg-2 --json'],
    load: async () => (await import('./commands/gate.ts')).gate,
  },
  ...RECORDED_VERBS,
];
