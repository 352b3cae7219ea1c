import { crc32 } from 'node:zlib';

/** A zip of these files, stored without compression: what GitHub gives for an artifact. */
export function zipOf(files: Readonly<Record<string, string | Buffer>>): Buffer {
  const locals: Buffer[] = [];
  const centrals: Buffer[] = [];
  let offset = 0;
  for (const [name, content] of Object.entries(files)) {
    const path = Buffer.from(name);
    const bytes = Buffer.from(content);
    const fields = fieldsOf(path.length, bytes);
    const local = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), fields, path, bytes]);
    const central = Buffer.concat([
      Buffer.from('PK\x01\x02\x14\x00', 'latin1'),
      fields,
      numbers([2, 0], [2, 0], [2, 0], [4, 0], [4, offset]),
      path,
    ]);
    locals.push(local);
    centrals.push(central);
    offset += local.length;
  }
  const size = centrals.reduce((sum, { length }) => sum + length, 0);
  const end = numbers(
    [2, 0],
    [2, 0],
    [2, centrals.length],
    [2, centrals.length],
    [4, size],
    [4, offset],
    [2, 0],
  );
  return Buffer.concat([...locals, ...centrals, Buffer.from('PK\x05\x06', 'latin1'), end]);
}

/** What the local and the central header of a file have in common: version, names in UTF-8, stored, 1 January 1980. */
function fieldsOf(nameLength: number, bytes: Buffer): Buffer {
  return numbers(
    [2, 20],
    [2, 0x800],
    [2, 0],
    [2, 0],
    [2, 0x21],
    [4, crc32(bytes)],
    [4, bytes.length],
    [4, bytes.length],
    [2, nameLength],
    [2, 0],
  );
}

/** Numbers, each with its size in bytes, little end first. */
function numbers(...fields: readonly (readonly [size: number, value: number])[]): Buffer {
  return Buffer.concat(
    fields.map(([size, value]) => {
      const buffer = Buffer.alloc(size);
      buffer.writeUIntLE(value, 0, size);
      return buffer;
    }),
  );
}
