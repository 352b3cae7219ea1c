import { describe, expect, it } from 'vitest';
import { MAX_REPORT_BYTES, parseDocument } from '../../src/parse/json-document.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

describe('a document is parsed', () => {
  it.each([
    ['text', '{"a":1}'],
    ['bytes', bytes('{"a":1}')],
    ['with a byte order mark', '\uFEFF{"a":1}'],
    ['as bytes with a byte order mark', bytes('\uFEFF{"a":1}')],
    ["as PowerShell's > writes it", new Uint8Array([0xff, 0xfe, ...Buffer.from('{"a":1}', 'utf16le')])],
  ])('%s', (_, input) => {
    expect(parseDocument(input)).toEqual({ value: { a: 1 } });
  });

  it('with its own `__proto__`, which is a field like any other', () => {
    const document = parseDocument('{"__proto__":{"polluted":true}}');
    expect(document).toHaveProperty('value');
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });
});

describe('a document is refused', () => {
  it.each([
    ['empty', '', 'empty'],
    ['of white space', ' \n\t', 'empty'],
    ['that is no JSON', 'Traceback (most recent call last):', 'not-json'],
    ['cut short', '{"results": [{"a": 1', 'not-json'],
    ['with a zero byte', new Uint8Array([0x7b, 0, 0x7d]), 'not-text'],
    ['nested too deeply', `${'['.repeat(100_000)}${']'.repeat(100_000)}`, 'too-deep'],
    ['nested too deeply and cut short', '{"a":'.repeat(100_000), 'too-deep'],
    ['of more values than memory holds', `[${'{},'.repeat(5_000_000)}{}]`, 'too-large'],
  ])('%s', (_, input, code) => {
    expect(parseDocument(input)).toMatchObject({ code, reason: expect.stringMatching(/^\S+ /u) });
  });

  it('larger than is read, without being looked at', () => {
    expect(parseDocument(new Uint8Array(MAX_REPORT_BYTES + 1))).toMatchObject({ code: 'too-large' });
  });

  it('without a word of what it holds', () => {
    const { reason } = parseDocument('{"password": "hunter2-and-more" oops') as { reason: string };
    expect(reason).not.toContain('hunter2');
  });

  it('and brackets within strings count for nothing', () => {
    const text = JSON.stringify({ code: `${'['.repeat(1000)}"\\"${'{'.repeat(1000)}` });
    expect(parseDocument(text)).toHaveProperty('value');
  });
});
