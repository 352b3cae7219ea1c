import type { ReportArgument } from '@sluice/core';
import { deliverAll, type Wanted } from './deliver-all.ts';
import { degradation } from './degradation.ts';
import { openTarget } from './open-target.ts';

/** Delivers a run from the process that decided it. Throws what could not be delivered, in a sentence. */
export async function deliverNow(
  { report, evidence, env, log, signal }: ReportArgument,
  wanted: Wanted,
): Promise<void> {
  const run = { report, ...(evidence === undefined ? {} : { sha256: evidence }) };
  const opened = await openTarget(run, { env, signal });
  if (opened.kind === 'read-only') {
    log('nothing is written: the token of a pull request from a fork only reads; the summary has the report');
    return;
  }
  if (opened.kind === 'fault') throw new Error(`${opened.fault.message} ${opened.fault.hint}`);
  try {
    const deliveries = await deliverAll(opened.target, wanted);
    for (const { name, said, isDelivered } of deliveries) if (isDelivered) log(`${name}: ${said}`);
    const degraded = degradation(deliveries);
    if (degraded !== undefined) throw new Error(degraded);
  } finally {
    await opened.close();
  }
}
