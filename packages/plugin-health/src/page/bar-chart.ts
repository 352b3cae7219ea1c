import { escapeHtml } from './escape-html.ts';

/** Two counts for each day, one on top of the other. */
export interface Bars {
  /** Names the chart for who cannot see it. */
  readonly label: string;
  readonly days: readonly string[];
  readonly lower: readonly number[];
  readonly upper: readonly number[];
}

const [WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM] = [460, 210, 58, 26, 12, 30];

/** Stacked bars as inline SVG; those on top are hatched by an edge as well as coloured. */
export function barChart({ label, days, lower, upper }: Bars): string {
  const most = Math.max(1, ...days.map((_, index) => (lower[index] ?? 0) + (upper[index] ?? 0)));
  const step = stepFor(most);
  const high = Math.ceil(most / step) * step;
  const y = (value: number): number =>
    Math.round((HEIGHT - BOTTOM - (value / high) * (HEIGHT - TOP - BOTTOM)) * 10) / 10;
  const slot = (WIDTH - LEFT - RIGHT) / days.length;
  const x = (index: number): number => Math.round((LEFT + (index + 0.5) * slot) * 10) / 10;
  const bar = (look: string, index: number, from: number, count: number): string =>
    count === 0
      ? ''
      : `<rect class="${look}" x="${x(index) - 8}" y="${y(from + count)}" width="16" height="${Math.round((y(from) - y(from + count)) * 10) / 10}"/>`;
  return [
    `<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${escapeHtml(label, 300)}">`,
    ...Array.from({ length: high / step + 1 }, (_, index) => index * step).map(
      (tick) =>
        `<path class="grid" d="M${LEFT} ${y(tick)}H${WIDTH - RIGHT}"/><text class="tick end" x="${LEFT - 8}" y="${y(tick) + 4}">${tick}</text>`,
    ),
    ...days.flatMap((day, index) =>
      index % 3 === 1
        ? [`<text class="tick mid" x="${x(index)}" y="${HEIGHT - 8}">${escapeHtml(day)}</text>`]
        : [],
    ),
    `<path class="week" d="M${LEFT + (days.length / 2) * slot} ${TOP}V${HEIGHT - BOTTOM}"/>`,
    ...days.map((_, index) => bar('low', index, 0, lower[index] ?? 0)),
    ...days.map((_, index) => bar('up', index, lower[index] ?? 0, upper[index] ?? 0)),
    '</svg>',
  ].join('');
}

/** At most five steps, each 1, 2 or 5 times a power of ten. */
function stepFor(most: number): number {
  const power = 10 ** Math.floor(Math.log10(most / 5 || 1));
  return [1, 2, 5, 10].map((one) => Math.max(1, one * power)).find((step) => most / step <= 5) ?? 10 * power;
}
