import { duration, percent, percentRange } from '../commands/words.ts';
import type { Board, BoardDay } from '../board/board.ts';
import { barChart } from './bar-chart.ts';
import { durationTicks } from './duration-ticks.ts';
import { escapeHtml } from './escape-html.ts';
import { lineChart } from './line-chart.ts';

type Row = readonly [head: string, ...cells: readonly string[]];

/** Rates, durations and waiting of the last two weeks, each with its figures as a table. */
export function charts(board: Board): string {
  const { days } = board;
  const names = days.map(({ fromMs }) => dayName(fromMs));
  return `<div class="pair">${rates(board, names)}${volume(days, names)}${durations(days, names)}${queue(days, names)}</div>`;
}

function rates({ days, health }: Board, names: readonly string[]): string {
  const { threshold } = health.figures;
  const values = days.flatMap(({ rate, firstAttemptRate }) => [rate ?? 1, firstAttemptRate ?? 1]);
  // From 0 where it must be, from 50 % where that shows more of what people look for.
  const low = Math.min(threshold, ...values) >= 0.5 ? 0.5 : 0;
  return card(
    'Success rate by day',
    days.some(({ rate }) => rate !== null),
    {
      key: [
        ['', 'last attempts'],
        ['b', 'first attempts'],
        ['s', '95 % interval'],
        ['l', `threshold ${percent(threshold)}`],
      ],
      chart: lineChart({
        label:
          'Success rate by day of the last two weeks, of last and of first attempts. The table below has its figures.',
        series: [
          { name: 'last attempts', look: 'a', values: days.map(({ rate }) => rate) },
          { name: 'first attempts', look: 'b', values: days.map(({ firstAttemptRate }) => firstAttemptRate) },
        ],
        band: days.map(({ interval }) => interval),
        days: names,
        low,
        high: 1,
        ticks: low === 0 ? [0, 0.25, 0.5, 0.75, 1] : [0.5, 0.6, 0.7, 0.8, 0.9, 1],
        format: (value) => `${Math.round(value * 100)} %`,
        limit: threshold,
      }),
      head: ['day from', 'decided', 'rate', 'interval', 'first attempts'],
      rows: days.map((day, index) => [
        names[index] ?? '',
        String(day.decided),
        percent(day.rate),
        percentRange(day.interval),
        percent(day.firstAttemptRate),
      ]),
    },
  );
}

function volume(days: readonly BoardDay[], names: readonly string[]): string {
  const passed = days.map(({ decided, rate }) => Math.round((rate ?? 0) * decided));
  const failed = days.map(({ decided }, index) => decided - (passed[index] ?? 0));
  return card(
    'Decided runs by day',
    days.some(({ decided }) => decided > 0),
    {
      key: [
        ['w', 'passed'],
        ['u', 'failed'],
      ],
      chart: barChart({
        label: 'Runs that passed and failed by day of the last two weeks. The table below has its figures.',
        days: names,
        lower: passed,
        upper: failed,
      }),
      head: ['day from', 'passed', 'failed'],
      rows: names.map((name, index) => [name, String(passed[index]), String(failed[index])]),
    },
  );
}

function durations(days: readonly BoardDay[], names: readonly string[]): string {
  return twoLines('Duration of runs by day', names, {
    p50: days.map(({ p50Ms }) => p50Ms),
    p95: days.map(({ p95Ms }) => p95Ms),
    empty: 'No run with a duration in these two weeks.',
  });
}

function queue(days: readonly BoardDay[], names: readonly string[]): string {
  return twoLines('Waiting for a machine by day', names, {
    p50: days.map(({ queueP50Ms }) => queueP50Ms),
    p95: days.map(({ queueP95Ms }) => queueP95Ms),
    empty: 'The data has no jobs, so how long they waited is not known.',
  });
}

interface Lines {
  readonly p50: readonly (number | null)[];
  readonly p95: readonly (number | null)[];
  readonly empty: string;
}

function twoLines(title: string, names: readonly string[], { p50, p95, empty }: Lines): string {
  const ticks = durationTicks([...p50, ...p95]);
  return card(
    title,
    p50.some((value) => value !== null),
    {
      key: [
        ['', 'p50'],
        ['b', 'p95'],
      ],
      chart: lineChart({
        label: `${title}, p50 and p95 of the last two weeks. The table below has its figures.`,
        series: [
          { name: 'p95', look: 'b', values: p95 },
          { name: 'p50', look: 'a', values: p50 },
        ],
        days: names,
        low: 0,
        high: ticks.at(-1) ?? 1,
        ticks,
        format: shortDuration,
      }),
      head: ['day from', 'p50', 'p95'],
      rows: names.map((name, index) => [name, duration(p50[index] ?? null), duration(p95[index] ?? null)]),
      empty,
    },
  );
}

interface Content {
  readonly key: readonly (readonly [look: string, text: string])[];
  readonly chart: string;
  readonly head: readonly string[];
  readonly rows: readonly Row[];
  readonly empty?: string;
}

function card(title: string, hasData: boolean, { key, chart, head, rows, empty }: Content): string {
  if (!hasData)
    return `<section class="card"><h2>${title}</h2><p class="empty">${empty ?? 'No run was decided in these two weeks.'}</p></section>`;
  const items = key.map(([look, text]) => `<li class="${look}"><i></i>${escapeHtml(text)}</li>`).join('');
  const cells = rows.map(
    ([first, ...rest]) =>
      `<tr><th scope="row">${first}</th>${rest.map((value) => `<td class="num">${value}</td>`).join('')}</tr>`,
  );
  return [
    `<section class="card"><h2>${title}</h2><ul class="key">${items}</ul>${chart}`,
    `<details><summary>Figures of this chart</summary><div class="scroll" tabindex="0" role="region" aria-label="${title}, figures"><table class="list"><thead><tr>`,
    ...head.map((name, index) => `<th scope="col"${index === 0 ? '' : ' class="num"'}>${name}</th>`),
    `</tr></thead><tbody>${cells.join('')}</tbody></table></div></details></section>`,
  ].join('');
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

function dayName(ms: number): string {
  const date = new Date(ms);
  return `${date.getUTCDate()} ${MONTHS[date.getUTCMonth()]}`;
}

/** `90 s`, `5 min`, `1.5 h`: a tick has no room for two units. */
function shortDuration(ms: number): string {
  const [value, unit] =
    ms < 1000
      ? [ms, 'ms']
      : ms < 120_000
        ? [ms / 1000, 's']
        : ms < 7_200_000
          ? [ms / 60_000, 'min']
          : [ms / 3_600_000, 'h'];
  return ms === 0 ? '0' : `${Number(value.toFixed(1))} ${unit}`;
}
