import type { Finding } from '@sluice/core';
import { describe, expect, it } from 'vitest';
import type { AggregateDocument } from '../../src/commands/aggregate-document.ts';
import { documentChunks } from '../../src/commands/document-chunks.ts';

const findingOf = (index: number): Finding => ({
  ruleId: `bandit/B${index}`,
  tool: 'bandit',
  kind: 'code',
  severity: 'low',
  message: `line one\nline two "${index}" \u2028 }, {`,
  location: { path: 'app/a.py', line: index + 1 },
  cwe: index % 2 === 0 ? [] : ['CWE-78'],
});

const documentOf = (count: number): AggregateDocument => ({
  findings: Array.from({ length: count }, (_, index) => findingOf(index)),
  counts: { critical: 0, high: 0, medium: 0, low: count, info: 0, unknown: 0 },
  scans: [{ tool: 'bandit', file: 'a "b".json', read: count, status: 'complete' }],
  verdict: 'pass',
  objections: [],
});

describe('the document in pieces', () => {
  it.each([0, 1, 2, 499, 500, 501, 1200])(
    'is to the letter the document in one, with %i findings',
    (count) => {
      const document = documentOf(count);
      expect([...documentChunks(document)].join('')).toBe(`${JSON.stringify(document, null, 2)}\n`);
    },
  );

  it('keeps each piece small, whatever the number of findings', () => {
    const sizes = [...documentChunks(documentOf(5000))].map(({ length }) => length);
    expect(Math.max(...sizes)).toBeLessThan(300_000);
  });
});
