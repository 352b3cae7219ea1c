import { canonicalJson } from '../model/canonical-json.ts';
import type { Finding } from '../model/finding.ts';
import { baselineFingerprint, entryOf, type Baseline, type BaselineEntry } from './baseline.ts';
import { readSketch, sketchSimilarity } from './line-sketch.ts';
import { compareFindings } from './severity.ts';

/** By what a finding was recognised. */
export type BaselineMatch = 'exact' | 'renamed' | 'moved' | 'edited';

export interface MatchedBaseline {
  /** One for each finding given, in their order; undefined for one that is new. */
  readonly matches: readonly (BaselineMatch | undefined)[];
  /** The entry that each was recognised as; undefined for one that is new. */
  readonly entries: readonly (BaselineEntry | undefined)[];
  /** What is accepted and no longer there, with how many of it. */
  readonly gone: readonly BaselineEntry[];
}

const LEAST_SIMILAR = 0.75;
/** How many lines of one function a line is compared with; the rarest words choose them. */
const MOST_COMPARED = 32;

/**
 * Which findings a baseline knows. Both sides are multisets, and each stage takes from both what it recognises: the
 * same thing; the same code in the same file, in another function (of a dependency, an advisory by another name); the
 * same code in another file; an edited line in the same function. So moved, renamed and reformatted code brings
 * nothing new, and a copied line brings exactly one.
 */
export function matchBaseline(findings: readonly Finding[], baseline: Baseline): MatchedBaseline {
  const left = new Map<BaselineEntry, number>(baseline.entries.map((entry) => [entry, entry.count]));
  const found: (Found | undefined)[] = findings.map(() => undefined);
  // What is suppressed comes last: it must not use up what another finding needs.
  let open = [...findings.keys()].sort((a, b) => compareForMatching(findings[a], findings[b]));
  const byFingerprint = new Map(baseline.entries.map((entry) => [entry.fingerprint, entry]));
  open = open.filter((index) => {
    const entry = byFingerprint.get(baselineFingerprint(findings[index] as Finding));
    return entry === undefined || !take(entry, 'exact', { index, left, found });
  });
  const facts = new Map(open.map((index) => [index, entryOf(findings[index] as Finding)]));
  const stages: readonly (readonly [BaselineMatch, (entry: BaselineEntry) => readonly string[]])[] = [
    ['renamed', sameFile],
    ['moved', otherFile],
  ];
  for (const [match, keysOf] of stages) open = matchByKey(open, { match, keysOf, facts, left, found });
  matchEdited(open, { facts, left, found });
  return {
    matches: found.map((one) => one?.match),
    entries: found.map((one) => one?.entry),
    gone: [...left].flatMap(([entry, count]) => (count === 0 ? [] : [{ ...entry, count }])),
  };
}

interface Found {
  readonly match: BaselineMatch;
  readonly entry: BaselineEntry;
}

interface Sides {
  readonly left: Map<BaselineEntry, number>;
  readonly found: (Found | undefined)[];
}

function compareForMatching(a: Finding | undefined, b: Finding | undefined): number {
  if (a === undefined || b === undefined) return 0;
  return (
    Number(a.suppression !== undefined) - Number(b.suppression !== undefined) ||
    compareFindings(a, b) ||
    (canonicalJson(a) < canonicalJson(b) ? -1 : 1)
  );
}

function take(
  entry: BaselineEntry,
  match: BaselineMatch,
  { index, left, found }: Sides & { readonly index: number },
): boolean {
  const count = left.get(entry) ?? 0;
  if (count === 0) return false;
  left.set(entry, count - 1);
  found[index] = { match, entry };
  return true;
}

function sameFile({ kind, rule, path, code, package: name, ids = [] }: BaselineEntry): readonly string[] {
  if (kind === 'dependency') return ids.map((id) => JSON.stringify([name, id]));
  return path === undefined || code === undefined ? [] : [JSON.stringify([rule, path, code])];
}

// Only with a sketch: where there is none, the code is too short to be told from other code, or may hold a secret.
function otherFile({ rule, scope, code, sketch }: BaselineEntry): readonly string[] {
  return code === undefined || sketch === undefined ? [] : [JSON.stringify([rule, scope ?? '', code])];
}

