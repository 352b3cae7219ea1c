import { escapeMarkdown } from '@sluice/core';
import type { RunStamp } from '../comments/comment-section.ts';
import type { Occasion } from './occasion.ts';

/** What our part of an issue says of a branch. */
export interface AlertState {
  readonly branch: string;
  /** The first run of the red period, and the newest that was told. */
  readonly since: RunStamp & { readonly url: string };
  readonly newest: RunStamp;
  /** How many runs were blocked, those included. */
  readonly runs: number;
}

const STATE =
  /^<!-- sluice:ci-broken branch=(\S{1,3000}) since=([1-9]\d{0,15}) newest=([1-9]\d{0,15}) attempt=([1-9]\d{0,5}) head=([0-9a-f]{40,64}) runs=([1-9]\d{0,8}) url=(https?:\/\/[\w.:/[\]-]{1,2048}) -->$/u;
const END = '<!-- /sluice:ci-broken -->';

/** The most that are listed; the run's own page has the rest. */
const MOST_REASONS = 10;
const MOST_CHARACTERS = 400;

/** Reads our part of an issue's body, whoever wrote the rest; nothing when there is none that is whole. */
export function parseAlert(body: string): AlertState | undefined {
  const lines = linesOf(body);
  for (const line of lines) {
    const [, encoded = '', since, newest, attempt, headSha, runs, url] = STATE.exec(line) ?? [];
    const branch = decode(encoded);
    if (branch === '' || headSha === undefined || url === undefined) continue;
    return {
      branch,
      since: { runId: Number(since), attempt: 1, headSha, url },
      newest: { runId: Number(newest), attempt: Number(attempt), headSha },
      runs: Number(runs),
    };
  }
  return undefined;
}

/** The body with our part written anew, after whatever people wrote. */
export function writeAlert(body: string, state: AlertState, occasion: Occasion): string {
  const lines = linesOf(body);
  const from = lines.findIndex((line) => STATE.test(line));
  const to = lines.indexOf(END, from);
  const own = from !== -1 && to !== -1 ? lines.toSpliced(from, to - from + 1) : lines;
  const rest = own.join('\n').trim();
  return [...(rest === '' ? [] : [rest, '']), ...section(state, occasion)].join('\n');
}

const linesOf = (body: string): readonly string[] => body.replaceAll('\r\n', '\n').split('\n');

function section(state: AlertState, { reasons, runUrl, run }: Occasion): readonly string[] {
  const { branch, since, newest, runs } = state;
  const listed = reasons.slice(0, MOST_REASONS).map((reason) => `- ${escapeMarkdown(short(reason))}`);
  const more = reasons.length - listed.length;
  return [
    `<!-- sluice:ci-broken branch=${encode(branch)} since=${since.runId} newest=${newest.runId} attempt=${newest.attempt} head=${newest.headSha} runs=${runs} url=${since.url} -->`,
    `**${escapeMarkdown(branch)} is broken** since [run ${since.runId}](${since.url})${runs > 1 ? `, ${runs} blocked runs so far` : ''}.`,
    '',
    `The newest, [run ${run.runId}](${runUrl}) of ${newest.headSha.slice(0, 9)}, is blocked:`,
    '',
    ...listed,
    ...(more > 0 ? [`- and ${more} more`] : []),
    '',
    '_Closed by itself when a run of the branch passes._',
    END,
  ];
}

const short = (text: string): string =>
  text.length > MOST_CHARACTERS ? `${text.slice(0, MOST_CHARACTERS - 1).toWellFormed()}…` : text;

/** A branch as one word that cannot end a comment of HTML. */
const encode = (branch: string): string => encodeURIComponent(branch).replaceAll('-', '%2D');

/** The other way; nothing for what {@link encode} never gives. */
function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return '';
  }
}
