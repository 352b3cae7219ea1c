import { join } from 'node:path';
import { oneLine } from '../escape.ts';
import { waiveOffer, type Help } from '../helps.ts';
import { reasonsOf, type Reason } from '../reasons.ts';
import { fewOf } from '../count-of.ts';
import { drawLine, type Canvas } from './draw-line.ts';
import type { EndInput } from './end-input.ts';
import type { Segment } from './ink.ts';
import { shownPath } from './shown-path.ts';
import { wrapText } from './text-width.ts';

/** The reasons of a block, numbered, then what flips it and how to go on without. */
export function drawBlock(input: EndInput): readonly string[] {
  const { report, options } = input;
  const reasons = reasonsOf(report, 'block', options);
  const idWidth = Math.min(32, Math.max(0, ...reasons.map(({ subject }) => subject.length)));
  return [
    '',
    ...reasons.flatMap((reason, index) => drawReason(reason, { number: index + 1, idWidth, input })),
    '',
    ...flipLines(input),
    ...waiveLines(input),
  ];
}

const INDENT = '     ';

interface ReasonPlace {
  readonly number: number;
  readonly idWidth: number;
  readonly input: EndInput;
}

function drawReason(reason: Reason, { number, idWidth, input }: ReasonPlace): readonly string[] {
  const { canvas } = input;
  const line = (...segments: Segment[]): string => drawLine(segments, canvas);
  const places = Math.min(36, Math.max(0, ...reason.evidence.map(({ where }) => where.length)));
  const evidence = reason.evidence.map(({ where, what }) =>
    line([INDENT], [where === '' ? '' : `${where.padEnd(places)}  `, 'info'], [what]),
  );
  return [
    ...drawTitle(reason, { number, idWidth, input }),
    ...evidence,
    ...(reason.more > 0 ? [line([`${INDENT}and ${reason.more} more, in the report`, 'faint'])] : []),
    ...(reason.triage === undefined ? [] : [line([`${INDENT}${reason.triage}`, 'faint'])]),
    ...(reason.behind.length === 0 ? [] : [line([`${INDENT}not run because of it: ${fewOf(reason.behind.map(oneLine))}`])]),
    ...reason.helps.map((help) => drawHelp(help, input)),
  ];
}

/** The number, the subject and why, over as many lines as the words need: a reason is never cut. */
function drawTitle({ subject, message }: Reason, { number, idWidth, input }: ReasonPlace): readonly string[] {
  const { canvas } = input;
  const head = `${number} ${subject.padEnd(idWidth)}   `;
  const isWide = canvas.columns - head.length >= 30;
  const [first = '', ...rest] = wrapText(message, isWide ? canvas.columns - head.length : canvas.columns - INDENT.length);
  const title: Segment[] = [[`${number} `, 'strong'], [subject.padEnd(idWidth), 'block']];
  const whole: Canvas = { ...canvas, columns: Number.POSITIVE_INFINITY };
  if (!isWide) return [drawLine(title, whole), ...[first, ...rest].map((text) => drawLine([[INDENT], [text]], whole))];
  const indent = ' '.repeat(head.length);
  return [drawLine([...title, ['   '], [first]], whole), ...rest.map((text) => drawLine([[indent], [text]], whole))];
}

/** A command line is never cut or broken: it is there to be pasted. */
function drawHelp({ label, text, isCommand }: Help, { canvas, dir, cwd }: EndInput): string {
  const shown = label === 'log' ? shownPath(join(dir, text), cwd) : text;
  const columns = isCommand || label === 'log' ? Number.POSITIVE_INFINITY : canvas.columns;
  return drawLine([[INDENT], [`${label}:`.padEnd(8), 'faint'], [shown, isCommand ? 'strong' : 'plain']], { ...canvas, columns });
}

function flipLines({ options, canvas }: EndInput): readonly string[] {
  const { flips = [], checked = false } = options.explanation ?? {};
  if (flips.length === 0) return [];
  const proof = checked ? ' (checked)' : '';
  const [only] = flips;
  const wrap = (text: string, indent: string): readonly string[] =>
    wrapText(oneLine(text), canvas.columns - indent.length).map((words) => drawLine([[indent], [words]], { ...canvas, columns: Infinity }));
  if (flips.length === 1) return wrap(`Flips to PASS when ${only}${proof}.`, '');
  return [`Flips to PASS when${proof}:`, ...flips.flatMap((flip) => wrap(flip, '  '))];
}

function waiveLines({ report, options, canvas }: EndInput): readonly string[] {
  const offer = waiveOffer(report, options);
  if (offer === undefined) return [];
  const whole = { ...canvas, columns: Number.POSITIVE_INFINITY };
  return [drawLine([['Cannot wait?  ', 'faint'], [offer], ['   (shown in every report)', 'faint']], whole)];
}
