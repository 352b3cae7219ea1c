import type { Finding } from '../model/finding.ts';
import { mergeGroup } from '../model/merge-group.ts';
import type { Baseline, BaselineEntry } from './baseline.ts';
import { groupProblems } from './group-problems.ts';
import { matchBaseline } from './match-baseline.ts';

export interface WithStates {
  /** The lists given, each finding with its `state`. */
  readonly lists: readonly (readonly Finding[])[];
  /** Problems that the baseline knows. */
  readonly existing: number;
  /** What is accepted and was not seen. */
  readonly gone: readonly BaselineEntry[];
}

/**
 * Tells new findings from accepted ones, over all checks at once: what several of them report is one problem, and a
 * baseline holds it once.
 */
export function setStates(lists: readonly (readonly Finding[])[], baseline: Baseline): WithStates {
  const all = lists.flat().map(withoutState);
  const keys = groupProblems(all);
  const groups = [...Map.groupBy(all.keys(), (index) => keys[index] ?? '').values()];
  const problems = groups.map((indices) => mergeGroup(indices.map((index) => all[index] as Finding)));
  const { matches, gone } = matchBaseline(problems, baseline);
  const marked = [...all];
  for (const [place, indices] of groups.entries()) {
    const match = matches[place];
    for (const index of indices) marked[index] = withState(all[index] as Finding, match);
  }
  let start = 0;
  return {
    lists: lists.map(({ length }) => marked.slice(start, (start += length))),
    existing: matches.filter((match) => match !== undefined).length,
    gone,
  };
}

function withoutState(finding: Finding): Finding {
  if (finding.state === undefined && finding.knownBy === undefined) return finding;
  const { state: _state, knownBy: _knownBy, ...rest } = finding;
  return rest;
}

function withState(finding: Finding, match: Finding['knownBy'] | 'exact'): Finding {
  if (match === undefined) return { ...finding, state: 'new' };
  return { ...finding, state: 'existing', ...(match === 'exact' ? {} : { knownBy: match }) };
}
