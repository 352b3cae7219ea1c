import { describe, expect, it } from 'vitest';
import { readOpenVex } from '../../src/parse/openvex-json.ts';

const PURL = 'pkg:pypi/jinja2@2.10';
const statement = (fields: object = {}): object => ({
  vulnerability: { name: 'CVE-2019-10906', aliases: ['GHSA-462w-v97r-4m45'] },
  products: [{ '@id': PURL }],
  status: 'not_affected',
  justification: 'vulnerable_code_not_present',
  ...fields,
});
const read = (...statements: readonly unknown[]): ReturnType<typeof readOpenVex> =>
  readOpenVex(
    JSON.stringify({
      '@context': 'https://openvex.dev/ns/v0.2.0',
      author: 'Example Org',
      timestamp: '2026-07-29T00:00:00Z',
      statements,
    }),
  );

describe('an OpenVEX document', () => {
  it('is read statement by statement', () => {
    expect(read(statement())).toMatchObject({
      tool: 'openvex',
      read: 1,
      status: 'complete',
      notes: [],
      statements: [
        {
          vulnerabilities: ['CVE-2019-10906', 'GHSA-462W-V97R-4M45'],
          packages: [{ type: 'pypi', name: 'jinja2', version: '2.10' }],
          status: 'not_affected',
          why: 'vulnerable_code_not_present',
          author: 'Example Org',
          timestamp: '2026-07-29T00:00:00.000Z',
        },
      ],
    });
  });

  it('may name vulnerability and product as plain text, as its first version does', () => {
    expect(read(statement({ vulnerability: 'CVE-1', products: [PURL] })).statements).toMatchObject([
      { vulnerabilities: ['CVE-1'], packages: [{ name: 'jinja2' }] },
    ]);
  });

  it('means the parts of a product where it names parts', () => {
    const products = [{ '@id': 'pkg:oci/app@sha256:1', subcomponents: [{ identifiers: { purl: PURL } }] }];
    expect(read(statement({ products })).statements[0]?.packages).toMatchObject([{ name: 'jinja2' }]);
  });

  it.each([
    [
      'no reason for not_affected',
      { justification: undefined },
      /says not_affected without a justification/u,
    ],
    ['a status of its own', { status: 'fine' }, /no status that OpenVEX knows/u],
    ['no vulnerability', { vulnerability: {} }, /names no vulnerability/u],
    ['no package', { products: [{ '@id': 'the app' }] }, /names no package by a purl/u],
  ])('with %s states nothing, and says so', (_, fields, note) => {
    expect(read(statement(fields))).toMatchObject({
      read: 1,
      statements: [],
      notes: [expect.stringMatching(note)],
    });
  });

  it.each([
    ['no JSON', 'openvex', 'not-json'],
    ['of another tool', '{"SchemaVersion":2,"Results":[]}', 'wrong-tool'],
    ['no list of statements', '{"@context":"https://openvex.dev/ns","statements":{}}', 'wrong-tool'],
    ['of no context', '{"statements":[]}', 'wrong-tool'],
  ])('that is %s is refused', (_, text, code) => {
    expect(readOpenVex(text)).toMatchObject({ status: 'failed', code, statements: [] });
  });
});
