import { createHash } from 'node:crypto';
import { CACHE_VERSION } from './key.ts';

export type Fields = Readonly<Record<string, unknown>>;

const HEADER = `sluice-cache ${CACHE_VERSION} `;
const DIGEST_LENGTH = 64;
const NEWLINE = 0x0a;

/** A value as bytes that tell when they are damaged: a line with the digest of the rest, then JSON. */
export function seal(value: unknown): Uint8Array {
  const body = Buffer.from(JSON.stringify(value));
  return Buffer.concat([Buffer.from(`${HEADER}${sha256(body)}\n`), body]);
}

/**
 * The value again. Undefined for anything else than the whole of it: cut short, changed by a bit, of another version of
 * the cache, or never sealed at all (a sign-in page with status 200).
 */
export function unseal(bytes: Uint8Array): unknown {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = HEADER.length + DIGEST_LENGTH;
  if (buffer.length <= end || buffer.toString('latin1', 0, HEADER.length) !== HEADER) return undefined;
  const body = buffer.subarray(end + 1);
  if (buffer[end] !== NEWLINE || buffer.toString('latin1', HEADER.length, end) !== sha256(body))
    return undefined;
  try {
    return JSON.parse(body.toString('utf8')) as unknown;
  } catch {
    return undefined;
  }
}

/** True for a JSON object. */
export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
