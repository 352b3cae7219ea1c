const FONT = 13;
const LINE = 19;
/** The width of one character of a monospaced font, by its size; `textLength` holds every font to it. */
const COLUMN = FONT * 0.6;
const MARGIN = 16;

const COLOURS: Readonly<Record<number, string>> = {
  31: '#ff7b72',
  32: '#56d364',
  33: '#e3b341',
  36: '#76c7e8',
};
const PLAIN = '#d7dde4';
const FAINT = '#8b949e';

interface Style {
  readonly colour: string | undefined;
  readonly isBold: boolean;
  readonly isFaint: boolean;
}

interface Piece {
  readonly text: string;
  readonly column: number;
  readonly style: Style;
}

/** What a terminal shows, as an SVG: lines of text with the colours that the console of core writes. */
export function terminalSvg(capture: string, title: string): string {
  const lines = capture.trimEnd().split('\n');
  const columns = Math.max(...lines.map((line) => plain(line).length));
  const width = Math.ceil(columns * COLUMN) + 2 * MARGIN;
  const height = lines.length * LINE + 2 * MARGIN;
  const rows = lines.flatMap((line, row) => pieces(line).map((piece) => draw(piece, row)));
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img">`,
    `<title>${escape(title)}</title>`,
    `<rect width="${width}" height="${height}" rx="8" fill="#0d1117"/>`,
    `<g font-family="ui-monospace,SFMono-Regular,Menlo,Consolas,'DejaVu Sans Mono',monospace" font-size="${FONT}">`,
    ...rows,
    '</g>',
    '</svg>',
    '',
  ].join('\n');
}

function pieces(line: string): readonly Piece[] {
  const found: Piece[] = [];
  let style: Style = { colour: undefined, isBold: false, isFaint: false };
  let column = 0;
  // oxlint-disable-next-line no-control-regex -- the escape that begins a colour
  for (const [part, codes] of line.matchAll(/\u001B\[([\d;]*)m|[^\u001B]+/gu)) {
    if (codes !== undefined) {
      style = codes.split(';').map(Number).reduce(withCode, style);
    } else {
      for (const word of part.matchAll(/\S+(?: \S+)*/gu)) {
        found.push({ text: word[0], column: column + word.index, style });
      }
      column += part.length;
    }
  }
  return found;
}

function withCode(style: Style, code: number): Style {
  if (code === 1) return { ...style, isBold: true };
  if (code === 2) return { ...style, isFaint: true };
  if (code === 22) return { ...style, isBold: false, isFaint: false };
  if (code === 39) return { ...style, colour: undefined };
  const colour = COLOURS[code];
  if (colour === undefined) throw new Error(`The picture has no colour for code ${code}`);
  return { ...style, colour };
}

function draw({ text, column, style }: Piece, row: number): string {
  const x = round(MARGIN + column * COLUMN);
  const y = MARGIN + row * LINE + FONT;
  const fill = style.colour ?? (style.isFaint ? FAINT : PLAIN);
  const weight = style.isBold ? ' font-weight="bold"' : '';
  const length = round(text.length * COLUMN);
  return `<text x="${x}" y="${y}" fill="${fill}"${weight} textLength="${length}">${escape(text)}</text>`;
}

const round = (value: number): number => Math.round(value * 100) / 100;

// oxlint-disable-next-line no-control-regex -- as above
const plain = (line: string): string => line.replaceAll(/\u001B\[[\d;]*m/gu, '');

const escape = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
