import { appendFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import {
  CiError,
  disarmCommands,
  loadRules,
  oneLine,
  type PluginCommand,
  type PluginCommandContext,
} from '@sluice/core';
import { fields } from '../environment/fields.ts';
import type { RerunAnswer, RerunRequest } from '../rerun/run-rerun.ts';

const HELP = `Runs a failed run of GitHub Actions again, once, when what failed may pass the next time.

Usage: sluice rerun [--run ID]

In a workflow that follows another (workflow_run) it looks at the run that ended; on a schedule, at the runs that wait for
a host to come back.

      --run ID        The run to look at.
      --dry-run       Say what would be done, and do nothing.
      --ledger        What was decided so far, and what came of it. Asks nobody.
      --most-jobs N   Do nothing when more jobs failed. Default: 10.
      --per-day N     Run no more than these again within a day. Default: 20.
      --json          One JSON document on standard output.
      --cwd DIR       The folder of the config, or one below it. Default: here.
  -h, --help          This help.

Exits with 0 whatever GitHub answers: the reason is in the output and in the summary of the run.
`;

/** `sluice rerun`: reruns of failed runs, once, and the ledger of them. */
export const rerunCommand: PluginCommand = {
  name: 'rerun',
  description: 'Runs a failed run of GitHub Actions again when its log says that it may pass.',
  run: rerun,
};

interface Flags {
  readonly run?: string;
  readonly help?: boolean;
  readonly json?: boolean;
  readonly ledger?: boolean;
  readonly 'dry-run'?: boolean;
  readonly 'most-jobs': string;
  readonly 'per-day': string;
}

async function rerun(context: PluginCommandContext): Promise<number> {
  const flags = readFlags(context.argv);
  if (flags.help === true) context.out(HELP);
  else if (flags.ledger === true) await showLedger(context, flags.json === true);
  else await answer(context, flags);
  return 0;
}

async function showLedger({ cwd, env, out, err }: PluginCommandContext, isJson: boolean): Promise<void> {
  const [{ readLedger }, { ledgerText }] = await Promise.all([
    import('../rerun/ledger-file.ts'),
    import('../rerun/ledger-text.ts'),
  ]);
  const { ledger, note } = await readLedger({ cwd, env });
  if (note !== undefined) err(`${note}\n`);
  out(isJson ? `${JSON.stringify(ledger, null, 2)}\n` : ledgerText(ledger));
}

async function answer(context: PluginCommandContext, flags: Flags): Promise<void> {
  const { cwd, env, signal, out, err } = context;
  const request = await requestOf(env, flags);
  const [{ runRerun }, { rules, warning }] = await Promise.all([
    import('../rerun/run-rerun.ts'),
    loadRules(cwd),
  ]);
  if (warning !== undefined) err(`${warning}\n`);
  const answered = await runRerun({
    ...request,
    cwd,
    env,
    signal,
    nowMs: Date.now(),
    ...(rules === undefined ? {} : { rules }),
  });
  for (const note of answered.notes) err(`${disarmCommands(oneLine(note))}\n`);
  if (flags.json === true) out(`${JSON.stringify({ isDry: request.isDry, ...answered }, null, 2)}\n`);
  else await print(answered, out);
  const summary = env['GITHUB_STEP_SUMMARY'];
  if (request.isDry || summary === undefined || summary === '') return;
  await appendFile(summary, await summaryOf(answered)).catch((error: NodeJS.ErrnoException) => {
    err(`The summary was not written: ${error.code ?? 'unknown error'}.\n`);
  });
}

async function print({ told }: RerunAnswer, out: (text: string) => void): Promise<void> {
  const { toldText } = await import('../rerun/told-text.ts');
  for (const one of told) out(toldText(one));
  if (told.length === 0) out('No run waits.\n');
}

async function summaryOf({ told, notes }: RerunAnswer): Promise<string> {
  const [{ toldMarkdown }, { escapeMarkdown }] = await Promise.all([
    import('../rerun/told-markdown.ts'),
    import('@sluice/core'),
  ]);
  return [...told.map(toldMarkdown), ...notes.map((note) => `${escapeMarkdown(note)}\n`)].join('\n');
}

type Request = Pick<RerunRequest, 'repository' | 'runId' | 'limits' | 'isDry'>;

/** Which run of which repository: from the flag, or from the event. */
async function requestOf(env: PluginCommandContext['env'], flags: Flags): Promise<Request> {
  const limits = {
    mostJobs: countOf('--most-jobs', flags['most-jobs']),
    perDay: countOf('--per-day', flags['per-day']),
  };
  const isDry = flags['dry-run'] === true;
  if (flags.run !== undefined) {
    const repository = fields.repository.safeParse(env['GITHUB_REPOSITORY']).data;
    if (repository === undefined)
      throw usage('GITHUB_REPOSITORY does not name the repository.', 'Set it: GITHUB_REPOSITORY=owner/name.');
    return { repository, runId: countOf('--run', flags.run), limits, isDry };
  }
  const { readEnvironment } = await import('../environment/read-environment.ts');
  const read = await readEnvironment(env);
  if (!read.ok) throw new CiError([read.fault]);
  const { event, repository, finishedRun } = read.environment;
  if (event === 'workflow_run' && finishedRun !== undefined)
    return { repository, runId: finishedRun.id, limits, isDry };
  if (event === 'schedule' || event === 'workflow_dispatch') return { repository, limits, isDry };
  throw usage(`The event ${event} names no run that ended.`, 'Name one with --run ID.');
}

function countOf(flag: string, text: string): number {
  if (/^[1-9]\d{0,14}$/u.test(text)) return Number(text);
  throw usage(
    `${flag} takes a number from 1, not ${JSON.stringify(oneLine(text))}.`,
    'See `sluice rerun --help`.',
  );
}

const usage = (message: string, hint: string): CiError => new CiError([{ code: 'USAGE', message, hint }]);

function readFlags(argv: readonly string[]): Flags {
  try {
    const { values } = parseArgs({
      args: [...argv],
      options: {
        run: { type: 'string' },
        cwd: { type: 'string' },
        help: { type: 'boolean', short: 'h' },
        json: { type: 'boolean' },
        ledger: { type: 'boolean' },
        'dry-run': { type: 'boolean' },
        'most-jobs': { type: 'string', default: '10' },
        'per-day': { type: 'string', default: '20' },
      },
    });
    return values as Flags;
  } catch (error) {
    const said = error instanceof Error ? oneLine(error.message) : '';
    throw usage(`sluice rerun does not understand its arguments: ${said}`, 'See `sluice rerun --help`.');
  }
}
