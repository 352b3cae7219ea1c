import { healthMarkdown } from '../commands/health-markdown.ts';
import { facts, headline } from '../commands/facts.ts';
import type { HealthDocument } from '../figures/health-document.ts';

/** What tells the issue from others with the label. */
export const MARKER = '<!-- ci-health:v1 -->';

export const TITLE = 'CI is unwell';

/** What a comment is about. */
export type Transition = 'closed' | 'reopened';

const MARK = /^<!-- ci-health:(closed|reopened) -->/u;
/** GitHub takes 65,536 characters. */
const MOST = 60_000;

/** The body of the issue: the report, kept up to date. */
export function issueBody(health: HealthDocument): string {
  const intro =
    'This issue is kept by `sluice health`: its text is up to date, comments say what changed, and it is closed when CI is well again.';
  return `${MARKER}\n${intro}\n\n${healthMarkdown(health)}`.slice(0, MOST);
}

/** A comment on a transition, with the figures that made it. */
export function transitionComment(transition: Transition, health: HealthDocument): string {
  const what = { closed: 'CI is well again.', reopened: 'CI is unwell once more.' }[transition];
  const rows = facts(health).map(([name, value]) => `| ${name} | ${value} |`);
  return [
    `<!-- ci-health:${transition} -->`,
    what,
    '',
    `**${headline(health)}**`,
    '',
    '| figure | |',
    '|---|---|',
    ...rows,
  ].join('\n');
}

/** The transition that the last of the comments tells of; those of people tell of none. */
export function lastTransition(comments: readonly string[]): Transition | undefined {
  return comments
    .map((text) => MARK.exec(text)?.[1] as Transition | undefined)
    .findLast((found) => found !== undefined);
}
