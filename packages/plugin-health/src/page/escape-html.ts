import { oneLine } from '@sluice/core';

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text of any origin, for an element or an attribute in quotes: one line, without controls, and at most `most` long. */
export function escapeHtml(text: string, most = 120): string {
  // Cut first: an entity must not be cut in two.
  const line = Array.from(oneLine(text.slice(0, most * 8)));
  const cut = line.length > most ? `${line.slice(0, most - 1).join('')}…` : line.join('');
  return cut.replace(/[&<>"']/gu, (character) => ENTITIES[character] ?? '');
}
