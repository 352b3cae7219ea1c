import { html, type Html, type Piece } from './html.ts';

interface SectionParts {
  /** Its address within the page. */
  readonly id: string;
  readonly title: string;
  /** Beside the title: what it comes to. */
  readonly note?: Piece;
  readonly body: Piece;
}

/** A part of the page with its title. */
export function section({ id, title, note, body }: SectionParts): Html {
  return html`<section id="${id}" aria-labelledby="${id}-title">
    <h2 id="${id}-title">
      ${title}${note === undefined ? undefined : html` <span class="note">${note}</span>`}
    </h2>
    ${body}
  </section> `;
}
