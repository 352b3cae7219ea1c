import type { OperationId } from '../operations.ts';
import { ACTIONS } from './actions.ts';
import { CHECKS } from './checks.ts';
import { COMMENTS } from './comments.ts';
import { CONTENTS } from './contents.ts';
import { GIT } from './git.ts';
import { ISSUES } from './issues.ts';
import { PULL_WRITES } from './pull-writes.ts';
import type { Operation } from './operation.ts';
import { PULLS } from './pulls.ts';
import { REPOSITORY } from './repository.ts';
import { STATUSES } from './statuses.ts';

/** What answers each operation. The rate limit is the server's own. */
export const PERFORM: Readonly<Record<Exclude<OperationId, 'rate-limit/get'>, Operation>> = {
  ...ACTIONS,
  ...CHECKS,
  ...COMMENTS,
  ...CONTENTS,
  ...GIT,
  ...ISSUES,
  ...PULLS,
  ...PULL_WRITES,
  ...REPOSITORY,
  ...STATUSES,
};
