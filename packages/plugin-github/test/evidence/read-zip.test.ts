import { crc32, deflateRawSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { readZip } from '../../src/evidence/read-zip.ts';
import { zipOf } from '../fake/state/zip-of.ts';

const MOST = 1024;
const files = { 'a.txt': 'first', 'folder/b.txt': 'second', '../c.txt': 'third' };

/** The stored zip of one file, made into one that is packed, with these bytes as its content's length. */
function packedZip(content: Buffer, claimed = content.length): Buffer {
  const raw = deflateRawSync(content);
  const zip = zipOf({ 'a.txt': raw });
  const central = zip.indexOf('PK\x01\x02', 0, 'latin1');
  for (const at of [8, central + 10]) zip.writeUInt16LE(8, at);
  for (const at of [14, central + 16]) zip.writeUInt32LE(crc32(content), at);
  for (const at of [22, central + 24]) zip.writeUInt32LE(claimed, at);
  return zip;
}

describe('a zip', () => {
  it('gives the files that are asked for by name, and no other', () => {
    const found = readZip(zipOf(files), ['a.txt', 'folder/b.txt', 'none'], MOST);
    expect([...found].map(([name, bytes]) => [name, bytes.toString()])).toEqual([
      ['a.txt', 'first'],
      ['folder/b.txt', 'second'],
    ]);
  });

  it('gives a packed file, and one before a comment', () => {
    const text = Buffer.from('word '.repeat(100));
    expect(readZip(packedZip(text), ['a.txt'], MOST).get('a.txt')).toEqual(text);
    const zip = Buffer.concat([zipOf(files), Buffer.from('a comment')]);
    zip.writeUInt16LE(9, zip.length - 9 - 2);
    expect(readZip(zip, ['a.txt'], MOST).size).toBe(1);
  });

  it('is refused where it is none, or cut short anywhere', () => {
    expect(() => readZip(Buffer.from('no zip at all, and long enough'), ['a.txt'], MOST)).toThrow(
      'it is no zip',
    );
    const zip = zipOf(files);
    for (let length = 0; length < zip.length; length += 1)
      expect(() => readZip(zip.subarray(0, length), ['a.txt'], MOST)).toThrow();
  });

  it('is refused for a file that is damaged, too large, a bomb, encrypted or packed in another way', () => {
    const damaged = zipOf(files);
    damaged[damaged.indexOf('first')] = 0x46;
    expect(() => readZip(damaged, ['a.txt'], MOST)).toThrow('a.txt is damaged');
    expect(() => readZip(zipOf({ 'a.txt': 'x'.repeat(MOST + 1) }), ['a.txt'], MOST)).toThrow(
      'is larger than',
    );
    expect(() => readZip(packedZip(Buffer.alloc(100_000), 10), ['a.txt'], MOST)).toThrow(
      /larger than 11 bytes/u,
    );
    const central = damaged.indexOf('PK\x01\x02', 0, 'latin1');
    const encrypted = zipOf(files);
    encrypted.writeUInt16LE(1, central + 8);
    expect(() => readZip(encrypted, ['a.txt'], MOST)).toThrow('a.txt is encrypted');
    const other = zipOf(files);
    other.writeUInt16LE(12, central + 10);
    expect(() => readZip(other, ['a.txt'], MOST)).toThrow('a.txt is packed by method 12');
  });

  it('is refused for a file that is there twice, of which two readers would take another', () => {
    const zip = zipOf({ 'a.txt': 'one', 'b.txt': 'two' });
    for (let at = zip.indexOf('b.txt'); at !== -1; at = zip.indexOf('b.txt')) zip.write('a.txt', at);
    expect(() => readZip(zip, ['a.txt'], MOST)).toThrow('it has a.txt twice');
  });
});
