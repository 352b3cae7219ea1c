import type { Answer } from '../client/answer.ts';
import type { GithubClient } from '../client/github-client.ts';
import type { RepositoryName } from '../environment/github-environment.ts';
import { parseAlert, writeAlert, type AlertState } from './alert-section.ts';
import { issueCalls, type IssueCalls, type RemoteIssue } from './issue-calls.ts';
import { nextAlert, type AlertStep } from './next-alert.ts';
import type { Occasion } from './occasion.ts';

export interface AlertInput {
  readonly client: GithubClient;
  readonly repository: RepositoryName;
  readonly label: string;
  readonly occasion: Occasion;
}

/** What was done, and the issue where there is one. */
export interface Alerted {
  readonly outcome: 'opened' | 'updated' | 'closed' | 'unchanged';
  readonly url?: string;
}

/**
 * Keeps one open issue for a branch while its runs are blocked: opened by the first, counted up by those that follow, closed
 * by one that passes. Found by its label, which only those can give who may triage; an issue that people opened with
 * it and that tells of no branch is adopted, and their text stays.
 *
 * Two runs may end at once: each looks again after it has opened one, and the younger is closed.
 */
export async function deliverAlert(input: AlertInput): Promise<Answer<Alerted>> {
  const calls = issueCalls(input.client, input);
  const listed = await calls.open();
  if (!listed.ok) return listed;
  const found = ofBranch(listed.data, input.occasion.branch);
  const step = nextAlert(found?.state, input.occasion);
  if (step.kind === 'nothing') return done('unchanged', found?.issue);
  if (step.kind !== 'open' && found !== undefined) return change(found.issue, { step, input, calls });
  const adopted = listed.data.find(({ body }) => parseAlert(body ?? '') === undefined);
  return adopted === undefined ? open(step, { input, calls }) : change(adopted, { step, input, calls });
}

interface Context {
  readonly input: AlertInput;
  readonly calls: IssueCalls;
}

type Step = Exclude<AlertStep, { kind: 'nothing' }>;

interface Told {
  readonly issue: RemoteIssue;
  readonly state: AlertState;
}

function ofBranch(issues: readonly RemoteIssue[], branch: string): Told | undefined {
  return allOfBranch(issues, branch)[0];
}

function allOfBranch(issues: readonly RemoteIssue[], branch: string): readonly Told[] {
  return issues.flatMap((issue) => {
    const state = parseAlert(issue.body ?? '');
    return state?.branch === branch ? [{ issue, state }] : [];
  });
}

async function open(step: Step, { input, calls }: Context): Promise<Answer<Alerted>> {
  const { occasion } = input;
  // Without the right to make labels the issue still gets one that is there.
  await calls.makeLabel();
  const created = await calls.create(`${occasion.branch} is broken`, writeAlert('', step.state, occasion));
  const isLost = !created.ok && ['server', 'network', 'timeout'].includes(created.fault.kind);
  if (!created.ok && !isLost) return created;
  const again = await calls.open();
  if (!again.ok) return created.ok ? done('opened', created.data) : created;
  const [oldest, ...younger] = allOfBranch(again.data, occasion.branch);
  // An answer that was lost: the issue may be there all the same.
  if (oldest === undefined) return created.ok ? done('opened', created.data) : created;
  for (const { issue } of younger) {
    const closed = await calls.update(issue.number, { state: 'closed', state_reason: 'not_planned' });
    if (!closed.ok) return closed;
  }
  const isOwn = !created.ok || oldest.issue.number === created.data.number;
  return done(isOwn ? 'opened' : 'updated', oldest.issue);
}

async function change(
  issue: RemoteIssue,
  { step, input, calls }: Context & { readonly step: Step },
): Promise<Answer<Alerted>> {
  const { occasion } = input;
  if (step.kind !== 'close') {
    const body = writeAlert(issue.body ?? '', step.state, occasion);
    const written = await calls.update(issue.number, { body });
    return written.ok ? done(step.kind === 'open' ? 'opened' : 'updated', issue) : written;
  }
  // Closed first: if the words are lost, the state is right, and no later run says them a second time.
  const closed = await calls.update(issue.number, { state: 'closed', state_reason: 'completed' });
  if (!closed.ok) return closed;
  const { runs } = step.state;
  const said = await calls.comment(
    issue.number,
    `Passes again: [run ${occasion.run.runId}](${occasion.runUrl}) of ${occasion.run.headSha.slice(0, 9)}, after ${runs} blocked ${runs === 1 ? 'run' : 'runs'}.`,
  );
  return said.ok ? done('closed', issue) : said;
}

function done(outcome: Alerted['outcome'], issue: RemoteIssue | undefined): Answer<Alerted> {
  return { ok: true, data: { outcome, ...(issue === undefined ? {} : { url: issue.html_url }) } };
}
