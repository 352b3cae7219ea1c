import { cleanText } from '../escape.ts';

/** Only {@link html} makes one: a value read from a file cannot pass for it. */
const MARKUP = Symbol('markup');

/** A piece of the page whose text is escaped already. */
export interface Html {
  readonly [MARKUP]: string;
}

/** What a template takes: text of any origin is escaped, markup stays, and what is not there leaves nothing. */
export type Piece = string | number | Html | undefined | readonly Piece[];

/**
 * Markup with values in it: ``html`<td>${finding.message}</td>` ``. There is no other way to make any, so that no text
 * of a tool, a test or a file can come into the page unescaped. Values may stand in an element or in an attribute in
 * double quotes, nowhere else. A line break in a template is a space: what is shown as it stands belongs into an element
 * within the line.
 */
export function html(parts: TemplateStringsArray, ...values: readonly Piece[]): Html {
  const own = collapsed(parts);
  let text = own[0] ?? '';
  for (const [index, value] of values.entries()) text += markup(value) + (own[index + 1] ?? '');
  return { [MARKUP]: text };
}

const known = new WeakMap<TemplateStringsArray, readonly string[]>();

/** Templates are written over several lines; in the page that is a space, five thousand times over. */
function collapsed(parts: TemplateStringsArray): readonly string[] {
  const before = known.get(parts);
  if (before !== undefined) return before;
  const made = parts.map((part) => part.replace(/\s*\n\s*>/gu, '>').replace(/\s*\n\s*/gu, ' '));
  known.set(parts, made);
  return made;
}

/** The text of a piece, to be written. */
export function markup(piece: Piece): string {
  if (piece === undefined) return '';
  if (typeof piece === 'string') return escapeHtml(piece);
  if (typeof piece === 'number') return String(piece);
  return MARKUP in piece ? (piece as Html)[MARKUP] : (piece as readonly Piece[]).map(markup).join('');
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Lines and tabs stay; controls go, and characters that reorder a line are shown by their number. */
function escapeHtml(text: string): string {
  const clean = cleanText(text);
  return /[&<>"']/u.test(clean)
    ? clean.replace(/[&<>"']/gu, (character) => ENTITIES[character] ?? '')
    : clean;
}
