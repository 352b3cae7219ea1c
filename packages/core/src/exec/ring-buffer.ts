const FIRST_BYTES = 16 * 1024;

/** Keeps the end of a stream of bytes. */
export interface RingBuffer {
  readonly push: (chunk: Uint8Array) => void;
  /** The bytes kept, as text; a character cut in two at the beginning is left out. */
  readonly text: () => string;
  readonly isTruncated: () => boolean;
}

/**
 * Bytes are copied into one buffer that grows to `maxBytes` and no further. A list of the chunks themselves would
 * keep one object per write of the child: four million of them for a program that prints byte by byte.
 */
export function createRingBuffer(maxBytes: number): RingBuffer {
  let buffer = Buffer.allocUnsafe(Math.min(FIRST_BYTES, maxBytes));
  let total = 0;
  const grow = (needed: number): void => {
    if (needed <= buffer.length || buffer.length === maxBytes) return;
    const larger = Buffer.allocUnsafe(Math.min(maxBytes, Math.max(needed, buffer.length * 2)));
    // Before it is full the buffer never wrapped, so the bytes lie in order.
    buffer.copy(larger, 0, 0, total);
    buffer = larger;
  };
  return {
    push: (chunk) => {
      grow(total + chunk.length);
      const tail = chunk.length > buffer.length ? chunk.subarray(chunk.length - buffer.length) : chunk;
      const start = buffer.length === 0 ? 0 : (total + chunk.length - tail.length) % buffer.length;
      const head = Math.min(tail.length, buffer.length - start);
      buffer.set(tail.subarray(0, head), start);
      buffer.set(tail.subarray(head), 0);
      total += chunk.length;
    },
    text: () => {
      if (total <= buffer.length) return buffer.toString('utf8', 0, total);
      const start = total % buffer.length;
      const bytes = Buffer.concat([buffer.subarray(start), buffer.subarray(0, start)]);
      return bytes.toString('utf8', firstWholeCharacter(bytes));
    },
    isTruncated: () => total > maxBytes,
  };
}

/** Skips the bytes that continue a character (10xxxxxx), at most three. */
function firstWholeCharacter(bytes: Uint8Array): number {
  let index = 0;
  while (index < 3 && index < bytes.length && ((bytes[index] ?? 0) & 0xc0) === 0x80) index += 1;
  return index;
}
