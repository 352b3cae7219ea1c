import { parseArgs, type ParseArgsConfig } from 'node:util';
import type { CliCommand, CliContext, CliFlags } from './cli-context.ts';
import { tell } from './tell.ts';

const HELP = `Shows a recorded run on GitHub. No config is read: what a change says is text here, and nothing else.

Usage: sluice-github report --from DIR [--comment] [--author LOGIN] [--check NAME] [--status NAME]
       sluice-github annotate --from DIR
       sluice-github alert --from DIR --label LABEL [--branch B]… [--webhook]
       sluice-github pr-report --from DIR [--author LOGIN]
       sluice-github coverage --from DIR --out DIR

  report     A comment on the pull request, a check run with annotations, a commit status: those that are asked for.
             GATE_RESULT says how the job that decided ended.
  annotate   Annotations as commands of the runner, at most ten of a kind.
  alert      The issue of the default branch, or of a branch named, while its runs are blocked.
  pr-report  The comment on the pull request of a fork, after the run that workflow_run names.
  coverage   Gathers the coverage reports of recorded runs, to be uploaded.

  -h, --help   This help.
`;

type Options = NonNullable<ParseArgsConfig['options']>;

interface Command {
  readonly options: Options;
  readonly needed: readonly string[];
  readonly load: () => Promise<CliCommand>;
}

const TEXT = { type: 'string' } as const;

const COMMANDS: Readonly<Record<string, Command>> = {
  report: {
    options: { from: TEXT, comment: { type: 'boolean' }, author: TEXT, check: TEXT, status: TEXT },
    needed: ['from'],
    load: async () => (await import('./report.ts')).report,
  },
  annotate: {
    options: { from: TEXT },
    needed: ['from'],
    load: async () => (await import('./annotate.ts')).annotate,
  },
  alert: {
    options: { from: TEXT, label: TEXT, branch: { ...TEXT, multiple: true }, webhook: { type: 'boolean' } },
    needed: ['from', 'label'],
    load: async () => (await import('./alert.ts')).alert,
  },
  'pr-report': {
    options: { from: TEXT, author: TEXT },
    needed: ['from'],
    load: async () => (await import('./pr-report.ts')).prReport,
  },
  coverage: {
    options: { from: TEXT, out: TEXT },
    needed: ['from', 'out'],
    load: async () => (await import('./coverage.ts')).coverage,
  },
};

/** The command line of `sluice-github`. Gives the exit code: 2 for what it does not understand. */
export async function main(argv: readonly string[], context: CliContext): Promise<number> {
  const [name = '', ...rest] = argv;
  if (argv.includes('--help') || argv.includes('-h')) {
    context.out(HELP);
    return 0;
  }
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (command === undefined) return usage(context, name === '' ? 'no command' : `no command ${name}`);
  let flags: CliFlags;
  try {
    flags = parseArgs({ args: rest, options: command.options }).values as CliFlags;
  } catch (error) {
    return usage(context, error instanceof Error ? error.message : 'flags that cannot be read');
  }
  const missing = command.needed.find((flag) => (flags[flag] ?? '') === '');
  if (missing !== undefined) return usage(context, `${name} needs --${missing}`);
  try {
    return await (
      await command.load()
    )(flags, context);
  } catch (error) {
    // The verdict stands in another job: what goes wrong here is told, and makes nothing red.
    tell(context, { degraded: error instanceof Error ? error.message : 'it ended without a word' });
    return 0;
  }
}

function usage({ err }: CliContext, what: string): number {
  err(`sluice-github: ${JSON.stringify(what).slice(1, -1)}. See \`sluice-github --help\`.\n`);
  return 2;
}
