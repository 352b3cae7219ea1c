import type { CheckResult } from '../../model/result.ts';
import type { Finding } from '../../model/finding.ts';
import { oneLine } from '../escape.ts';
import { countOf } from '../count-of.ts';
import { placeOf } from '../evidence.ts';
import { html, type Html } from './html.ts';
import type { PageView } from './page-view.ts';
import { section } from './section.ts';
import { shortened } from './shortened.ts';

interface FlakyTest {
  readonly id: string;
  readonly name: string;
  readonly place: string;
  readonly words: string;
}

const MOST = 200;

/** What passed only after a retry: checks, and the tests in them that failed at first. */
export function stabilityPart({ report }: PageView): Html | undefined {
  const flaky = report.results.filter((result) => result.flaky === true);
  const tests = report.results.flatMap(flakyTests);
  if (flaky.length === 0 && tests.length === 0) return undefined;
  return section({
    id: 'flaky',
    title: 'Flaky',
    note: tests.length > 0 ? countOf(tests.length, 'test') : countOf(flaky.length, 'check'),
    body: [
      html`<ul>
        ${flaky.map(({ id, attempts }) => html`<li><code>${oneLine(id)}</code> passed on attempt ${attempts.length}${firstWords(attempts[0])}`)}
      </ul>`,
      tests.length === 0
        ? undefined
        : html`<ul class="evidence">
            ${tests.slice(0, MOST).map(
              ({ id, name, place, words }) =>
                html`<li>
                  <code class="place">${place === '' ? id : place}</code> <span><b>${name}</b> ${words}</span>
                </li>`,
            )}
          </ul>`,
      tests.length > MOST ? html`<p class="dim">and ${tests.length - MOST} more</p>` : undefined,
    ],
  });
}

function firstWords(first: CheckResult['attempts'][number] | undefined): string {
  const words = first?.retriedBecause ?? first?.reason;
  return words === undefined ? '' : `; at first: ${oneLine(words)}`;
}

/** A plugin may say itself which tests were flaky; else those that failed in an attempt before the last, and not in it. */
function flakyTests(result: CheckResult): readonly FlakyTest[] {
  const told = result.findings.filter(({ ruleId }) => ruleId.endsWith('/flaky'));
  if (told.length > 0) return told.map((finding) => testOf(result.id, finding));
  if (result.flaky !== true) return [];
  const last = new Set(result.findings.map(({ region }) => region));
  const earlier = result.attempts.slice(0, -1).flatMap(({ findings }) => findings);
  const seen = new Set<string>();
  return earlier
    .filter(({ kind, region }) => kind === 'test' && region !== undefined && !last.has(region))
    .filter(({ region = '' }) => !seen.has(region) && seen.add(region))
    .map((finding) => testOf(result.id, finding));
}

function testOf(id: string, finding: Finding): FlakyTest {
  return {
    id: oneLine(id),
    name: oneLine(finding.region ?? finding.ruleId),
    place: placeOf(finding),
    words: shortened(oneLine(finding.message), 300),
  };
}
