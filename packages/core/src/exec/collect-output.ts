import type { Readable } from 'node:stream';
import { StringDecoder } from 'node:string_decoder';
import type { LogFile } from './log-file.ts';
import type { Redactor } from './redact.ts';
import { createRingBuffer } from './ring-buffer.ts';

export interface OutputOptions {
  readonly log: LogFile;
  readonly redactor: Redactor;
  /** False keeps the stream out of the log: what it prints is in memory alone. Default true. */
  readonly isLogged?: boolean;
  /** How much of the end is kept in memory; 0 keeps nothing. */
  readonly keepBytes: number;
  /** Called when the log could not take what was printed: going on would only lose more. */
  readonly onLost: () => void;
}

/** What a stream of a program printed. */
export interface CollectedOutput {
  /** Resolves when the stream has ended or was destroyed. */
  readonly ended: Promise<void>;
  /** Stops reading, and gives what was held back by the mask to the log. */
  readonly finish: () => void;
  /** As it was printed, not masked: parsers need what the tool said. */
  readonly text: () => string;
  readonly isTruncated: () => boolean;
}

/**
 * Reads a stream into the log, masked, and its end into memory. A log slower than the program pauses the program:
 * its pipe fills, and it waits.
 */
export function collectOutput(
  stream: Readable,
  { log, redactor, keepBytes, onLost, isLogged = true }: OutputOptions,
): CollectedOutput {
  const ring = createRingBuffer(keepBytes);
  const mask = redactor.stream();
  const decoder = new StringDecoder('utf8');
  const { promise: ended, resolve } = Promise.withResolvers<void>();
  const logText = (text: string): boolean => text === '' || !isLogged || log.write(Buffer.from(text));
  stream.on('error', () => {});
  stream.once('close', resolve);
  stream.on('data', (chunk: Buffer) => {
    if (keepBytes > 0) ring.push(chunk);
    if (log.hasFailed()) return onLost();
    if (logText(mask(decoder.write(chunk)))) return;
    stream.pause();
    void log.drained().then(() => stream.resume());
  });
  return {
    ended,
    finish: () => {
      stream.destroy();
      logText(mask(decoder.end(), true));
    },
    text: () => (keepBytes > 0 ? ring.text() : ''),
    isTruncated: () => keepBytes > 0 && ring.isTruncated(),
  };
}
