import { escapeHtml } from './escape-html.ts';

/** One line of a chart. A value of null is a gap. */
export interface Series {
  readonly name: string;
  /** `a` is drawn solid, `b` dashed: nobody needs to tell colours apart. */
  readonly look: 'a' | 'b';
  readonly values: readonly (number | null)[];
}

/** What a chart shows. */
export interface Chart {
  /** Names the chart for who cannot see it. */
  readonly label: string;
  readonly series: readonly Series[];
  /** Below each value; every second one is written. */
  readonly days: readonly string[];
  readonly low: number;
  readonly high: number;
  readonly ticks: readonly number[];
  readonly format: (value: number) => string;
  /** A line across, such as the threshold. */
  readonly limit?: number;
  /** The area between two bounds, where both are known. */
  readonly band?: readonly (readonly [number, number] | null)[];
}

const [WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM] = [460, 210, 58, 26, 12, 30];

/** A chart as inline SVG, without a script or a style of its own: classes of the page give the colours. */
export function lineChart(chart: Chart): string {
  const { label, series, days, ticks, format, limit, band = [] } = chart;
  const place = placeOf(chart);
  const { x, y } = place;
  return [
    `<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${escapeHtml(label, 300)}">`,
    ...ticks.map(
      (tick) =>
        `<path class="grid" d="M${LEFT} ${y(tick)}H${WIDTH - RIGHT}"/><text class="tick end" x="${LEFT - 8}" y="${y(tick) + 4}">${escapeHtml(format(tick))}</text>`,
    ),
    ...days.flatMap((day, index) =>
      index % 3 === 1
        ? [`<text class="tick mid" x="${x(index)}" y="${HEIGHT - 8}">${escapeHtml(day)}</text>`]
        : [],
    ),
    // Between this week and the one before.
    `<path class="week" d="M${(x(days.length / 2 - 1) + x(days.length / 2)) / 2} ${TOP}V${HEIGHT - BOTTOM}"/>`,
    ...segments(band, (value) => value !== null).map((part) => bandPath(part, band, place)),
    ...(limit === undefined ? [] : [`<path class="limit" d="M${LEFT} ${y(limit)}H${WIDTH - RIGHT}"/>`]),
    ...series.flatMap((one) => seriesPaths(one, place)),
    '</svg>',
  ].join('');
}

interface Place {
  readonly x: (index: number) => number;
  readonly y: (value: number) => number;
}

function placeOf({ days, low, high }: Chart): Place {
  const step = (WIDTH - LEFT - RIGHT - 16) / Math.max(1, days.length - 1);
  const span = high - low || 1;
  return {
    x: (index) => round(LEFT + 8 + index * step),
    y: (value) => {
      const share = (Math.min(high, Math.max(low, value)) - low) / span;
      return round(HEIGHT - BOTTOM - share * (HEIGHT - TOP - BOTTOM));
    },
  };
}

function seriesPaths({ look, values }: Series, { x, y }: Place): readonly string[] {
  const parts = segments(values, (value) => value !== null);
  const point = (index: number): string => `${x(index)} ${y(values[index] ?? 0)}`;
  return [
    ...parts
      .filter(({ length }) => length > 1)
      .map((part) => `<path class="line ${look}" d="M${part.map(point).join('L')}"/>`),
    ...parts
      .flat()
      .map(
        (index) =>
          `<circle class="dot ${look}" cx="${x(index)}" cy="${y(values[index] ?? 0)}" r="${look === 'a' ? 3 : 2.2}"/>`,
      ),
  ];
}

function bandPath(part: readonly number[], band: NonNullable<Chart['band']>, { x, y }: Place): string {
  const bound = (index: number, side: 0 | 1): string => `${x(index)} ${y(band[index]?.[side] ?? 0)}`;
  const [first = 0] = part;
  // One day alone is a bar, so that it can be seen.
  if (part.length === 1)
    return `<path class="band" d="M${x(first) - 4} ${y(band[first]?.[0] ?? 0)}h8V${y(band[first]?.[1] ?? 0)}h-8Z"/>`;
  const up = part.map((index) => bound(index, 1));
  const down = part.toReversed().map((index) => bound(index, 0));
  return `<path class="band" d="M${[...up, ...down].join('L')}Z"/>`;
}

/** Runs of neighbouring indices whose values are there. */
function segments<T>(values: readonly T[], isThere: (value: T) => boolean): readonly (readonly number[])[] {
  const found: number[][] = [];
  for (const [index, value] of values.entries()) {
    if (!isThere(value)) continue;
    const last = found.at(-1);
    if (last?.at(-1) === index - 1) last.push(index);
    else found.push([index]);
  }
  return found;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
