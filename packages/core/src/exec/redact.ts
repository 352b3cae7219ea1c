import { isCredential } from './credential-name.ts';
import { secretForms } from './secret-forms.ts';
import { openUrl, urlCredentials, type Span } from './url-credentials.ts';

const MASK = '***';

type Environment = Readonly<Record<string, string | undefined>>;

/** Takes secrets out of text. */
export interface Redactor {
  /** False when there is no secret to look for; passwords in addresses are masked all the same. */
  readonly hasSecrets: boolean;
  readonly text: (text: string) => string;
  /**
   * For text that comes in pieces: what is given back, joined, is what `text` makes of the whole, wherever it was
   * cut. Holds back at most the length of the longest form. `isLast` gives back the rest.
   */
  readonly stream: () => (chunk: string, isLast?: boolean) => string;
  /** The same, and the credentials among these variables. What either learns later, both know. */
  readonly with: (env: Environment) => Redactor;
  /**
   * Masks this value too from now on, five characters or longer, whatever variable or file it is from. For what only
   * a check finds out: the token that a scanner found in a file. Kept in memory alone.
   */
  readonly learn: (value: string) => void;
  /** True once a value was learned: what was written before may hold it. */
  readonly hasLearned: () => boolean;
}

/** A scanner found it, so it is no ordinary text; anything shorter would mask words. */
const SHORTEST_LEARNED = 5;

/** What a redactor and all made from it share. */
interface Learned {
  readonly values: Set<string>;
  forms: readonly string[];
}

/**
 * Masks the values of credential-like variables, six characters or longer, in every form of `secretForms`, and
 * passwords in addresses. Longest first, and overlapping ones as one, so that no end of a secret stays behind.
 */
export function createRedactor(env: Environment): Redactor {
  return redactorOf(secretsOf(env), { values: new Set(), forms: [] });
}

function redactorOf(secrets: readonly string[], learned: Learned): Redactor {
  const current = createFinder(
    secrets.flatMap((secret) => secretForms(secret)),
    learned,
  );
  const find = (text: string): Span[] => current().find(text);
  const self: Redactor = {
    get hasSecrets() {
      return current().forms.length > 0;
    },
    text: (text) => createStream(find, () => 0)(text, true),
    stream: () => createStream(find, (text) => Math.min(openSecret(text, current().forms), openUrl(text))),
    with: (more) => {
      const added = secretsOf(more);
      return added.length === 0 ? self : redactorOf([...secrets, ...added], learned);
    },
    learn: (value) => {
      if (value.length < SHORTEST_LEARNED || learned.values.has(value)) return;
      learned.values.add(value);
      learned.forms = [...learned.forms, ...secretForms(value, SHORTEST_LEARNED)];
    },
    hasLearned: () => learned.values.size > 0,
  };
  return self;
}

interface Finder {
  readonly forms: readonly string[];
  readonly find: (text: string) => Span[];
}

/** What to look for, compiled again only when something was learned since. */
function createFinder(own: readonly string[], learned: Learned): () => Finder {
  let compiledFor: Learned['forms'] | undefined;
  let compiled: Finder;
  return () => {
    if (compiledFor !== learned.forms) {
      compiledFor = learned.forms;
      const forms = [...new Set([...own, ...learned.forms])].sort((a, b) => b.length - a.length);
      compiled = { forms, find: finder(forms) };
    }
    return compiled;
  };
}

function secretsOf(env: Environment): string[] {
  return Object.entries(env).flatMap(([name, value]) =>
    value !== undefined && isCredential(name, value) ? [value] : [],
  );
}

/** Finds all secrets and passwords of a text, overlapping ones too. */
function finder(forms: readonly string[]): (text: string) => Span[] {
  if (forms.length === 0) return urlCredentials;
  // Alternatives are tried in order, so the longest wins where several begin.
  const pattern = new RegExp(
    forms.map((form) => form.replace(/[\\^$.*+?()[\]{}|/]/gu, String.raw`\$&`)).join('|'),
    'g',
  );
  return (text) => {
    const spans: Span[] = urlCredentials(text);
    pattern.lastIndex = 0;
    for (let match = pattern.exec(text); match !== null; match = pattern.exec(text)) {
      spans.push({ start: match.index, end: match.index + match[0].length });
      pattern.lastIndex = match.index + 1;
    }
    return spans.length > 1 ? spans.sort((one, other) => one.start - other.start) : spans;
  };
}

/** From where on the text may be the beginning of a secret that goes on in the next chunk. */
function openSecret(text: string, forms: readonly string[]): number {
  const longest = forms[0]?.length ?? 0;
  const firsts = new Set(forms.map((form) => form.charAt(0)));
  for (let start = Math.max(0, text.length - longest + 1); start < text.length; start += 1) {
    if (!firsts.has(text.charAt(start))) continue;
    const tail = text.slice(start);
    if (forms.some((form) => form.length > tail.length && form.startsWith(tail))) return start;
  }
  return text.length;
}

/**
 * `masked` counts the characters at the beginning of what was held back that lie under a mask already given out:
 * a secret may be cut by the border when another one may begin inside it.
 */
function createStream(
  find: (text: string) => Span[],
  open: (text: string) => number,
): (chunk: string, isLast?: boolean) => string {
  let held = '';
  let masked = 0;
  return (chunk, isLast = false) => {
    const text = held + chunk;
    const cut = isLast ? text.length : open(text);
    let result = '';
    let position = masked;
    for (const { start, end } of find(text)) {
      if (start >= cut) break;
      if (start >= position) result += text.slice(position, start) + MASK;
      position = Math.max(position, end);
    }
    if (position < cut) result += text.slice(position, cut);
    held = isLast ? '' : text.slice(cut);
    masked = isLast ? 0 : Math.max(0, position - cut);
    return result;
  };
}
