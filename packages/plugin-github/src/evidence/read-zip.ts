import { crc32, inflateRawSync } from 'node:zlib';

/** Where a zip says how many files it has: 22 bytes, and a comment of up to 64 KiB after them. */
const END = 0x06_05_4b_50;
const CENTRAL = 0x02_01_4b_50;
const LOCAL = 0x04_03_4b_50;
const END_BYTES = 22;
const MOST_COMMENT = 0xff_ff;

interface ZipEntry {
  readonly name: string;
  readonly flags: number;
  readonly method: number;
  readonly crc: number;
  readonly packed: number;
  readonly bytes: number;
  readonly at: number;
}

/**
 * Files of a zip by name, of at most so many bytes each; one that is not there is absent. Only names that are asked for
 * are looked at, so that no path of the archive leads anywhere. Throws an Error for what is no zip, for a file that is
 * there twice, encrypted, damaged, or larger than it says.
 *
 * As in PKWARE's APPNOTE 6.3, without what GitHub does not write: several disks, encryption, and Zip64.
 */
export function readZip(
  zip: Buffer,
  names: readonly string[],
  mostBytes: number,
): ReadonlyMap<string, Buffer> {
  const found = new Map<string, Buffer>();
  for (const entry of entriesOf(zip)) {
    if (!names.includes(entry.name)) continue;
    if (found.has(entry.name)) throw new Error(`it has ${entry.name} twice`);
    if (entry.bytes > mostBytes) throw new Error(`${entry.name} is larger than ${mostBytes} bytes`);
    found.set(entry.name, contentOf(zip, entry));
  }
  return found;
}

function entriesOf(zip: Buffer): readonly ZipEntry[] {
  const end = endOf(zip);
  const count = zip.readUInt16LE(end + 10);
  const entries: ZipEntry[] = [];
  let at = zip.readUInt32LE(end + 16);
  for (let index = 0; index < count; index += 1) {
    if (at + 46 > end || zip.readUInt32LE(at) !== CENTRAL) throw new Error('its list of files is damaged');
    const nameLength = zip.readUInt16LE(at + 28);
    entries.push({
      flags: zip.readUInt16LE(at + 8),
      method: zip.readUInt16LE(at + 10),
      crc: zip.readUInt32LE(at + 16),
      packed: zip.readUInt32LE(at + 20),
      bytes: zip.readUInt32LE(at + 24),
      at: zip.readUInt32LE(at + 42),
      name: zip.toString('utf8', at + 46, at + 46 + nameLength),
    });
    at += 46 + nameLength + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
  }
  return entries;
}

function endOf(zip: Buffer): number {
  const first = Math.max(0, zip.length - END_BYTES - MOST_COMMENT);
  for (let at = zip.length - END_BYTES; at >= first; at -= 1)
    if (zip.readUInt32LE(at) === END && at + END_BYTES + zip.readUInt16LE(at + 20) === zip.length) return at;
  throw new Error('it is no zip');
}

function contentOf(zip: Buffer, { name, flags, method, crc, packed, bytes, at }: ZipEntry): Buffer {
  if ((flags & 1) !== 0) throw new Error(`${name} is encrypted`);
  if (at + 30 > zip.length || zip.readUInt32LE(at) !== LOCAL)
    throw new Error(`${name} is not where it should be`);
  const start = at + 30 + zip.readUInt16LE(at + 26) + zip.readUInt16LE(at + 28);
  const raw = zip.subarray(start, start + packed);
  const content = unpacked(raw, { name, method, bytes });
  if (content.length !== bytes || crc32(content) !== crc) throw new Error(`${name} is damaged`);
  return content;
}

function unpacked(raw: Buffer, { name, method, bytes }: Pick<ZipEntry, 'name' | 'method' | 'bytes'>): Buffer {
  if (method === 0) return raw;
  if (method !== 8) throw new Error(`${name} is packed by method ${method}`);
  // One byte more than it says it has: what unpacks to more is a bomb, or damaged.
  return inflateRawSync(raw, { maxOutputLength: bytes + 1 });
}
