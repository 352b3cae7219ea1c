import { JSON_FLAG } from './json-flag.ts';
import type { Verb } from './verb.ts';

/** Verbs that look at what is there already, and run no check: recorded runs, logs, this machine. In the order of help. */
export const RECORDED_VERBS: readonly Verb[] = [
  {
    name: 'report',
    summary: 'Draws a recorded run again.',
    usage: 'sluice report [--from RUN] [--format FMT=FILE]',
    flags: {
      from: { type: 'string', value: 'RUN', description: 'A run id or folder. Default: the latest.' },
      format: {
        type: 'string',
        value: 'FMT=FILE',
        multiple: true,
        description: 'Write html, json, junit, markdown or sarif to a file.',
      },
      json: JSON_FLAG,
    },
    positionals: { min: 0, max: 0 },
    examples: [
      'sluice report',
      'sluice report --format html=report.html',
      'sluice report --from run-folder --format junit=junit.xml',
    ],
    load: async () => (await import('./commands/report.ts')).report,
  },
  {
    name: 'simulate',
    summary: 'Decides recorded runs again under another policy: which would flip, and why.',
    usage: 'sluice simulate --config FILE [--runs DIR] [--json]',
    flags: {
      config: { type: 'string', value: 'FILE', description: 'The config with the other policy.' },
      runs: {
        type: 'string',
        value: 'DIR',
        description: 'Run folders, reports or downloaded artifacts. Default: the runs recorded here.',
      },
      json: JSON_FLAG,
    },
    positionals: { min: 0, max: 0 },
    examples: [
      'sluice simulate --config strict.config.ts',
      'sluice simulate --config strict.config.ts --runs downloads --json',
    ],
    load: async () => (await import('./commands/simulate.ts')).simulate,
  },
  {
    name: 'verify',
    summary: 'Computes a recorded run anew: every file, every conclusion, the verdict.',
    usage: 'sluice verify [RUN | --commit SHA] [--sha256 DIGEST] [--json]',
    flags: {
      commit: {
        type: 'string',
        value: 'SHA',
        description:
          'Fetch what a plugin keeps of the run of this commit, with the digest that stands there.',
      },
      sha256: {
        type: 'string',
        value: 'DIGEST',
        description: 'What the run printed after "evidence sha256": the folder must be that one.',
      },
      json: JSON_FLAG,
    },
    positionals: { min: 0, max: 1 },
    examples: ['sluice verify', 'sluice verify downloads/gate --json', 'sluice verify --commit 3f2c1ab'],
    load: async () => (await import('./commands/verify.ts')).verify,
  },
  {
    name: 'triage',
    summary: 'Says why a log failed, and whether a rerun would help.',
    usage: 'sluice triage FILE… [--explain] [--junit FILE]… [--json]',
    flags: {
      explain: {
        type: 'boolean',
        description: 'Show each line that a rule knows, whether it counts, and why it came to this.',
      },
      junit: {
        type: 'string',
        multiple: true,
        value: 'FILE',
        description:
          'JUnit results of the same tests: one that failed for a cause in the code is not transient.',
      },
      json: JSON_FLAG,
    },
    positionals: { min: 1, max: Infinity },
    examples: [
      'sluice triage build.log',
      'gh run view 123 --log-failed | sluice triage -',
      'sluice triage logs --explain',
      'sluice triage logs/1.log logs/2.log --json',
    ],
    load: async () => (await import('./commands/triage.ts')).triage,
  },
  {
    name: 'doctor',
    summary: 'Lists tools, versions and plugins: what is missing and how to get it.',
    usage: 'sluice doctor [PLUGIN] [--json]',
    flags: { json: JSON_FLAG },
    positionals: { min: 0, max: 1 },
    examples: ['sluice doctor', 'sluice doctor python'],
    load: async () => (await import('./commands/doctor.ts')).doctor,
  },
];
