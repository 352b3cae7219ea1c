import { ancestorsOf } from '../state/ancestors-of.ts';
import { changedFiles } from '../state/changed-files.ts';
import { resolveRef } from '../state/resolve-ref.ts';
import { commitView } from '../views/commit-view.ts';
import { fileView } from '../views/file-view.ts';
import { ownName } from '../views/own-name.ts';
import { notFound } from './not-found.ts';
import type { CallContext, ListReply, Reply } from './operation.ts';

/** `main...topic`: what the second has since both were one. */
export function compare({ state, path }: CallContext): Reply | ListReply {
  const [base, head] = (path['basehead'] ?? '').split('...').map((ref) => resolveRef(state, ref));
  if (base === undefined || head === undefined) return notFound();
  const [ofBase, ofHead] = [ancestorsOf(state, base), ancestorsOf(state, head)];
  const common = ofHead.find((sha) => ofBase.includes(sha));
  if (common === undefined) return notFound();
  const ahead = ofHead.filter((sha) => !ofBase.includes(sha)).toReversed();
  const behind = ofBase.filter((sha) => !ofHead.includes(sha)).length;
  const commitOf = (sha: string): unknown => commitView(state, state.commits.get(sha)!);
  const page = `https://github.com/${ownName(state)}/compare/${path['basehead']}`;
  const body = {
    url: `${state.apiUrl}/repos/${ownName(state)}/compare/${path['basehead']}`,
    html_url: page,
    permalink_url: page,
    diff_url: `${page}.diff`,
    patch_url: `${page}.patch`,
    base_commit: commitOf(base),
    merge_base_commit: commitOf(common),
    status: statusOf(ahead.length, behind),
    ahead_by: ahead.length,
    behind_by: behind,
    total_commits: ahead.length,
    commits: ahead.map(commitOf),
    files: changedFiles(state, common, head).map((file) => fileView(state, head, file)),
  };
  return { status: 200, body };
}

function statusOf(ahead: number, behind: number): string {
  if (ahead > 0) return behind > 0 ? 'diverged' : 'ahead';
  return behind > 0 ? 'behind' : 'identical';
}
