import type { AggregateDocument } from './aggregate-document.ts';

const AT_ONCE = 500;

/**
 * The document as JSON text, a piece at a time: to the letter what `JSON.stringify(document, null, 2)` gives and a line
 * end. In one piece it is larger than all that it was made of, and is held three times until it is written.
 */
export function* documentChunks(document: AggregateDocument): Generator<string> {
  const { findings, ...rest } = document;
  const others = JSON.stringify(rest, null, 2).slice('{'.length);
  if (findings.length === 0) {
    yield `{\n  "findings": [],${others}\n`;
    return;
  }
  yield '{\n  "findings": [';
  for (let start = 0; start < findings.length; start += AT_ONCE) {
    const list = JSON.stringify(findings.slice(start, start + AT_ONCE), null, 2);
    // No text within JSON holds a raw line end, so each is one of the layout.
    yield `${start === 0 ? '' : ','}${list.slice(1, -'\n]'.length).replaceAll('\n', '\n  ')}`;
  }
  yield `\n  ],${others}\n`;
}
