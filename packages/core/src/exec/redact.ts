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
  /** The same, and the credentials among these variables. */
  readonly with: (env: Environment) => Redactor;
}

/**
 * Masks the values of credential-like variables, six characters or longer, in every form of `secretForms`, and
 * passwords in addresses. Longest first, and overlapping ones as one, so that no end of a secret stays behind.
 */
export function createRedactor(env: Environment): Redactor {
  return redactorOf(secretsOf(env));
}

function redactorOf(secrets: readonly string[]): Redactor {
  const forms = [...new Set(secrets.flatMap(secretForms))].sort((one, other) => other.length - one.length);
  const find = finder(forms);
  const self: Redactor = {
    hasSecrets: forms.length > 0,
    text: (text) => createStream(find, () => 0)(text, true),
    stream: () => createStream(find, (text) => Math.min(openSecret(text, forms), openUrl(text))),
    with: (more) => {
      const added = secretsOf(more);
      return added.length === 0 ? self : redactorOf([...secrets, ...added]);
    },
  };
  return self;
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
