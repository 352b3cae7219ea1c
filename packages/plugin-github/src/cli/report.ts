import { resolve } from 'node:path';
import { degradation } from '../deliver/degradation.ts';
import { deliverAll, type Wanted } from '../deliver/deliver-all.ts';
import { openTarget } from '../deliver/open-target.ts';
import { readRecord } from '../deliver/read-record.ts';
import { reportOptions } from '../report/report-options.ts';
import type { CliCommand, CliContext, CliFlags } from './cli-context.ts';
import { tell } from './tell.ts';

/** `sluice-github report`: delivers a recorded run, in the job that may write. */
export const report: CliCommand = async (flags, context) => {
  const wanted = wantedOf(flags);
  if (typeof wanted === 'string') {
    context.err(`sluice-github: ${wanted}.\n`);
    return 2;
  }
  const { env, cwd } = context;
  const { run, fault } = await readRecord(resolve(cwd, String(flags['from'])));
  if (fault !== undefined) tell(context, { degraded: fault });
  const gateResult = env['GATE_RESULT'] ?? '';
  const recorded = { ...run, ...(gateResult === '' ? {} : { gateResult }) };
  const opened = await openTarget(recorded, { env, ...context.client });
  if (opened.kind === 'read-only')
    tell(context, { said: 'nothing is written: the token of a pull request from a fork only reads' });
  if (opened.kind === 'fault') tell(context, { degraded: `${opened.fault.message} ${opened.fault.hint}` });
  if (opened.kind !== 'open') return 0;
  try {
    await deliver(opened.target, wanted, context);
  } finally {
    await opened.close();
  }
  return 0;
};

async function deliver(
  target: Parameters<typeof deliverAll>[0],
  wanted: Wanted,
  context: CliContext,
): Promise<void> {
  const deliveries = await deliverAll(target, wanted);
  for (const { name, said, isDelivered } of deliveries)
    if (isDelivered) tell(context, { said: `${name}: ${said}` });
  const degraded = degradation(deliveries);
  if (degraded !== undefined) tell(context, { degraded });
  tell(context, { said: `${target.client.requests()} requests` });
}

/** What the flags ask for, or what is wrong with them: they may be no other than what an option may be. */
function wantedOf({ comment, author, check, status }: CliFlags): Wanted | string {
  const read = reportOptions.safeParse({
    comment: comment === true,
    check: check ?? false,
    status: status ?? false,
    ...(author === undefined ? {} : { author }),
  });
  if (read.success) return read.data;
  const [first] = read.error.issues;
  return `--${String(first?.path[0] ?? 'flag')} ${first?.message ?? 'is invalid'}`;
}
