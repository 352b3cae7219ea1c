/** What is known of a pattern before it is held to anything. */
export interface PatternFacts {
  /**
   * In how many ways it can be tried from one place of a line, at most: the time for a line is that times its length, for
   * no repetition is without a bound.
   */
  readonly ways: number;
  /** The longest text that stands in everything it matches; empty where none must. */
  readonly literal: string;
}

interface Part {
  readonly ways: number;
  /** Texts that must stand in it, apart from one another. */
  readonly literals: readonly string[];
  /** The part is this text and nothing else. */
  readonly text?: string;
}

/** The syntax that cannot be bounded, or that nobody needs for a line of a log. */
const REFUSED: readonly (readonly [RegExp, string])[] = [
  [/^\(\?<?[=!]/u, 'looks ahead or behind'],
  [/^\\[1-9]/u, 'refers back to a group'],
  [/^\\k</u, 'refers back to a group'],
  [/^(?:[*+]|\{\d+,\})/u, 'repeats something without a bound; write {0,200} for *, {1,200} for +'],
];
const ESCAPE = /^\\(?:u\{[0-9a-fA-F]{1,6}\}|u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|c[a-zA-Z]|[pP]\{[^}]{1,80}\}|.)/u;
const CLASS = /^\[(?:[^\]\\]|\\.){0,2000}\]/u;
const QUANTIFIER = /^(?:\?|\{(\d{1,6})(?:,(\d{1,6}))?\})\??/u;

/**
 * Reads a pattern that `new RegExp(pattern, 'u')` takes. Throws an Error that says what of it is not allowed. The bound is
 * a proof and needs no checker: without an unbounded repetition and without references a pattern has so many ways to be
 * tried, and no more.
 */
export function patternFacts(pattern: string): PatternFacts {
  const reader = createReader(pattern);
  const { ways, literals, text } = readAlternatives(reader);
  const all = text === undefined ? literals : [text];
  return { ways, literal: all.toSorted((a, b) => b.length - a.length)[0] ?? '' };
}

interface Reader {
  readonly rest: () => string;
  readonly take: (length: number) => string;
}

function createReader(pattern: string): Reader {
  let at = 0;
  return {
    rest: () => pattern.slice(at),
    take: (length) => pattern.slice(at, (at += length)),
  };
}

function readAlternatives(reader: Reader): Part {
  const parts = [readSequence(reader)];
  while (reader.rest().startsWith('|')) {
    reader.take(1);
    parts.push(readSequence(reader));
  }
  const [only] = parts;
  if (parts.length === 1 && only !== undefined) return only;
  return { ways: parts.reduce((sum, { ways }) => sum + ways, 0), literals: [] };
}

function readSequence(reader: Reader): Part {
  let ways = 1;
  const literals: string[] = [];
  let text = '';
  let isText = true;
  const close = (): void => {
    if (text !== '') literals.push(text);
    text = '';
  };
  while (reader.rest() !== '' && !/^[|)]/u.test(reader.rest())) {
    const part = readQuantified(reader);
    ways *= part.ways;
    if (part.text === undefined) {
      close();
      isText = false;
      literals.push(...part.literals);
    } else text += part.text;
  }
  if (isText) return { ways, literals: [], text };
  close();
  return { ways, literals };
}

function readQuantified(reader: Reader): Part {
  const part = readAtom(reader);
  refuse(reader.rest());
  const quantifier = QUANTIFIER.exec(reader.rest());
  if (quantifier === null) return part;
  reader.take(quantifier[0].length);
  const isOptional = quantifier[1] === undefined;
  const least = isOptional ? 0 : Number(quantifier[1]);
  const most = isOptional ? 1 : Number(quantifier[2] ?? quantifier[1]);
  let ways = 0;
  for (let count = least; count <= most && Number.isFinite(ways); count += 1) ways += part.ways ** count;
  const kept = part.text === undefined ? part.literals : [part.text];
  return { ways, literals: least > 0 ? kept : [] };
}

function readAtom(reader: Reader): Part {
  const rest = reader.rest();
  refuse(rest);
  if (rest.startsWith('(')) {
    reader.take(/^\((?:\?:|\?<\w{1,80}>)?/u.exec(rest)?.[0].length ?? 1);
    const inner = readAlternatives(reader);
    reader.take(1);
    return inner;
  }
  if (/^[\^$]/u.test(rest)) {
    reader.take(1);
    return { ways: 1, literals: [], text: '' };
  }
  const escape = ESCAPE.exec(rest)?.[0];
  if (escape !== undefined) {
    reader.take(escape.length);
    if (/^\\[bB]$/u.test(escape)) return { ways: 1, literals: [], text: '' };
    // Letters after a backslash stand for sets and characters of control; anything else for itself.
    return /^\\\W$/u.test(escape) ? { ways: 1, literals: [], text: escape.slice(1) } : SET;
  }
  const set = CLASS.exec(rest)?.[0];
  if (set !== undefined || rest.startsWith('.')) {
    reader.take(set?.length ?? 1);
    return SET;
  }
  const character = String.fromCodePoint(rest.codePointAt(0) ?? 0);
  reader.take(character.length);
  return { ways: 1, literals: [], text: character };
}

const SET: Part = { ways: 1, literals: [] };

function refuse(rest: string): void {
  const found = REFUSED.find(([syntax]) => syntax.test(rest));
  if (found !== undefined) throw new Error(found[1]);
}
