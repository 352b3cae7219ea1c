import { OPERATIONS, type OperationId } from '../operations.ts';
import type { FakeState } from '../state/fake-state.ts';
import type { FakeToken } from '../state/token.ts';

/** Whether the token has one of the permissions that the operation needs. */
export function mayCall(
  state: FakeState,
  token: FakeToken,
  id: OperationId,
  path: Readonly<Record<string, string>>,
): boolean {
  const needs: readonly string[] = OPERATIONS[id];
  const isOfIssue = isOfIssueAlone(state, path);
  const counting = needs.filter((need) => !(isOfIssue && need.startsWith('pull-requests:')));
  return needs.length === 0 || counting.some((need) => grants(token, need));
}

function grants({ permissions }: FakeToken, need: string): boolean {
  const [name = '', access] = need.split(':');
  const granted = permissions[name];
  return granted === 'write' || (granted === 'read' && access === 'read');
}

/** `pull-requests` opens the comments and labels of pull requests, not those of issues. */
function isOfIssueAlone({ pulls, comments }: FakeState, path: Readonly<Record<string, string>>): boolean {
  const { issue_number: number, comment_id: comment } = path;
  if (number !== undefined) return !pulls.has(Number(number));
  if (comment === undefined) return false;
  const issue = comments.find(({ id }) => String(id) === comment)?.issue;
  return issue !== undefined && !pulls.has(issue);
}
