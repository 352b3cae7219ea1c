import { headline } from '../commands/facts.ts';
import { counted, duration, percent, percentRange } from '../commands/words.ts';
import type { HealthDocument } from '../figures/health-document.ts';
import { LEAST_DECIDED } from '../figures/health-status.ts';
import { escapeHtml } from './escape-html.ts';

const WORDS = {
  good: ['✓', 'Good'],
  alert: ['✕', 'Alert'],
  'insufficient-data': ['…', 'Too few runs'],
} as const;

/** The status, what gave it, and how sure it is. */
export function hero(health: HealthDocument): string {
  const { status, figures } = health;
  const [mark, word] = WORDS[status];
  const rate = figures.rate === null ? '' : ` ${percent(figures.rate)}`;
  return [
    `<section class="card hero ${status}" aria-labelledby="status">`,
    `<p class="word" id="status"><span class="mark" aria-hidden="true">${mark}</span>${word}${rate}</p>`,
    `<div><p class="lead">${sentence(health)}</p><p class="dim">${branchSentence(health)}</p></div>`,
    figures.interval === null ? '' : `<div class="gaugebox">${gauge(health)}</div>`,
    '</section>',
  ].join('');
}

function sentence({ status, figures }: HealthDocument): string {
  const { decided, success, interval, threshold } = figures;
  if (decided === 0) return `No run was decided in these 7 days, so there is no rate: neither 0 % nor 100 %.`;
  const passed = `${success} of ${counted(decided, 'decided run')} passed.`;
  return status === 'insufficient-data'
    ? `${passed} ${LEAST_DECIDED} are needed to judge.`
    : `${passed} The true rate lies between ${percentRange(interval).replace(' to ', ' and ')} (95 %); good from ${percent(threshold)}.`;
}

function branchSentence({ figures }: HealthDocument): string {
  const main = figures.defaultBranch;
  if (main === null) return 'No run is on the default branch.';
  const name = escapeHtml(main.branch, 60);
  if (main.open > 0)
    return `${name} is red for ${duration(main.redForMs)}: ${counted(main.open, 'workflow')} failed last.`;
  return main.decided === 0 ? `No run on ${name} was decided.` : `${name} is green.`;
}

/** The rate as a point, its interval as a bar, and the threshold as a line, from 0 to 100 %. */
function gauge({ figures }: HealthDocument): string {
  const [low, high] = figures.interval ?? [0, 1];
  const x = (share: number): number => Math.round(share * 10000) / 10;
  const goal = x(figures.threshold);
  return [
    '<svg viewBox="0 0 1000 40" role="img" aria-label="',
    escapeHtml(
      `Success rate ${percent(figures.rate)}, 95 % interval ${percentRange(figures.interval)}, threshold ${percent(figures.threshold)}`,
    ),
    '"><rect class="bar" y="6" width="1000" height="8" rx="4"/>',
    `<rect class="span" x="${x(low)}" y="3" width="${Math.max(2, x(high) - x(low))}" height="14" rx="3"/>`,
    `<path class="goal" d="M${goal} 0V20"/>`,
    `<circle class="point" cx="${Math.min(994, Math.max(6, x(figures.rate ?? 0)))}" cy="10" r="6"/>`,
    '<text class="tick" x="0" y="38">0 %</text><text class="tick end" x="1000" y="38">100 %</text>',
    `<text class="tick ${goal > 920 ? 'end' : 'mid'}" x="${Math.min(goal, 930)}" y="38">${escapeHtml(percent(figures.threshold))}</text>`,
    '</svg>',
  ].join('');
}

/** The title of the page: what a tab and a link preview show. */
export function pageTitle(health: HealthDocument): string {
  return escapeHtml(`CI health: ${headline(health)}`, 160);
}
