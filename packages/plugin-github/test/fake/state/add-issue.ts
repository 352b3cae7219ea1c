import type { FakeState } from './fake-state.ts';
import type { FakeIssue } from './repository-records.ts';
import type { IssueSeed } from './seed.ts';
import { stamp } from './stamp.ts';

/** An issue with its comments. Issues and pull requests share their numbers. */
export function addIssue(state: FakeState, seed: IssueSeed): FakeIssue {
  const { title, body, state: condition = 'open', labels = [], author = 'octocat', comments = [] } = seed;
  const createdAt = seed.createdAt ?? stamp(state);
  const number = seed.number ?? Math.max(0, ...state.issues.keys()) + 1;
  const issue: FakeIssue = {
    id: state.nextId(),
    number,
    title,
    body: body ?? null,
    state: condition,
    stateReason: condition === 'closed' ? 'completed' : null,
    labels: [...labels],
    author,
    createdAt,
    updatedAt: createdAt,
    closedAt: condition === 'closed' ? createdAt : null,
  };
  state.issues.set(number, issue);
  for (const { body: text, author: login = 'octocat', app } of comments) {
    state.comments.push({
      id: state.nextId(),
      issue: number,
      body: text,
      author: { login, ...(app === undefined ? {} : { app }) },
      createdAt,
      updatedAt: createdAt,
    });
  }
  return issue;
}
