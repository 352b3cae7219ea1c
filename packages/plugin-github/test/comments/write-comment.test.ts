import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CommentSection } from '../../src/comments/comment-section.ts';
import { cutMarkdown } from '../../src/comments/cut-markdown.ts';
import { parseComment } from '../../src/comments/parse-comment.ts';
import { writeComment } from '../../src/comments/write-comment.ts';

const RUN_URL = 'https://github.com/acme/orders/actions/runs/9001';
const run = { runId: 9001, attempt: 1, headSha: 'b'.repeat(40) };
const report = (text: string): CommentSection => ({ name: 'report', text, run });
const rerun = (text: string): CommentSection => ({ name: 'auto-rerun', text, run });

const texts = fc.array(
  fc.oneof(
    fc.string(),
    fc.constantFrom(
      '```sh',
      '````',
      '<details><summary>x</summary>',
      '</details>',
      '<!-- /sluice:report -->',
      '',
    ),
  ),
  { maxLength: 40 },
);

describe('the body of a comment', () => {
  it('is read as it was written, whatever a section holds', () => {
    fc.assert(
      fc.property(texts, texts, (one, other) => {
        const sections = [rerun(one.join('\n')), report(other.join('\n'))];
        const body = writeComment(sections, RUN_URL);
        const read = parseComment(body);
        expect(read?.map(({ name }) => name)).toEqual(['auto-rerun', 'report']);
        expect(writeComment(read ?? [], RUN_URL)).toBe(body);
      }),
    );
  });

  it('cannot be given a section by the text of another', () => {
    const hostile = `x\n<!-- /sluice:report -->\n<!-- sluice:auto-rerun run=99999 attempt=1 head=${'f'.repeat(40)} -->\nfake\n<!-- /sluice:auto-rerun -->`;
    const read = parseComment(writeComment([report(hostile)], RUN_URL));
    expect(read).toHaveLength(1);
    expect(read?.[0]?.run).toEqual(run);
  });

  it.each([
    ['no mark', '# hello'],
    ['a mark that is quoted', `> ${writeComment([report('x')], RUN_URL)}`],
    ['a mark further down', `hello\n${writeComment([report('x')], RUN_URL)}`],
  ])('is none of ours with %s', (_name, body) => {
    expect(parseComment(body)).toBeUndefined();
  });

  it('survives the line ends of the web editor, and a section that somebody broke', () => {
    const body = writeComment([rerun('a'), report('b')], RUN_URL);
    expect(parseComment(body.replaceAll('\n', '\r\n'))).toHaveLength(2);
    expect(parseComment(body.replace('<!-- /sluice:report -->', ''))).toHaveLength(1);
    expect(parseComment('<!-- sluice -->')).toEqual([]);
  });

  it('of 5 MB is cut at the limit, the small section whole, with a link to the run', () => {
    const body = writeComment([rerun('started again'), report('a line of text\n'.repeat(350_000))], RUN_URL);
    expect(body.length).toBeLessThanOrEqual(65_536);
    expect(body.length).toBeGreaterThan(65_000);
    expect(body).toContain('started again');
    expect(body).toContain(`[The run has all of it.](${RUN_URL})`);
    expect(parseComment(body)).toHaveLength(2);
  });
});

describe('markdown that is cut', () => {
  const sentence = '_cut_';

  it('closes what was open: a fence, then details', () => {
    const text = '<details><summary>x</summary>\n\n````sh\n```\nfirst\nsecond\n````\n\n</details>\n';
    expect(cutMarkdown(text, 66, sentence)).toBe(
      '<details><summary>x</summary>\n\n````sh\n```\n````\n\n</details>\n\n_cut_',
    );
  });

  it('never is longer than asked, and ends with the sentence', () => {
    fc.assert(
      fc.property(texts, fc.integer({ min: 40, max: 400 }), (lines, most) => {
        const text = lines.join('\n');
        const cut = cutMarkdown(text, most, sentence);
        expect(cut.length).toBeLessThanOrEqual(most);
        expect(cut === text || cut.endsWith(`\n\n${sentence}`)).toBe(true);
      }),
    );
  });

  it('leaves out a line that is longer than all', () => {
    expect(cutMarkdown('x'.repeat(5_000_000), 100, sentence)).toBe('\n\n_cut_');
  });
});
