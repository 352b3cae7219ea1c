import { z } from '@sluice/core';
import { isOlderRun } from '../comments/is-older-run.ts';
import { statusBody } from '../report/status-body.ts';
import type { Delivered } from './delivered.ts';
import type { DeliveryTarget } from './delivery-target.ts';
import { lost } from './lost.ts';

const status = z.object({
  context: z.string(),
  state: z.string(),
  description: z.string().nullish(),
  target_url: z.string().nullish(),
});

/** The commit status of a run. The newest of a name is the one that counts, so a later run's is left alone. */
export async function deliverStatus(
  { client, environment, run }: DeliveryTarget,
  context: string,
): Promise<Delivered> {
  const { repository, headSha, runId, attempt } = environment;
  const place = { owner: repository.owner, repo: repository.name };
  const body = statusBody(run, context, environment);
  const listed = await client.call({
    route: 'GET /repos/{owner}/{repo}/commits/{ref}/statuses',
    parameters: { ...place, ref: headSha, per_page: 100 },
    read: z.array(status),
  });
  if (!listed.ok) return lost(listed.fault);
  const present = listed.data.find((one) => one.context === context);
  const told = runOfUrl(present?.target_url ?? '');
  if (told !== undefined && isOlderRun({ runId, attempt, headSha }, { ...told, headSha }))
    return { isDelivered: true, said: 'a later run has reported already' };
  const isSame =
    present?.state === body.state &&
    present.description === body.description &&
    present.target_url === body.target_url;
  if (isSame) return { isDelivered: true, said: `unchanged: ${body.state}` };
  const sent = await client.call({
    route: 'POST /repos/{owner}/{repo}/statuses/{sha}',
    parameters: { ...place, sha: headSha, ...body },
    read: z.unknown(),
    // A second one of the same name only takes the place of the first.
    isRepeatable: true,
  });
  return sent.ok ? { isDelivered: true, said: body.state } : lost(sent.fault);
}

function runOfUrl(url: string): { readonly runId: number; readonly attempt: number } | undefined {
  const [, runId, attempt] = /\/actions\/runs\/(\d{1,15})\/attempts\/(\d{1,6})$/u.exec(url) ?? [];
  return runId === undefined ? undefined : { runId: Number(runId), attempt: Number(attempt) };
}
