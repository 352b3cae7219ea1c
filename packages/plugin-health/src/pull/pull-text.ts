import { facts, headline } from '../commands/facts.ts';
import type { HealthDocument } from '../figures/health-document.ts';

/** What tells a text of ours from one that a person wrote. */
export const PULL_MARKER = '<!-- ci-health:pull -->';

export const PULL_TITLE = 'CI health report';

/** The body of the pull request. Nothing that a stranger named is in it. */
export function pullBody(health: HealthDocument): string {
  const rows = facts(health).map(([name, value]) => `| ${name} | ${value} |`);
  return [
    PULL_MARKER,
    'The report of CI health, kept by `sluice health`: its commits and these figures are up to date while it is open.',
    '',
    `**${headline(health)}**`,
    '',
    '| figure | |',
    '|---|---|',
    ...rows,
  ].join('\n');
}
