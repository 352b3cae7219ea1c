/** As many characters as the hash of a line covers, spaces not counted. */
const WINDOW = 100;
const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;
const END_OF_FILE = 65_535;

/**
 * GitHub's `primaryLocationLineHash` for each of these lines, from 1: a rolling hash (base 37, modulo 2^64) over the
 * 100 characters from the line's start on, without spaces and tabs and with all line ends alike, and a colon with its
 * number among equal ones. To the letter what its upload action computes, so that a file that is uploaded by it and
 * one that is not are one alert.
 */
export function lineHashes(text: string, lines: ReadonlySet<number>): ReadonlyMap<number, string> {
  const hashes = new Map<number, string>();
  const counts = new Map<string, number>();
  const { characters, starts } = compact(text);
  const roll = createRoll();
  for (let position = 0; position < characters.length + WINDOW; position += 1) {
    const leaving = position - WINDOW;
    const line = leaving < 0 ? undefined : starts.get(leaving);
    if (line !== undefined) {
      const hash = roll.hash();
      const count = (counts.get(hash) ?? 0) + 1;
      counts.set(hash, count);
      if (lines.has(line)) hashes.set(line, `${hash}:${count}`);
    }
    roll.add(characters[position] ?? 0, leaving < 0 ? 0 : (characters[leaving] ?? 0));
  }
  return hashes;
}

/** The characters that count, and which of them begin a line. */
function compact(text: string): {
  readonly characters: readonly number[];
  readonly starts: ReadonlyMap<number, number>;
} {
  const characters: number[] = [];
  const starts = new Map<number, number>();
  let line = 0;
  let isStart = true;
  let wasReturn = false;
  const push = (character: number): void => {
    if (isStart) starts.set(characters.length, (line += 1));
    isStart = character === LINE_FEED;
    characters.push(character);
  };
  for (let index = 0; index < text.length; index += 1) {
    const character = text.charCodeAt(index);
    const isSkipped = character === 32 || character === 9 || (wasReturn && character === LINE_FEED);
    wasReturn = character === CARRIAGE_RETURN;
    if (!isSkipped) push(wasReturn ? LINE_FEED : character);
  }
  push(END_OF_FILE);
  return { characters, starts };
}

/** 64 bits in two halves: BigInt takes ten times as long, for every character of every file with a finding. */
function createRoll(): {
  readonly add: (coming: number, leaving: number) => void;
  readonly hash: () => string;
} {
  let [high, low] = [0, 0];
  // 37^100 modulo 2^64, what the character that leaves was multiplied with.
  const power = 37n ** BigInt(WINDOW) % 2n ** 64n;
  const [powerHigh, powerLow] = [Number(power >> 32n), Number(power & 0xffffffffn)];
  return {
    add: (coming, leaving) => {
      const [grownHigh, grownLow] = times(high, low, 37);
      const [goneHigh, goneLow] = times(powerHigh, powerLow, leaving);
      const sum = grownLow + coming - goneLow;
      low = sum >>> 0;
      high = (grownHigh - goneHigh + Math.floor(sum / 2 ** 32)) >>> 0;
    },
    hash: () => ((BigInt(high) << 32n) | BigInt(low)).toString(16),
  };
}

/** A 64-bit number in halves times one below 2^16. */
function times(high: number, low: number, factor: number): readonly [number, number] {
  const product = low * factor;
  return [(Math.imul(high, factor) + Math.floor(product / 2 ** 32)) >>> 0, product >>> 0];
}
