import { execFileSync } from 'node:child_process';
import { hash } from 'node:crypto';
import { mkdtemp, mkdir, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { checkSeal } from '../../src/state/check-seal.ts';
import { EVIDENCE_FILE, SEAL_FILE } from '../../src/state/seal.ts';
import { sealEvidence, sealRun } from '../../src/state/seal-run.ts';

let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'sluice-seal-'));
});
afterEach(() => rm(dir, { recursive: true, force: true }));

const write = async (name: string, content: string | Buffer): Promise<void> => {
  await mkdir(join(dir, name, '..'), { recursive: true });
  await writeFile(join(dir, name), content);
};

async function seal(): Promise<string> {
  const sealed = await sealEvidence(dir, 'run1');
  await sealRun(dir, sealed);
  return sealed.sha256;
}

async function faults(): Promise<readonly string[]> {
  return (await checkSeal(dir)).faults.map(({ kind, path, detail }) => `${kind} ${path}: ${detail}`);
}

describe('a folder that was sealed', () => {
  it('holds to its seal, with files of any size, in any depth, under any name', async () => {
    await write('empty', '');
    await write('a/b/c/d.log', 'deep');
    await write('large.bin', Buffer.alloc(3 * 1024 * 1024 + 1, 7));
    for (const name of ['-rf', 'a\nb', 'ä', '__proto__', 'evidence.json.bak', '😀', '\u202Egnp.exe'])
      await write(`names/${name}`, name);
    const sha256 = await seal();
    const reading = await checkSeal(dir);
    expect(reading).toMatchObject({ faults: [], runId: 'run1', sha256, elsewhere: 0 });
    expect(reading.files.size).toBe(10);
    const { bytes, sha256: ofLarge } = reading.files.get('large.bin') ?? {};
    expect([bytes, ofLarge]).toEqual([3_145_729, hash('sha256', Buffer.alloc(3_145_729, 7))]);
  });

  it('knows a change within a large file by its digest, and of its length without reading it', async () => {
    const content = Buffer.alloc(2 * 1024 * 1024, 1);
    await write('large.bin', content);
    await seal();
    content[1_999_999] = 2;
    await write('large.bin', content);
    expect(await faults()).toEqual([expect.stringMatching(/^changed large\.bin: its sha256 is/u)]);
    await write('large.bin', content.subarray(1));
    expect(await faults()).toEqual(['changed large.bin: it has 2097151 bytes, and had 2097152']);
  });

  it('holds also where a check had left files by the names of the seal', async () => {
    await write('a', 'x');
    await write(EVIDENCE_FILE, 'mine');
    await write(SEAL_FILE, 'mine');
    await seal();
    const reading = await checkSeal(dir);
    expect([reading.faults, [...reading.files.keys()]]).toEqual([[], ['a']]);
  });

  it('seals a link by where it leads to, and follows none', async () => {
    await write('target', 'x');
    await symlink('target', join(dir, 'link'));
    await symlink('/nowhere/at/all', join(dir, 'broken'));
    await symlink('..', join(dir, 'up'));
    await seal();
    expect(await faults()).toEqual([]);
    await rm(join(dir, 'link'));
    await symlink('other', join(dir, 'link'));
    await rm(join(dir, 'up'));
    await write('up', '..');
    expect(await faults()).toEqual([
      expect.stringMatching(/^changed link: it has 5 bytes, and had 6$/u),
      'changed up: it is a file now',
    ]);
  });

  it('seals neither a pipe nor a name that is no text, waits for neither, and tells of both', async () => {
    await write('fine', 'x');
    execFileSync('sh', ['-c', 'mkfifo "$1/pipe" && printf x > "$1/$(printf "bad\\377")"', 'sh', dir]);
    await seal();
    expect(await faults()).toEqual([
      'added bad\uFFFD: it is there, and was not sealed',
      'added pipe: it is there, and was not sealed',
    ]);
  });

  it('is told by each of its two files where the other was changed with it', async () => {
    await write('a', 'x');
    await seal();
    await sealEvidence(dir, 'run2');
    expect(await faults()).toContainEqual(expect.stringMatching(/^changed evidence\.json: its sha256 is/u));
  });

  it.each([EVIDENCE_FILE, SEAL_FILE])('is not taken for sealed by a %s of another shape', async (name) => {
    await write('a', 'x');
    for (const text of [
      '',
      '[]',
      'null',
      '{}',
      '{"schemaVersion":2}',
      '{"schemaVersion":1,"runId":1,"files":[]}',
    ]) {
      await seal();
      await write(name, text);
      expect(await faults()).toContainEqual(expect.stringContaining(`changed ${name}: `));
      await rm(join(dir, EVIDENCE_FILE));
      await rm(join(dir, SEAL_FILE));
    }
  });
});

describe('a record of a run', () => {
  it('holds to the evidence by the files that it has, and says how many it has not', async () => {
    for (const name of ['report.json', 'logs/a.log', 'logs/b.log']) await write(name, name);
    await seal();
    await rm(join(dir, 'logs'), { recursive: true });
    await rm(join(dir, SEAL_FILE));
    await write('badge.json', 'beside it');
    expect(await checkSeal(dir, { isRecord: true })).toMatchObject({ faults: [], elsewhere: 2 });
    await write('report.json', 'another one');
    const { faults: found } = await checkSeal(dir, { isRecord: true });
    expect(found.map(({ path }) => path)).toEqual(['report.json']);
    await rm(join(dir, EVIDENCE_FILE));
    expect((await checkSeal(dir, { isRecord: true })).faults).toEqual([
      expect.objectContaining({ kind: 'unsealed', path: EVIDENCE_FILE }),
    ]);
  });
});
