import { Transform } from 'node:stream';
import type { Redactor } from '../exec/redact.ts';

/**
 * A stream that masks secrets in text and lets anything else through as it is. A chunk with a zero byte ends the
 * masking: a picture or an archive must not be changed by bytes that happen to look like an address. A log is text
 * whatever a program printed into it: `isText` masks it to its end.
 */
export function maskText(
  redactor: Redactor,
  { isText = false }: { readonly isText?: boolean } = {},
): Transform {
  const mask = redactor.hasSecrets ? redactor.stream() : undefined;
  let isBinary = mask === undefined;
  // Latin-1 gives each byte one character and takes it back, whatever encoding the file has.
  const masked = (text: string, isLast: boolean): Buffer => Buffer.from(mask?.(text, isLast) ?? '', 'latin1');
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      if (!isBinary && !isText && chunk.includes(0)) {
        isBinary = true;
        this.push(masked('', true));
      }
      done(null, isBinary ? chunk : masked(chunk.toString('latin1'), false));
    },
    flush(done) {
      done(null, isBinary ? undefined : masked('', true));
    },
  });
}
