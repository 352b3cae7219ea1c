import { counted, duration, durationChange, percent, rateChange } from '../commands/words.ts';
import type { HealthDocument } from '../figures/health-document.ts';
import { escapeHtml } from './escape-html.ts';

type Tile = readonly [name: string, figure: string, more: string];

/** The figures that people ask for first, each with the words that it needs. */
export function tiles(health: HealthDocument): string {
  const list = [...runTiles(health), ...branchTiles(health), ...timeTiles(health)];
  return `<dl class="tiles">${list.map(tile).join('')}</dl>`;
}

function tile([name, figure, more]: Tile): string {
  return `<div class="tile"><dt>${escapeHtml(name)}</dt><dd><span class="big">${escapeHtml(figure)}</span> <span class="dim small">${escapeHtml(more, 200)}</span></dd></div>`;
}

function runTiles({ figures, trend }: HealthDocument): readonly Tile[] {
  const { success, failure, startupFailure, other, waiting, running, firstAttemptRate, rescuedByRerun } =
    figures;
  const rest = [
    ...(startupFailure > 0 ? [`${startupFailure} at startup`] : []),
    ...(other > 0 ? [`${other} cancelled or skipped`] : []),
    ...(waiting > 0 ? [`${waiting} waiting`] : []),
    ...(running > 0 ? [`${running} running`] : []),
  ];
  return [
    ['Passed and failed', `${success} ✓ ${failure} ✕`, rest.join(', ') || 'nothing else ran'],
    [
      'Against the week before',
      trend.rate === null ? 'no data' : arrow(trend.rate.direction),
      rateChange(trend.rate),
    ],
    ['At the first attempt', percent(firstAttemptRate), `${rescuedByRerun} rescued by a rerun`],
  ];
}

/** An arrow only where the change is clear. */
function arrow(direction: 'up' | 'down' | 'unclear'): string {
  return { up: '↑ better', down: '↓ worse', unclear: 'no clear change' }[direction];
}

function branchTiles({ figures }: HealthDocument): readonly Tile[] {
  const main = figures.defaultBranch;
  const flaky: Tile = ['Flaky commits', String(figures.flakyCommits), `of ${figures.commits}, at least`];
  if (main === null) return [flaky];
  const { branch, rate, decided, recovered, timeToGreenMs, redMs, redShare } = main;
  return [
    [`On ${branch}`, percent(rate), `of ${counted(decided, 'decided run')}`],
    [
      'Time to green',
      recovered === 0 ? 'none mended' : duration(timeToGreenMs),
      recovered === 0
        ? `red for ${duration(redMs)} of the week`
        : `median of ${recovered}; red ${percent(redShare)} of the week`,
    ],
    flaky,
  ];
}

function timeTiles({ figures, trend }: HealthDocument): readonly Tile[] {
  const { averageMs, p50Ms, p95Ms, queuedJobs, queueP50Ms, queueP95Ms, estimatedMinutes } = figures;
  return [
    ['Duration, p50', duration(p50Ms), `p95 ${duration(p95Ms)}, average ${duration(averageMs)}`],
    [
      'Passes, p50, week on week',
      trend.duration === null ? 'no data' : duration(trend.duration.now),
      durationChange(trend.duration),
    ],
    queuedJobs === 0
      ? ['Minutes', String(estimatedMinutes), 'an estimate']
      : [
          'Queue, p50',
          duration(queueP50Ms),
          `p95 ${duration(queueP95Ms)}; ${estimatedMinutes} minutes in all, an estimate`,
        ],
  ];
}
