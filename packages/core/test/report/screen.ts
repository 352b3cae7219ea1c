import { textWidth } from '../../src/report/console/text-width.ts';

// eslint-disable-next-line no-control-regex
const SEQUENCE = /\u001B\[(\??)([\d;]*)([A-Za-z])/uy;

/**
 * A terminal as far as the live view uses one: lines, the cursor going up, erasing, colours kept as they were
 * written. Text is only ever written from the start of a row, which the view promises and this asserts.
 */
export function createScreen(columns: number) {
  let rows: string[] = [''];
  let row = 0;
  const erase = (mode: string, what: string): void => {
    if (mode === 'K') rows[row] = '';
    else if (mode === 'J' && (what === '' || what === '0')) rows = [...rows.slice(0, row), ''];
    else throw new Error(`an erase that is not known: ${what}${mode}`);
  };
  const put = (character: string): void => {
    const current = rows[row] ?? '';
    const isFull = textWidth(plain(current) + character) > columns;
    if (isFull) row += 1;
    rows[row] = (isFull ? '' : current) + character;
  };
  const write = (text: string): void => {
    for (let index = 0; index < text.length;) {
      SEQUENCE.lastIndex = index;
      const match = SEQUENCE.exec(text);
      if (match !== null) {
        const [whole, isPrivate, what = '', mode = ''] = match;
        if (mode === 'm') rows[row] = (rows[row] ?? '') + whole;
        else if (mode === 'A') row -= Number(what);
        else if (isPrivate === '') erase(mode, what);
        index += whole.length;
        continue;
      }
      const character = String.fromCodePoint(text.codePointAt(index) ?? 0);
      if (character === '\n') {
        row += 1;
        rows[row] ??= '';
      } else if (character !== '\r') put(character);
      index += character.length;
    }
    if (row < 0) throw new Error('the cursor left the screen');
  };
  return { write, text: () => `${rows.join('\n').trimEnd()}\n` };
}

// eslint-disable-next-line no-control-regex
const plain = (text: string): string => text.replaceAll(/\u001B\[[\d;]*m/gu, '');
