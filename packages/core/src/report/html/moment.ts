import { html, type Html } from './html.ts';

/** `2026-11-23 14:02 UTC`, with the exact moment for programs. */
export function moment(iso: string): Html {
  const time = Date.parse(iso);
  if (Number.isNaN(time)) return html`${iso}`;
  const text = new Date(time).toISOString();
  return html`<time datetime="${text}">${text.slice(0, 10)} ${text.slice(11, 16)} UTC</time>`;
}
