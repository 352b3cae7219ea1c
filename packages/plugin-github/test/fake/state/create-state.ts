import { addCommit } from './add-commit.ts';
import { addIssue } from './add-issue.ts';
import { addPull } from './add-pull.ts';
import { addRun } from './add-run.ts';
import type { FakeState } from './fake-state.ts';
import type { BranchSeed, Seed } from './seed.ts';
import { shaOf } from './sha-of.ts';
import { stamp } from './stamp.ts';
import { TOKENS } from './tokens.ts';
import { zipOf } from './zip-of.ts';

/** The state that a seed describes: without one, a repository `acme/orders` with one commit and one workflow. */
export function createState(seed: Seed): FakeState {
  const state = emptyState(seed);
  const { defaultBranch } = state.repository;
  addCommit(state, {
    sha: shaOf('initial'),
    message: 'Initial commit',
    parents: [],
    files: seed.files ?? { 'README.md': '# Orders\n' },
    ref: `heads/${defaultBranch}`,
  });
  for (const branch of seed.branches ?? []) addBranch(state, branch);
  for (const { name, color = 'ededed', description = null } of seed.labels ?? [])
    state.labels.set(name.toLowerCase(), { id: state.nextId(), name, color, description });
  for (const issue of seed.issues ?? []) addIssue(state, issue);
  for (const pull of seed.pulls ?? []) addPull(state, pull);
  for (const run of seed.runs ?? []) addRun(state, run);
  state.artifacts = (seed.artifacts ?? []).map(({ runId, name, files, isExpired = false }) => ({
    id: state.nextId(),
    runId,
    name,
    isExpired,
    createdAt: stamp(state),
    zip: zipOf(files),
  }));
  return state;
}

function emptyState(seed: Seed): FakeState {
  const { owner = 'acme', name = 'orders', defaultBranch = 'main' } = seed.repository ?? {};
  const { isPrivate = true, formerNames = [] } = seed.repository ?? {};
  let id = 1000;
  const nextId = (): number => (id += 1);
  const fixed = seed.now === undefined ? undefined : Date.parse(seed.now);
  const now = (): number => fixed ?? Date.now();
  const workflows = seed.workflows ?? [{ name: 'CI', path: '.github/workflows/ci.yml' }];
  return {
    repository: { id: 1, owner, name, defaultBranch, isPrivate, formerNames },
    tokens: new Map(Object.entries(seed.tokens ?? TOKENS)),
    commits: new Map(),
    refs: new Map(),
    issues: new Map(),
    pulls: new Map(),
    labels: new Map(),
    runs: new Map(),
    comments: [],
    checkRuns: [],
    statuses: [],
    workflows: workflows.map((workflow) => ({ id: nextId(), state: 'active', ...workflow })),
    artifacts: [],
    caches: (seed.caches ?? []).map(({ key, ref = `refs/heads/${defaultBranch}`, sizeBytes = 1 }) => ({
      id: nextId(),
      key,
      ref,
      sizeBytes,
      createdAt: stamp({ now }),
    })),
    rules: new Map(Object.entries(seed.rules ?? {})),
    rulesets: [...(seed.rulesets ?? [])],
    dispatches: [],
    hasIssues: true,
    mayActionsOpenPulls: true,
    apiUrl: 'https://api.github.com',
    now,
    nextId,
  };
}

function addBranch(state: FakeState, { name, from, sha, message, files }: BranchSeed): void {
  const parent = state.refs.get(`heads/${from ?? state.repository.defaultBranch}`);
  if (parent === undefined) throw new Error(`There is no branch ${from ?? ''}.`);
  addCommit(state, {
    ...(sha === undefined ? {} : { sha }),
    message: message ?? `Work on ${name}`,
    parents: [parent],
    files: { ...state.commits.get(parent)?.files, ...files },
    ref: `heads/${name}`,
  });
}
