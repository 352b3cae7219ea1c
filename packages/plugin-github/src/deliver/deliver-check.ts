import { z } from '@sluice/core';
import { isOlderRun } from '../comments/is-older-run.ts';
import type { Annotation } from '../report/annotation.ts';
import { annotationsOf } from '../report/annotations-of.ts';
import { changedFile, changedLines, type ChangedLines } from '../report/changed-lines.ts';
import { checkRunBody, type CheckRunBody } from '../report/check-run-body.ts';
import { checkCalls, type CheckCalls, type RemoteCheckRun } from './check-calls.ts';
import type { Delivered } from './delivered.ts';
import type { DeliveryTarget } from './delivery-target.ts';
import { lost } from './lost.ts';
import { newestOwn } from './own-check.ts';

/** GitHub takes so many a request. */
const BATCH = 50;
const MOST_ANNOTATIONS = 500;

/**
 * The check run of a run, with its annotations. A second run of a commit updates the first one's, and adds only the
 * annotations that are not there: GitHub appends, and would show each twice.
 */
export async function deliverCheck(target: DeliveryTarget, name: string): Promise<Delivered> {
  const { client, environment, run } = target;
  const calls = checkCalls(client, environment);
  const listed = await calls.list(name);
  if (!listed.ok) return lost(listed.fault);
  const present = newestOwn(listed.data);
  const { runId, attempt, headSha } = environment;
  if (present !== undefined && isOlderRun({ runId, attempt, headSha }, { ...present.of, headSha }))
    return { isDelivered: true, said: 'a later run has reported already' };
  const wanted =
    run.report === undefined
      ? { shown: [], left: 0 }
      : annotationsOf(run.report, await linesOf(target), MOST_ANNOTATIONS);
  const known = present === undefined ? undefined : await knownKeys(present.check, calls);
  const fresh = wanted.shown.filter((annotation) => known?.has(keyOf(annotation)) !== true);
  const room = Math.max(0, MOST_ANNOTATIONS - (present?.check.output.annotations_count ?? 0));
  const left = wanted.left + Math.max(0, fresh.length - room);
  const body = checkRunBody(run, { name, environment, left });
  return send({ calls, body, annotations: fresh.slice(0, room), present: present?.check });
}

interface SendInput {
  readonly calls: CheckCalls;
  readonly body: CheckRunBody;
  readonly annotations: readonly Annotation[];
  readonly present: RemoteCheckRun | undefined;
}

async function send({ calls, body, annotations, present }: SendInput): Promise<Delivered> {
  const first = annotations.slice(0, BATCH);
  const begun =
    present === undefined ? await calls.create(body, first) : await calls.update(present.id, body, first);
  if (!begun.ok) return lost(begun.fault);
  for (let at = BATCH; at < annotations.length; at += BATCH) {
    const added = await calls.update(begun.data.id, body, annotations.slice(at, at + BATCH));
    if (!added.ok)
      return lost(added.fault, `${annotations.length - at} of ${annotations.length} annotations`);
  }
  const count = annotations.length === 1 ? '1 annotation' : `${annotations.length} annotations`;
  const words = [present === undefined ? 'created' : 'updated', 'with', count, begun.data.html_url ?? ''];
  return { isDelivered: true, said: words.join(' ').trim() };
}

interface Keyed {
  readonly path: string;
  readonly start_line: number;
  readonly title?: string | null | undefined;
  readonly message?: string | null | undefined;
}

const keyOf = ({ path, start_line: line, title, message }: Keyed): string =>
  [path, line, title ?? '', message ?? ''].join('\0');

async function knownKeys(check: RemoteCheckRun, calls: CheckCalls): Promise<ReadonlySet<string>> {
  if (check.output.annotations_count === 0) return new Set();
  const listed = await calls.annotations(check.id);
  // Unread, each may be drawn twice; left out, a new one might be missing.
  return new Set(listed.ok ? listed.data.map(keyOf) : []);
}

/** Three hundred files: beyond that, files count as changed by the plan's own list alone. */
const MOST_PAGES = 3;

async function linesOf({ client, environment, pull }: DeliveryTarget): Promise<ChangedLines> {
  const { repository, headSha, pullRequest } = environment;
  const state = await pull();
  // The lines of another commit would be those of another file.
  if (pullRequest === undefined || state?.headSha !== headSha) return new Map();
  const answer = await client.pages(
    {
      route: 'GET /repos/{owner}/{repo}/pulls/{pull_number}/files',
      parameters: { owner: repository.owner, repo: repository.name, pull_number: pullRequest.number },
      read: z.array(changedFile),
    },
    MOST_PAGES,
  );
  return answer.ok ? changedLines(answer.data.items) : new Map();
}
