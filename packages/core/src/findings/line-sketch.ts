/** More than almost any flagged line has; of a longer one the same part is taken every time. */
const MOST_TOKENS = 48;

/**
 * A line of code as the set of its words and signs, each as 16 bits: enough to tell an edited line from another one,
 * too little to read it back. Base64, for the baseline.
 */
export function lineSketch(text: string): string {
  const seen = new Map<string, number>();
  const hashes = new Set<number>();
  for (const [token] of text.normalize('NFC').matchAll(/[\p{L}\p{N}_]+|[^\s\p{L}\p{N}_]/gu)) {
    const count = (seen.get(token) ?? 0) + 1;
    seen.set(token, count);
    hashes.add(hash16(`${token}\0${count}`));
  }
  const kept = [...hashes].sort((a, b) => a - b).slice(0, MOST_TOKENS);
  return Buffer.from(Uint8Array.from(kept.flatMap((hash) => [hash >> 8, hash & 0xff]))).toString('base64');
}

/** The hashes that a sketch holds, ascending. */
export function readSketch(sketch: string): readonly number[] {
  const bytes = Buffer.from(sketch, 'base64');
  return [...Array(bytes.length >> 1).keys()].map((index) => bytes.readUInt16BE(index * 2));
}

/** How much two sketches have in common, from 0 to 1 (Dice). */
export function sketchSimilarity(a: readonly number[], b: readonly number[]): number {
  if (a.length + b.length === 0) return 1;
  const other = new Set(b);
  return (2 * a.filter((hash) => other.has(hash)).length) / (a.length + b.length);
}

// FNV-1a, folded to 16 bits.
function hash16(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  return ((hash >>> 16) ^ hash) & 0xffff;
}
