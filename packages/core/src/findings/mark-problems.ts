import { createHash } from 'node:crypto';
import type { Finding } from '../model/finding.ts';
import { mergeGroup } from '../model/merge-group.ts';
import { groupProblems } from './group-problems.ts';

/**
 * Marks findings of several checks that are one problem: each names all who reported it, and a limit over the checks
 * counts it once. Every list keeps its findings, for each check's own limits count what that check saw.
 */
export function markProblems(lists: readonly (readonly Finding[])[]): readonly (readonly Finding[])[] {
  const all = lists.flat().map(unmarked);
  const keys = groupProblems(all);
  const groups = Map.groupBy(all.keys(), (index) => keys[index] ?? '');
  const marked = [...all];
  for (const [key, indices] of groups) {
    if (indices.length < 2) continue;
    const group = indices.map((index) => all[index] as Finding);
    const { mergedFrom } = mergeGroup(group);
    // Two cells of a matrix report the same under one fingerprint, which says so already.
    if (mergedFrom === undefined && new Set(group.map(({ fingerprint }) => fingerprint)).size === 1) continue;
    const problem = createHash('sha256').update(key).digest('hex');
    for (const index of indices)
      marked[index] = {
        ...(all[index] as Finding),
        problem,
        ...(mergedFrom === undefined ? {} : { mergedFrom }),
      };
  }
  let start = 0;
  return lists.map(({ length }) => marked.slice(start, (start += length)));
}

// What it names as its sources stays: it may be a finding that unites two rules of one check.
function unmarked(finding: Finding): Finding {
  const { problem: _problem, ...rest } = finding;
  return rest;
}
