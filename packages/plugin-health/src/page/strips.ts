import { duration, moment, percent } from '../commands/words.ts';
import type { Board } from '../board/board.ts';
import type { Strip } from '../board/strips.ts';
import { runDuration } from '../figures/run-duration.ts';
import type { Run, RunClass } from '../runs/run.ts';
import { escapeHtml } from './escape-html.ts';

const LOOKS: Readonly<Record<RunClass, readonly [letter: string, glyph: string]>> = {
  pass: ['p', ''],
  fail: ['f', '✕'],
  other: ['o', '–'],
  waiting: ['r', '?'],
  running: ['r', '…'],
};

/** The newest runs of each workflow as cells, and each that failed a link to its run. */
export function strips({ strips: list, hiddenStrips }: Board): string {
  if (list.length === 0) return '<p class="empty">No run in these two weeks.</p>';
  return [
    '<table class="strips"><thead class="vh"><tr><th scope="col">workflow</th><th scope="col">newest runs, the last one at the end</th><th scope="col">passed</th></tr></thead><tbody>',
    ...list.map(row),
    '</tbody></table>',
    '<p class="legend" aria-hidden="true"><span class="cells"><span class="cell p"></span>passed</span><span class="cells"><span class="cell f">✕</span>failed, a link to the run</span><span class="cells"><span class="cell o">–</span>cancelled or skipped</span><span class="cells"><span class="cell r">…</span>running or waiting</span></p>',
    hiddenStrips > 0 ? `<p class="dim small">and ${hiddenStrips} more; health.json has all</p>` : '',
  ].join('');
}

function row({ name, runs }: Strip): string {
  const passed = runs.filter((run) => run.class === 'pass').length;
  const decided = passed + runs.filter((run) => run.class === 'fail').length;
  const rate = decided === 0 ? 'none decided' : `${passed} of ${decided} · ${percent(passed / decided)}`;
  return `<tr><th scope="row">${escapeHtml(name, 60)}</th><td><ol class="cells">${runs.map(cell).join('')}</ol></td><td class="num dim small">${rate}</td></tr>`;
}

function cell(run: Run): string {
  const [letter, glyph] = LOOKS[run.class];
  const at = moment(new Date(run.createdMs).toISOString());
  const took = runDuration(run);
  const words = escapeHtml(
    [
      `${run.conclusion ?? 'running'}${run.attempt > 1 ? `, attempt ${run.attempt}` : ''}`,
      at,
      ...(took === undefined ? [] : [duration(took)]),
      ...(run.branch === undefined ? [] : [run.branch.slice(0, 40)]),
      ...(run.class === 'fail' && run.title !== undefined ? [run.title.slice(0, 60)] : []),
    ].join(' · '),
    170,
  );
  // Only what failed is a stop for the keyboard and is read out: the count of the row says the rest.
  return run.class === 'fail' && run.url !== undefined
    ? `<li class="f"><a href="${escapeHtml(run.url, 2000)}" title="${words}" aria-label="${words}">${glyph}</a></li>`
    : `<li class="${letter}" title="${words}" aria-hidden="true">${glyph}</li>`;
}