interface KeyStage extends Sides {
  readonly match: BaselineMatch;
  readonly keysOf: (entry: BaselineEntry) => readonly string[];
  readonly facts: ReadonlyMap<number, BaselineEntry>;
}

function matchByKey(open: readonly number[], stage: KeyStage): number[] {
  const { match, keysOf, facts, left, found } = stage;
  const byKey = new Map<string, BaselineEntry[]>();
  for (const [entry, count] of left) {
    if (count === 0) continue;
    for (const key of keysOf(entry)) {
      const known = byKey.get(key);
      if (known === undefined) byKey.set(key, [entry]);
      else known.push(entry);
    }
  }
  return open.filter((index) => {
    const keys = keysOf(facts.get(index) as BaselineEntry);
    return !keys.some((key) => {
      const entries = byKey.get(key) ?? [];
      // Used up for good, so that a long list is walked once and not once for each finding.
      while (entries.length > 0 && left.get(entries[0] as BaselineEntry) === 0) entries.shift();
      return entries[0] !== undefined && take(entries[0], match, { index, left, found });
    });
  });
}

/** Pairs what is left by likeness, within a rule, a file and a function; the likest of a line's candidates wins. */
function matchEdited(open: readonly number[], { facts, left, found }: Sides & Pick<KeyStage, 'facts'>): void {
  const placeOf = ({ rule, path = '', scope = '' }: BaselineEntry): string =>
    JSON.stringify([rule, path, scope]);
  const isOpen = ([{ sketch }, count]: readonly [BaselineEntry, number]): boolean =>
    count > 0 && sketch !== undefined;
  const places = Map.groupBy([...left].filter(isOpen), ([entry]) => placeOf(entry));
  const indices = Map.groupBy(open, (index) => placeOf(facts.get(index) as BaselineEntry));
  for (const [place, ofPlace] of indices) {
    const entries = (places.get(place) ?? []).map(([entry]) => entry);
    if (entries.length === 0) continue;
    const candidatesOf = createIndex(entries);
    for (const index of ofPlace) {
      const { sketch } = facts.get(index) as BaselineEntry;
      if (sketch === undefined) continue;
      const hashes = readSketch(sketch);
      const best = candidatesOf(hashes, (entry) => (left.get(entry) ?? 0) > 0);
      if (best !== undefined && best.similarity >= LEAST_SIMILAR)
        take(best.entry, 'edited', { index, left, found });
    }
  }
}

type FindLike = (
  hashes: readonly number[],
  isOpen: (entry: BaselineEntry) => boolean,
) => { readonly entry: BaselineEntry; readonly similarity: number } | undefined;

/** The likest entry to a sketch, looked for among those that share its rarest words. */
function createIndex(entries: readonly BaselineEntry[]): FindLike {
  const sketches = new Map(entries.map((entry) => [entry, readSketch(entry.sketch ?? '')]));
  const holding = new Map<number, BaselineEntry[]>();
  for (const [entry, hashes] of sketches) {
    for (const hash of hashes) {
      const known = holding.get(hash);
      if (known === undefined) holding.set(hash, [entry]);
      else known.push(entry);
    }
  }
  const rarity = (hash: number): number => holding.get(hash)?.length ?? 0;
  return (hashes, isOpen) => {
    const candidates = new Set<BaselineEntry>();
    for (const hash of hashes.toSorted((a, b) => rarity(a) - rarity(b))) {
      const holders = holding.get(hash) ?? [];
      // Used up for good: the next line need not look at them again.
      while (holders[0] !== undefined && !isOpen(holders[0])) holders.shift();
      for (const entry of holders.slice(0, MOST_COMPARED)) {
        if (candidates.size < MOST_COMPARED && isOpen(entry)) candidates.add(entry);
      }
      if (candidates.size >= MOST_COMPARED) break;
    }
    let best: ReturnType<FindLike>;
    for (const entry of candidates) {
      const similarity = sketchSimilarity(hashes, sketches.get(entry) ?? []);
      if (best === undefined || similarity > best.similarity) best = { entry, similarity };
    }
    return best;
  };
}
