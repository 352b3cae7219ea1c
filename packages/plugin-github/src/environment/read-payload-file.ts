import { createReadStream } from 'node:fs';

/** GitHub's own limit for an event is 25 MB; beyond this the file is something else. */
export const MOST_PAYLOAD_BYTES = 32 * 1024 * 1024;

/**
 * The text of a payload, or one that is longer than {@link MOST_PAYLOAD_BYTES}: a device or a file of any size costs no
 * more memory than that. Throws what opening and reading throw.
 */
export async function readPayloadFile(path: string): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of createReadStream(path, { end: MOST_PAYLOAD_BYTES })) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}
