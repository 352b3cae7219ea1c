import { ownName } from '../views/own-name.ts';
import { repositoryView } from '../views/repository-view.ts';
import { userView } from '../views/user-view.ts';
import { view } from '../views/view.ts';
import { notFound } from './not-found.ts';
import type { Operation } from './operation.ts';
import { refuse } from './refuse.ts';

/** The repository, its rules, and who calls. */
export const REPOSITORY = {
  'repos/get': ({ state }) => ({
    status: 200,
    body: {
      ...repositoryView(state, ownName(state), 'full-repository'),
      has_issues: state.hasIssues,
    },
  }),
  'repos/get-branch-rules': ({ state, path }) => ({ items: state.rules.get(path['branch'] ?? '') ?? [] }),
  'repos/get-repo-rulesets': ({ state }) => ({ items: state.rulesets }),
  'repos/get-repo-ruleset': ({ state, path }) => {
    const ruleset = state.rulesets.find(({ id }) => String(id) === path['ruleset_id']);
    return ruleset === undefined ? notFound() : { status: 200, body: ruleset };
  },
  'repos/create-dispatch-event': ({ state, body }) => {
    state.dispatches.push(body);
    return { status: 204 };
  },
  'users/get-authenticated': ({ token }) =>
    token.app === undefined
      ? { status: 200, body: { ...view('public-user', {}), ...userView(token.login) } }
      : refuse(403, 'Resource not accessible by integration'),
} as const satisfies Readonly<Record<string, Operation>>;
