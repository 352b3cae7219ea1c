import { oneLine } from '@sluice/core';

const LONGEST = 400;

/** The last lines that a program said, as one line of plain text: what is quoted of it in a reason. */
export function lastWords(text: string, lines = 2): string {
  const said = text
    .split('\n')
    .map((line) => oneLine(line.slice(0, LONGEST * 4)).trim())
    .filter((line) => line !== '' && !/^(?:WARNING:|Run '|See ')/u.test(line));
  const words = said.slice(-lines).join(' · ');
  return words.length > LONGEST ? `${words.slice(0, LONGEST - 1)}…` : words;
}
