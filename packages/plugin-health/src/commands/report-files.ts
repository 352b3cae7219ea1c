import type { Board } from '../board/board.ts';
import { healthPage } from '../page/health-page.ts';
import { badge } from './badge.ts';
import { healthMarkdown } from './health-markdown.ts';
import { historyLines } from './history-lines.ts';

/** The files of a report by their names. `history` is `history.jsonl` as it was. */
export function reportFiles(board: Board, history: string): Readonly<Record<string, string>> {
  const { health } = board;
  return {
    'README.md': healthMarkdown(health),
    'badge.json': `${JSON.stringify(badge(health), null, 2)}\n`,
    'health.json': `${JSON.stringify(health, null, 2)}\n`,
    'history.jsonl': historyLines(history, health),
    'index.html': healthPage(board),
  };
}
