import type { LoadedRules } from '@sluice/core';
import type { ClientOptions } from '../client/client-options.ts';
import { openClient } from '../client/open-client.ts';
import type { RepositoryName } from '../environment/github-environment.ts';
import { considerRun } from './consider-run.ts';
import { readLedger, writeLedger } from './ledger-file.ts';
import type { Ledger } from './ledger.ts';
import { mergeLedgers } from './merge-ledgers.ts';
import { rerunCalls } from './rerun-calls.ts';
import type { RerunContext } from './rerun-context.ts';
import type { RerunLimits } from './rerun-facts.ts';
import { sweepWaiting } from './sweep-waiting.ts';
import { tellPull } from './tell-pull.ts';
import type { Told } from './told.ts';

export interface RerunRequest {
  /** Where the state folder is. */
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly repository: RepositoryName;
  /** Without one, what waits is looked at. */
  readonly runId?: number;
  readonly rules?: LoadedRules['rules'];
  readonly limits: RerunLimits;
  readonly isDry: boolean;
  readonly nowMs: number;
  readonly signal?: AbortSignal;
  readonly client?: Partial<ClientOptions>;
}

/** What was done, and what could not be. */
export interface RerunAnswer {
  readonly told: readonly Told[];
  readonly notes: readonly string[];
}

/** For one log, all of its hundred megabytes. */
const LOG_MS = 120_000;

/** `sluice rerun` without its arguments. Throws nothing of GitHub's: what it refuses is told. */
export async function runRerun(request: RerunRequest): Promise<RerunAnswer> {
  const { env, repository, signal, isDry } = request;
  const { ledger, note } = await readLedger(request);
  const notes = note === undefined ? [] : [note];
  const opened = await openClient({
    env,
    timeoutMs: LOG_MS,
    ...(signal === undefined ? {} : { signal }),
    ...request.client,
  });
  if (!opened.ok) return { told: [], notes: [...notes, `${opened.fault.message} ${opened.fault.hint}`] };
  const client = opened.data;
  try {
    const context: RerunContext = { ...request, client, calls: rerunCalls(client, repository) };
    const done = await decided(context, request.runId, ledger);
    if (!isDry && done.ledger !== ledger) await save(request, done.ledger).catch(fail(notes));
    const told = [];
    for (const one of done.told) {
      const trouble = await tellPull(context, one);
      told.push(trouble === undefined ? one : { ...one, trouble: [...one.trouble, trouble] });
    }
    return { told, notes };
  } finally {
    await client.close();
  }
}

/** Read again first: another run of this verb may have ended meanwhile. */
async function save(request: RerunRequest, mine: Ledger): Promise<void> {
  const { ledger } = await readLedger(request);
  await writeLedger(request, mergeLedgers(ledger, mine));
}

async function decided(
  context: RerunContext,
  runId: number | undefined,
  ledger: Ledger,
): Promise<{ readonly told: readonly Told[]; readonly ledger: Ledger }> {
  if (runId === undefined) return sweepWaiting(context, ledger);
  const considered = await considerRun(context, runId, ledger);
  return { told: [considered.told], ledger: considered.ledger };
}

const fail =
  (notes: string[]) =>
  (error: NodeJS.ErrnoException): void =>
    void notes.push(`The ledger was not written: ${error.code ?? error.message}.`);
