import { SECTION_NAMES, type CommentSection } from './comment-section.ts';
import { cutMarkdown } from './cut-markdown.ts';

/** The first line of the comment. */
export const COMMENT_MARK = '<!-- sluice -->';

/** GitHub's own limit. */
const MOST_CHARACTERS = 65_536;

/**
 * The body of the comment, within GitHub's limit. The longest section gives way first, at the end of a line, and says
 * where the rest is.
 *
 * @param runUrl an address without anything that ends a link in markdown, as the environment's is.
 */
export function writeComment(sections: readonly CommentSection[], runUrl: string): string {
  const marked = sections.map((section) => ({
    ...section,
    text: inert(section.text),
    marks: marksOf(section),
  }));
  let left =
    MOST_CHARACTERS -
    COMMENT_MARK.length -
    1 -
    marked.reduce((sum, { marks }) => sum + marks.begin.length + marks.end.length + 4, 0);
  const texts = new Map<string, string>();
  const bySize = marked.toSorted((a, b) => a.text.length - b.text.length);
  for (const [index, { name, text }] of bySize.entries()) {
    const share = Math.floor(left / (bySize.length - index));
    const cut = cutMarkdown(
      text,
      share,
      `_Cut here: a comment holds no more. [The run has all of it.](${runUrl})_`,
    );
    texts.set(name, cut);
    left -= cut.length;
  }
  const drawn = SECTION_NAMES.flatMap((wanted) => marked.filter(({ name }) => name === wanted)).map(
    ({ name, marks }) => `${marks.begin}\n${texts.get(name) ?? ''}\n\n${marks.end}\n`,
  );
  return [`${COMMENT_MARK}\n`, ...drawn].join('');
}

function marksOf({ name, run }: CommentSection): { readonly begin: string; readonly end: string } {
  return {
    begin: `<!-- sluice:${name} run=${run.runId} attempt=${run.attempt} head=${run.headSha} -->`,
    end: `<!-- /sluice:${name} -->`,
  };
}

/** No section can hold a mark: what looks like the start of a comment is shown, and core's own mark goes. */
function inert(text: string): string {
  return text
    .replaceAll('\r\n', '\n')
    .replace(/^<!-- sluice -->\n/u, '')
    .trim()
    .replaceAll('<!--', '&lt;!--');
}
