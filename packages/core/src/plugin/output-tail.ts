import { open } from 'node:fs/promises';
import { stripVTControlCharacters } from 'node:util';

const READ_BYTES = 32 * 1024;
const MAX_LINES = 12;
const MAX_LINE_LENGTH = 240;

/** The last lines of a log that say something, without colours and control characters; empty when there are none. */
export async function outputTail(logPath: string): Promise<string> {
  return meaningfulLines(await readEnd(logPath)).join('\n');
}

/** Bounded both ways, for the whole output is in the log and this ends in reports and comments. */
export function meaningfulLines(text: string): readonly string[] {
  const lines = text.split('\n').map((line) => {
    // What a progress bar overwrote is gone from the screen too.
    const last = stripVTControlCharacters(line).replace(/\r+$/u, '').split('\r').at(-1) ?? '';
    // oxlint-disable-next-line no-control-regex
    return last.replace(/[\u0000-\u0008\u000b-\u001f\u007f]/gu, '').trimEnd();
  });
  // A line of rules and dots says nothing, and the engine's own lines repeat the command.
  const kept = lines.filter((line) => /[\p{L}\p{N}]/u.test(line) && !line.startsWith('$ '));
  return kept
    .slice(-MAX_LINES)
    .map((line) => (line.length > MAX_LINE_LENGTH ? `${line.slice(0, MAX_LINE_LENGTH - 1)}…` : line));
}

async function readEnd(path: string): Promise<string> {
  try {
    const handle = await open(path, 'r');
    try {
      const { size } = await handle.stat();
      const start = Math.max(0, size - READ_BYTES);
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(READ_BYTES), 0, READ_BYTES, start);
      const text = buffer.toString('utf8', 0, bytesRead);
      // The first line was most likely cut, perhaps inside a character.
      return start === 0 ? text : text.slice(text.indexOf('\n') + 1);
    } finally {
      await handle.close();
    }
  } catch {
    // A finding without a quotation is still a finding.
    return '';
  }
}
