import type { Reply } from './operation.ts';
import { refuse } from './refuse.ts';

/** The limit of GitHub for the body of an issue or a comment; its description does not know it. */
const MOST_CHARACTERS = 65_536;

/** The refusal of a body that is too long or blank. */
export function checkText(
  body: unknown,
  resource: 'Issue' | 'IssueComment' | 'PullRequest',
): Reply | undefined {
  if (typeof body !== 'string') return undefined;
  if (body.length > MOST_CHARACTERS) {
    const message = 'body is too long (maximum is 65536 characters)';
    return refuse(422, 'Validation Failed', [{ resource, code: 'unprocessable', field: 'data', message }]);
  }
  if (resource === 'IssueComment' && body.trim() === '') {
    const message = "Body can't be blank";
    return refuse(422, 'Validation Failed', [{ resource, code: 'unprocessable', field: 'data', message }]);
  }
  return undefined;
}
