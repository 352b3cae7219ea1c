import type { FakeToken } from './token.ts';

const every = (access: 'read' | 'write'): FakeToken['permissions'] =>
  Object.fromEntries(
    ['actions', 'checks', 'contents', 'issues', 'pull-requests', 'statuses'].map((name) => [name, access]),
  );

/** The tokens that a fake knows when its seed names none: of a workflow, of one that a fork started, and of a person. */
export const TOKENS = {
  ghs_workflow: { login: 'github-actions[bot]', app: 'github-actions', permissions: every('write') },
  ghs_fork: { login: 'github-actions[bot]', app: 'github-actions', permissions: every('read') },
  ghp_person: { login: 'octocat', permissions: every('write') },
} as const satisfies Readonly<Record<string, FakeToken>>;
