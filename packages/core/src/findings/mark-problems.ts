import { hash } from 'node:crypto';
import type { Finding } from '../model/finding.ts';
import { sourcesOf } from '../model/sources-of.ts';
import { groupIndices } from './group-indices.ts';
import { groupProblems } from './group-problems.ts';

/**
 * Marks findings of several checks that are one problem: each names all who reported it, and a limit over the checks
 * counts it once. Every list keeps its findings, for each check's own limits count what that check saw.
 */
export function markProblems(lists: readonly (readonly Finding[])[]): readonly (readonly Finding[])[] {
  const all = lists.flat().map(unmarked);
  const keys = groupProblems(all);
  const groups = groupIndices(keys);
  const isOwn = fingerprintsOfOneGroup(all, keys);
  const marked = [...all];
  for (const [key, indices] of groups) {
    if (indices.length === 1 && isOwn(all[indices[0] as number] as Finding)) continue;
    const group = indices.map((index) => all[index] as Finding);
    const [{ fingerprint } = {}] = group;
    const sources = sourcesOf(group);
    const mergedFrom = sources.length > 1 ? sources : undefined;
    // Two cells of a matrix report the same under one fingerprint, which says so already.
    if (mergedFrom === undefined && group.every((one) => one.fingerprint === fingerprint && isOwn(one)))
      continue;
    const problem = hash('sha256', key);
    for (const [place, index] of indices.entries())
      marked[index] = {
        ...(group[place] as Finding),
        problem,
        ...(mergedFrom === undefined ? {} : { mergedFrom }),
      };
  }
  let start = 0;
  return lists.map(({ length }) => marked.slice(start, (start += length)));
}

/** Two checks number equal secrets each for itself, so that one fingerprint may stand for two of them. */
function fingerprintsOfOneGroup(
  all: readonly Finding[],
  keys: readonly string[],
): (finding: Finding) => boolean {
  const groupOf = new Map<string | undefined, string | undefined>();
  const shared = new Set<string | undefined>();
  for (const [index, { fingerprint }] of all.entries()) {
    if (groupOf.has(fingerprint) && groupOf.get(fingerprint) !== keys[index]) shared.add(fingerprint);
    groupOf.set(fingerprint, keys[index]);
  }
  return ({ fingerprint }) => !shared.has(fingerprint);
}

// What it names as its sources stays: it may be a finding that unites two rules of one check.
function unmarked(finding: Finding): Finding {
  if (finding.problem === undefined) return finding;
  const { problem: _problem, ...rest } = finding;
  return rest;
}
