import { crc32, deflateRawSync } from 'node:zlib';

/** A file of an archive: its path with forward slashes, and what is in it. */
export interface ZipFile {
  readonly path: string;
  readonly data: Buffer;
}

/** 1 January 1980, the first day that the format knows: the same sources give the same bytes. */
const DAY = 0x21;
const REGULAR_FILE = 0o100644;

/** The bytes of a zip archive with these files, in this order; small ones, without the extension for more than 4 GiB. */
export function zip(files: readonly ZipFile[]): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { path, data } of files) {
    const packed = deflateRawSync(data, { level: 9 });
    const name = Buffer.from(path, 'utf8');
    const facts = factsOf({ data, packed, name });
    const local = Buffer.concat([bytes([0x04034b50, 4]), facts, name, packed]);
    const attributes = bytes([0, 2], [0, 2], [0, 2], [REGULAR_FILE * 0x10000, 4], [offset, 4]);
    // Made on Unix, so that the attributes are its file modes.
    directory.push(Buffer.concat([bytes([0x02014b50, 4], [0x031e, 2]), facts, attributes, name]));
    parts.push(local);
    offset += local.length;
  }
  const list = Buffer.concat(directory);
  const count = files.length;
  const end = bytes(
    [0x06054b50, 4],
    [0, 2],
    [0, 2],
    [count, 2],
    [count, 2],
    [list.length, 4],
    [offset, 4],
    [0, 2],
  );
  return Buffer.concat([...parts, list, end]);
}

/** What the header before a file and its line in the directory have in common. */
function factsOf({ data, packed, name }: { data: Buffer; packed: Buffer; name: Buffer }): Buffer {
  const utf8Name = 0x0800;
  const deflated = 8;
  const head = bytes([20, 2], [utf8Name, 2], [deflated, 2], [0, 2], [DAY, 2], [crc32(data), 4]);
  return Buffer.concat([head, bytes([packed.length, 4], [data.length, 4], [name.length, 2], [0, 2])]);
}

/** Numbers, each with its width in bytes, little end first. */
function bytes(...numbers: readonly (readonly [value: number, width: number])[]): Buffer {
  return Buffer.concat(
    numbers.map(([value, width]) => {
      const buffer = Buffer.alloc(width);
      buffer.writeUIntLE(value, 0, width);
      return buffer;
    }),
  );
}
