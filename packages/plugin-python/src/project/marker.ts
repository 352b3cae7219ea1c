import { normaliseName } from './normalise-name.ts';
import { parseVersion, satisfies } from './pep440.ts';

/** What a marker is judged against: PEP 508's variables, and the sets that lock files add. */
export interface MarkerEnvironment {
  readonly variables: Readonly<Record<string, string>>;
  readonly extras: readonly string[];
  readonly groups: readonly string[];
}

type Token = { readonly kind: 'word' | 'text' | 'symbol'; readonly value: string };
type Operand = { readonly text: string; readonly variable?: string };

const TOKEN = /\s*(?:([()])|(===|[~!=<>]=|[<>])|"([^"]*)"|'([^']*)'|([A-Za-z_][\w.]*))/uy;

/**
 * Judges a PEP 508 marker. Undefined when it cannot be read, which is the caller's to decide: a lock that cannot be
 * understood must not be installed by half.
 */
export function evaluateMarker(marker: string, environment: MarkerEnvironment): boolean | undefined {
  const tokens = tokenize(marker);
  if (!tokens) return undefined;
  const reader = { tokens, at: 0, environment };
  const result = readOr(reader);
  return reader.at === tokens.length ? result : undefined;
}

interface Reader {
  readonly tokens: readonly Token[];
  at: number;
  readonly environment: MarkerEnvironment;
}

function tokenize(marker: string): Token[] | undefined {
  const tokens: Token[] = [];
  TOKEN.lastIndex = 0;
  const text = marker.trimEnd();
  while (TOKEN.lastIndex < text.length) {
    const match = TOKEN.exec(text);
    if (!match) return undefined;
    const [, bracket, operator, double, single, word] = match;
    if (bracket ?? operator) tokens.push({ kind: 'symbol', value: (bracket ?? operator) as string });
    else if (word !== undefined) tokens.push({ kind: 'word', value: word });
    else tokens.push({ kind: 'text', value: double ?? single ?? '' });
  }
  return tokens;
}

function takeWord(reader: Reader, word: string): boolean {
  const token = reader.tokens[reader.at];
  if (token?.kind === 'text' || token?.value !== word) return false;
  reader.at++;
  return true;
}

function readOr(reader: Reader): boolean | undefined {
  let result = readAnd(reader);
  while (takeWord(reader, 'or')) {
    const right = readAnd(reader);
    result = result === undefined || right === undefined ? undefined : result || right;
  }
  return result;
}

function readAnd(reader: Reader): boolean | undefined {
  let result = readTerm(reader);
  while (takeWord(reader, 'and')) {
    const right = readTerm(reader);
    result = result === undefined || right === undefined ? undefined : result && right;
  }
  return result;
}

function readTerm(reader: Reader): boolean | undefined {
  if (takeWord(reader, '(')) {
    const inner = readOr(reader);
    return takeWord(reader, ')') ? inner : undefined;
  }
  const left = readOperand(reader);
  const operator = readOperator(reader);
  const right = readOperand(reader);
  if (!left || !operator || !right) return undefined;
  return compare(left, operator, right, reader.environment);
}

function readOperand(reader: Reader): Operand | undefined {
  const token = reader.tokens[reader.at++];
  if (!token || token.kind === 'symbol') return undefined;
  if (token.kind === 'text') return { text: token.value };
  const value = reader.environment.variables[token.value.replaceAll('.', '_')];
  const isSet = ['extra', 'extras', 'dependency_groups'].includes(token.value);
  return isSet || value !== undefined ? { text: value ?? '', variable: token.value } : undefined;
}

function readOperator(reader: Reader): string | undefined {
  const token = reader.tokens[reader.at++];
  if (token?.kind === 'symbol') return token.value;
  if (token?.value === 'in') return 'in';
  if (token?.value !== 'not') return undefined;
  return takeWord(reader, 'in') ? 'not in' : undefined;
}

function compare(left: Operand, operator: string, right: Operand, environment: MarkerEnvironment): boolean {
  const set = [left, right].find(
    (side) => side.variable && /^(?:extras?|dependency_groups)$/u.test(side.variable),
  );
  if (set) {
    const names = set.variable === 'dependency_groups' ? environment.groups : environment.extras;
    const wanted = normaliseName((set === left ? right : left).text);
    const isMember = names.some((name) => normaliseName(name) === wanted);
    return operator === '!=' || operator === 'not in' ? !isMember : isMember;
  }
  if (operator === 'in') return right.text.includes(left.text);
  if (operator === 'not in') return !right.text.includes(left.text);
  // A variable on the right turns the comparison round: '3.9' <= python_version.
  if (!left.variable && right.variable)
    return compareTexts(right.text, MIRRORED[operator] ?? operator, left.text);
  return compareTexts(left.text, operator, right.text);
}

const MIRRORED: Readonly<Record<string, string>> = { '<': '>', '>': '<', '<=': '>=', '>=': '<=' };

function compareTexts(left: string, operator: string, right: string): boolean {
  const isVersions =
    parseVersion(left) !== undefined && parseVersion(right.replace(/\.\*$/u, '')) !== undefined;
  if (isVersions) return satisfies(left, `${operator}${right}`);
  switch (operator) {
    case '==':
    case '===':
      return left === right;
    case '!=':
      return left !== right;
    case '<':
      return left < right;
    case '>':
      return left > right;
    case '<=':
      return left <= right;
    case '>=':
      return left >= right;
    default:
      return false;
  }
}
