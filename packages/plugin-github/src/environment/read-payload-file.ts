import { open } from 'node:fs/promises';

/** GitHub's own limit for an event is 25 MB; beyond this the file is something else. */
export const MOST_PAYLOAD_BYTES = 32 * 1024 * 1024;

/**
 * The text of a payload, or one that is longer than {@link MOST_PAYLOAD_BYTES}: a device or a file of any size costs no
 * more memory than that. Throws what opening and reading throw.
 */
export async function readPayloadFile(path: string): Promise<string> {
  await using file = await open(path, 'r');
  const chunks: Buffer[] = [];
  let bytes = 0;
  const stream = file.createReadStream({ autoClose: false, end: MOST_PAYLOAD_BYTES });
  for await (const chunk of stream) {
    chunks.push(chunk as Buffer);
    bytes += (chunk as Buffer).length;
  }
  return Buffer.concat(chunks, bytes).toString('utf8');
}
