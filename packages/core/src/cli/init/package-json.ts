import { isDeepStrictEqual } from 'node:util';
import { membersOf, type Member } from './json-object.ts';
import { isTable, tableAt } from './table.ts';

/** The text of `package.json` with these packages among its development dependencies. */
export interface ManifestEdit {
  readonly text: string;
  /** The packages that were not named in it before. */
  readonly added: readonly string[];
}

const LISTS = ['dependencies', 'devDependencies', 'peerDependencies', 'optionalDependencies'];

/** A new one: private, so that nobody publishes it, and without a `type`, so that nothing else here changes its meaning. */
export function newManifest(packages: Readonly<Record<string, string>>): string {
  return `${JSON.stringify({ private: true, devDependencies: packages }, null, 2)}\n`;
}

/**
 * Adds what is missing and leaves every other character as it was: order, indentation, ends of lines. Undefined when the
 * text is no JSON object.
 */
export function extendManifest(
  text: string,
  packages: Readonly<Record<string, string>>,
): ManifestEdit | undefined {
  const parsed = parseObject(text);
  if (parsed === undefined) return undefined;
  const isNamed = (name: string): boolean => LISTS.some((list) => name in tableAt(parsed, list));
  const missing = Object.entries(packages).filter(([name]) => !isNamed(name));
  if (missing.length === 0) return { text, added: [] };
  const added = missing.map(([name]) => name);
  const wanted = {
    ...parsed,
    devDependencies: { ...tableAt(parsed, 'devDependencies'), ...Object.fromEntries(missing) },
  };
  const edited = insert(text, missing);
  // Whatever an unusual file does to the edit, what is written says what it should, or is written anew.
  const isRight = isDeepStrictEqual(parseObject(edited), wanted);
  return { text: isRight ? edited : `${JSON.stringify(wanted, null, indentOf(text))}\n`, added };
}

function insert(text: string, packages: readonly (readonly [string, string])[]): string {
  const newline = text.includes('\r\n') ? '\r\n' : '\n';
  const indent = indentOf(text);
  const { members } = membersOf(text, text.indexOf('{'));
  const list = members.find(({ key }) => key === 'devDependencies');
  if (list !== undefined)
    return packages.reduce(
      (edited, entry) => insertInto(edited, { at: list.valueStart, entry, indent, newline }),
      text,
    );
  const lines = packages.map(([name, range]) => `${indent}${indent}${pair(name, range)}`).join(`,${newline}`);
  const member = `${indent}"devDependencies": {${newline}${lines}${newline}${indent}}`;
  const last = members.at(-1);
  if (last === undefined) return `{${newline}${member}${newline}}${newline}`;
  return `${text.slice(0, last.end)},${newline}${member}${text.slice(last.end)}`;
}

interface Insertion {
  /** Offset of the `{`. */
  readonly at: number;
  readonly entry: readonly [string, string];
  readonly indent: string;
  readonly newline: string;
}

/** Where the alphabet puts it, as npm does; at the end of a list that is in another order. */
function insertInto(text: string, { at, entry: [name, range], indent, newline }: Insertion): string {
  const { members, close } = membersOf(text, at);
  const isSorted = members.every(({ key }, index) => index === 0 || (members[index - 1]?.key ?? '') <= key);
  const before = isSorted ? members.find(({ key }) => key > name) : undefined;
  const last = members.at(-1);
  if (last === undefined) {
    return `${text.slice(0, at)}{${newline}${indent}${indent}${pair(name, range)}${newline}${indent}}${text.slice(close + 1)}`;
  }
  if (before !== undefined)
    return `${text.slice(0, before.start)}${pair(name, range)},${gapBefore(text, before)}${text.slice(before.start)}`;
  return `${text.slice(0, last.end)},${gapBefore(text, last)}${pair(name, range)}${text.slice(last.end)}`;
}

/** The space in front of a member, which its new neighbour gets as well: a list in one line stays in one line. */
function gapBefore(text: string, { start }: Member): string {
  return /\s*$/u.exec(text.slice(0, start))?.[0] ?? ' ';
}

function pair(name: string, range: string): string {
  return `${JSON.stringify(name)}: ${JSON.stringify(range)}`;
}

function indentOf(text: string): string {
  return /\{\r?\n([ \t]+)"/u.exec(text)?.[1] ?? '  ';
}

function parseObject(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value = JSON.parse(text) as unknown;
    return isTable(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
