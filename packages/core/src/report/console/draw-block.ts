import { join } from 'node:path';
import { fewOf } from '../count-of.ts';
import { oneLine } from '../escape.ts';
import type { Evidence } from '../evidence.ts';
import { waiveOffer, type Help } from '../helps.ts';
import { reasonsOf, type Reason } from '../reasons.ts';
import type { LogPlace } from '../triage-of.ts';
import { drawLine, drawWrapped, unbounded } from './draw-line.ts';
import type { EndInput } from './end-input.ts';
import { shownPath } from './shown-path.ts';
import { textWidth } from './text-width.ts';

const INDENT = '     ';
const WIDEST_SUBJECT = 32;
const WIDEST_PLACE = 36;

/** The reasons of a block, numbered, then what flips it and how to go on without. Words are wrapped, never cut. */
export function drawBlock(input: EndInput): readonly string[] {
  const reasons = reasonsOf(input.report, 'block', input.options);
  const subjectWidth = widest(
    reasons.map(({ subject }) => subject),
    WIDEST_SUBJECT,
  );
  return [
    '',
    ...reasons.flatMap((reason, index) =>
      drawReason(reason, { title: `${index + 1} `, subjectWidth, input }),
    ),
    '',
    ...flipLines(input),
    ...waiveLines(input),
  ];
}

const widest = (texts: readonly string[], most: number): number =>
  Math.min(most, Math.max(0, ...texts.map(textWidth)));

interface ReasonPlace {
  readonly title: string;
  readonly subjectWidth: number;
  readonly input: EndInput;
}

function drawReason(reason: Reason, { title, subjectWidth, input }: ReasonPlace): readonly string[] {
  const { canvas } = input;
  const { subject, message, evidence, more, triage, behind, helps } = reason;
  const faint = (text: string): readonly string[] => drawWrapped([[INDENT]], text, canvas, 'faint');
  const places = widest(
    evidence.map(({ where }) => where),
    WIDEST_PLACE,
  );
  return [
    ...drawWrapped([[title, 'strong'], [subject.padEnd(subjectWidth), 'block'], ['   ']], message, canvas),
    ...evidence.flatMap((piece) => drawEvidence(piece, places, input)),
    ...(more > 0 ? faint(`and ${more} more, in the report`) : []),
    ...(triage === undefined
      ? []
      : [...faint(triage.text), ...triage.lines.flatMap((line) => drawLogLine(line, input))]),
    ...(behind.length === 0
      ? []
      : drawWrapped([[INDENT]], `not run because of it: ${fewOf(behind.map(oneLine))}`, canvas)),
    ...helps.map((help) => drawHelp(help, input)),
  ];
}

function drawEvidence({ where, what }: Evidence, places: number, { canvas }: EndInput): readonly string[] {
  if (where === '') return drawWrapped([[INDENT]], what, canvas);
  return drawWrapped([[INDENT], [where.padEnd(places), 'info'], ['  ']], what, canvas);
}

function drawLogLine({ log, line, text }: LogPlace, { canvas, dir, cwd }: EndInput): readonly string[] {
  const where = `${shownPath(join(dir, log), cwd)}:${line}`;
  return drawWrapped([[INDENT], [where, 'info'], ['  ']], text, canvas);
}

/** A command line is never cut or broken: it is there to be pasted. */
function drawHelp({ label, text, isCommand }: Help, { canvas, dir, cwd }: EndInput): string {
  const shown = label === 'log' ? shownPath(join(dir, text), cwd) : text;
  return drawLine(
    [[INDENT], [`${label}:`.padEnd(8), 'faint'], [shown, isCommand ? 'strong' : 'plain']],
    unbounded(canvas),
  );
}

function flipLines({ options, canvas }: EndInput): readonly string[] {
  const { flips = [], checked = false } = options.explanation ?? {};
  if (flips.length === 0) return [];
  // Only what was applied and decided again is promised.
  const promise = checked ? 'Flips to PASS (checked):' : 'Would help, though not checked to be enough:';
  return [promise, ...flips.flatMap((flip) => drawWrapped([['  - ']], oneLine(flip), canvas))];
}

function waiveLines({ report, options, canvas }: EndInput): readonly string[] {
  const offer = waiveOffer(report, options);
  if (offer === undefined) return [];
  const label = drawLine(
    [['Cannot wait? A waiver has an end, and every report shows it:', 'faint']],
    unbounded(canvas),
  );
  return [label, drawLine([['  '], [offer]], unbounded(canvas))];
}
