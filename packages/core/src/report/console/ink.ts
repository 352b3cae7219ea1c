import { styleText } from 'node:util';

/** What a piece of text means; the colour follows from it. */
export type Tone =
  | 'plain'
  | 'good'
  | 'bad'
  | 'warn'
  | 'info'
  | 'faint'
  | 'strong'
  | 'pass'
  | 'warning'
  | 'block';

type Styles = Parameters<typeof styleText>[0];

const STYLES: Readonly<Record<Exclude<Tone, 'plain'>, Styles>> = {
  good: 'green',
  bad: 'red',
  warn: 'yellow',
  info: 'cyan',
  faint: 'dim',
  strong: 'bold',
  pass: ['bold', 'green'],
  warning: ['bold', 'yellow'],
  block: ['bold', 'red'],
};

/** Text and what it means. A line is a list of these, so that it is measured and cut before it is coloured. */
export type Segment = readonly [text: string, tone?: Tone];

/** Colours one piece, or leaves it as it is: the decision was taken by flags and variables, never by the stream. */
export function ink([text, tone = 'plain']: Segment, color: boolean): string {
  if (!color || tone === 'plain' || text === '') return text;
  return styleText(STYLES[tone], text, { validateStream: false });
}
