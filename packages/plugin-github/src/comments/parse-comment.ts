import { SECTION_NAMES, type CommentSection } from './comment-section.ts';
import { COMMENT_MARK } from './write-comment.ts';

const BEGIN = new RegExp(
  `^<!-- sluice:(${SECTION_NAMES.join('|')}) run=([1-9]\\d{0,15}) attempt=([1-9]\\d{0,5}) head=([0-9a-f]{40,64}) -->$`,
  'u',
);

/**
 * The sections of a comment, or nothing when it is none of ours: the mark must be its very first line, so that a comment
 * that only quotes one is never taken for it. Whose comment it is, the text cannot tell.
 */
export function parseComment(body: string): readonly CommentSection[] | undefined {
  const lines = body.replaceAll('\r\n', '\n').split('\n');
  if (lines[0] !== COMMENT_MARK) return undefined;
  const sections = new Map<string, CommentSection>();
  for (let at = 1; at < lines.length; at += 1) {
    const [, name, runId, attempt, headSha] = BEGIN.exec(lines[at] ?? '') ?? [];
    const known = SECTION_NAMES.find((one) => one === name);
    const end = lines.indexOf(`<!-- /sluice:${name} -->`, at);
    if (known === undefined || headSha === undefined || end === -1) continue;
    const text = lines
      .slice(at + 1, end)
      .join('\n')
      .trim();
    const run = { runId: Number(runId), attempt: Number(attempt), headSha };
    if (!sections.has(known)) sections.set(known, { name: known, text, run });
    at = end;
  }
  return [...sections.values()];
}
