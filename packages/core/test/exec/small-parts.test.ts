import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { commandLine } from '../../src/exec/command-line.ts';
import { endFamily, isGroupLeftBehind } from '../../src/exec/end-family.ts';
import { createRingBuffer } from '../../src/exec/ring-buffer.ts';

describe('a ring buffer', () => {
  it('keeps the last bytes of any chunks, and says when some are gone', () => {
    const chunks = fc.array(fc.uint8Array({ maxLength: 40 }), { maxLength: 20 });
    fc.assert(
      fc.property(chunks, fc.integer({ min: 0, max: 100 }), (parts, maxBytes) => {
        // Bytes of ASCII, so that no character is cut.
        const ascii = parts.map((part) => part.map((byte) => byte & 0x7f));
        const ring = createRingBuffer(maxBytes);
        for (const part of ascii) ring.push(part);
        const all = Buffer.concat(ascii);
        expect(ring.text()).toBe(all.toString('latin1').slice(Math.max(0, all.length - maxBytes)));
        expect(ring.isTruncated()).toBe(all.length > maxBytes);
      }),
    );
  });

  it('begins with a whole character', () => {
    const ring = createRingBuffer(5);
    ring.push(Buffer.from('aä€'));
    ring.push(Buffer.from('ß'));
    expect(ring.text()).toBe('€ß');
    ring.push(Buffer.from('x'));
    expect(ring.text()).toBe('ßx');
  });
});

describe('a command line', () => {
  it('is read by a shell as what was run', () => {
    const value = fc.string({ unit: fc.constantFrom(...'ab =$\'"\\`*~#!;&|<>(){}\n\tü-'), maxLength: 12 });
    fc.assert(
      fc.property(fc.array(value, { maxLength: 4 }), value, (args, variable) => {
        const script = `printf '%s\\0' "$VALUE" "$@"`;
        const line = commandLine('sh', ['-c', script, 'sh', ...args], { env: { VALUE: variable } });
        const printed = execFileSync('sh', ['-c', line], { encoding: 'utf8' });
        expect(printed.split('\0').slice(0, -1)).toEqual([variable, ...args]);
      }),
      { numRuns: 60 },
    );
  });

  it.each([
    [['ruff', ['check', '.']], 'ruff check .'],
    [['/a b/ruff', []], "'/a b/ruff'"],
    [['a=b', []], "'a=b'"],
    [['x', [''], { env: { A: '1', B: undefined } }], "env -u B A=1 x ''"],
    [['x', [], { env: { 'odd-name': '1' } }], 'env odd-name=1 x'],
    [['x', [], { env: { API_KEY: 'hidden' } }], 'API_KEY=*** x'],
    [['x', [], { env: { A: 'hidden', B: '2' }, hidden: ['A', 'C'] }], 'A=*** B=2 x'],
  ] as const)('of %j is %s', (input, line) => {
    const [file, args, options] = input as unknown as Parameters<typeof commandLine>;
    expect(commandLine(file, args, options)).toBe(line);
  });
});

describe('ending processes', () => {
  it('never signals everybody: neither init, nor the kernel, nor this process', async () => {
    expect(await endFamily({ roots: [1, 0, -1] }, 0)).toBeUndefined();
    expect(isGroupLeftBehind(process.pid)).toBe(false);
  });
});
