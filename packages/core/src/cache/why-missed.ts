import type { KeyParts, PartName } from './key.ts';
import { PARTS } from './key.ts';
import type { Newest } from './newest.ts';

const SHOWN = 3;

/** What a check depends on now. */
export interface Present {
  readonly key: string;
  readonly parts: KeyParts;
  readonly files: ReadonlyMap<string, string>;
}

/** Why no result could be reused, against the newest one of this check, in one sentence. */
export function whyMissed(before: Newest | undefined, now: Present): string {
  if (before === undefined) return 'no earlier result of it is known here';
  if (before.key === now.key)
    return 'the result of the same inputs is not there any more, or was written by a run that this one does not trust';
  const words = PARTS.flatMap((part) => partWords(part, before, now));
  return few(words.length === 0 ? ['something it depends on differs'] : words);
}

function partWords(part: PartName, before: Newest, now: Present): readonly string[] {
  const one = before.parts[part] ?? {};
  const other = now.parts[part];
  const labels = [...new Set([...Object.keys(one), ...Object.keys(other)])].filter(
    (label) => one[label] !== other[label],
  );
  if (labels.length === 0) return [];
  switch (part) {
    case 'inputs':
      return fileWords(before.files, now.files);
    case 'tools':
      return labels.map((label) => `${label} ${one[label] ?? 'not used'} → ${other[label] ?? 'not used'}`);
    case 'env':
      return labels.map((label) => `the variable ${label} differs`);
    case 'needs':
      return labels.map((label) => `what ${label} provides differs`);
    case 'options':
      return labels.map((label) => (label === '' ? 'its options differ' : `the option ${label} differs`));
    case 'settings':
      return labels.map((label) => `its setting ${label} differs`);
    case 'code':
      return [`the code of ${other['name'] ?? 'the check'} differs`];
    case 'platform':
      return labels.map((label) => `${label} ${one[label] ?? ''} → ${other[label] ?? ''}`);
    default:
      return labels.map((label) => `its ${label} differ`);
  }
}

function fileWords(
  before: Readonly<Record<string, string>> | undefined,
  now: ReadonlyMap<string, string>,
): readonly string[] {
  if (before === undefined) return ['an input file changed'];
  const changed: string[] = [];
  const added: string[] = [];
  for (const [path, id] of now) {
    if (!Object.hasOwn(before, path)) added.push(`${path} is new`);
    else if (before[path] !== id) changed.push(`${path} changed`);
  }
  const gone = Object.keys(before)
    .filter((path) => !now.has(path))
    .map((path) => `${path} is gone`);
  return [...changed, ...added, ...gone];
}

function few(words: readonly string[]): string {
  const shown = words.slice(0, SHOWN).join(', ');
  return words.length > SHOWN ? `${shown}, and ${words.length - SHOWN} more` : shown;
}
