import { createHash } from 'node:crypto';
import type { Board } from '../board/board.ts';
import { counted, moment } from '../commands/words.ts';
import { charts } from './charts.ts';
import { DEFINITIONS } from './definitions.ts';
import { escapeHtml } from './escape-html.ts';
import { hero, pageTitle } from './hero.ts';
import { PAGE_STYLE } from './page-style.ts';
import { strips } from './strips.ts';
import { tables } from './tables.ts';
import { tiles } from './tiles.ts';

/**
 * The dashboard: one page that asks for nothing else. It has no script at all, and its policy allows none, nor any style
 * but its own, so that a name which slipped through would still be text.
 */
export function healthPage(board: Board): string {
  const { health } = board;
  const { window, figures } = health;
  const { data } = figures;
  const branch = window.branch === null ? 'every branch' : `branch ${escapeHtml(window.branch, 80)}`;
  return [
    '<!doctype html><html lang="en"><head><meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'sha256-${hashOf(PAGE_STYLE)}'; base-uri 'none'; form-action 'none'">`,
    '<meta name="viewport" content="width=device-width,initial-scale=1"><meta name="referrer" content="no-referrer">',
    // Without one a browser asks the server for /favicon.ico.
    '<link rel="icon" href="data:,">',
    `<title>${pageTitle(health)}</title><style>${PAGE_STYLE}</style></head><body><main>`,
    `<header class="top"><h1>CI health</h1><p class="dim">${branch} · ${moment(window.from)} to ${moment(window.to)}</p></header>`,
    partial(data.missing),
    hero(health),
    `<section aria-label="Figures">${tiles(health)}</section>`,
    `<section class="card"><h2>Newest runs</h2><p class="dim small">Oldest first, the newest at the end.</p>${strips(board)}</section>`,
    charts(board),
    tables(health),
    footer(board),
    '</main></body></html>\n',
  ].join('\n');
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('base64');
}

function partial(missing: readonly string[]): string {
  if (missing.length === 0) return '';
  const items = missing.map((what) => `<li>${escapeHtml(what, 300)}</li>`).join('');
  return `<section class="card note" aria-label="Partial data"><h2>These figures are partial</h2><ul>${items}</ul></section>`;
}

function footer({ health, newest }: Board): string {
  const { data } = health.figures;
  const left = [
    ...(data.duplicates > 0 ? [`${data.duplicates} twice`] : []),
    ...(data.excluded > 0 ? [`${data.excluded} of excluded workflows`] : []),
    ...(data.unread > 0 ? [`${data.unread} that could not be read`] : []),
    ...(data.later > 0 ? [`${data.later} after the end of the window`] : []),
  ];
  const rows = DEFINITIONS.map(([name, text]) => `<dt>${name}</dt><dd>${escapeHtml(text, 400)}</dd>`).join(
    '',
  );
  return [
    '<footer class="card"><h2>Definitions and data</h2>',
    `<p class="dim small">From ${escapeHtml(data.source)}: ${counted(data.attempts, 'attempt')}`,
    newest === null ? ', none in these two weeks' : `, the newest run of ${moment(newest)}`,
    left.length === 0 ? '.' : `. Left out: ${left.join(', ')}.`,
    ` All moments are UTC.</p><dl class="defs">${rows}</dl></footer>`,
  ].join('');
}
