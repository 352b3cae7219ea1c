import type { CheckResult } from '../../model/result.ts';
import { countOf } from '../count-of.ts';
import { oneLine } from '../escape.ts';
import { formatDuration } from '../format-duration.ts';
import { html, type Html } from './html.ts';
import type { PageView } from './page-view.ts';
import { reusedMs } from './reused-ms.ts';
import { section } from './section.ts';

/** Which earlier results were used, what that saved, and why the others were not. */
export function reusePart({ report: { results } }: PageView): Html | undefined {
  const asked = results.filter(({ cache }) => cache !== undefined && cache.outcome !== 'off');
  if (asked.length === 0) return undefined;
  const hits = asked.filter(({ cached }) => cached === true);
  const saved = reusedMs(results);
  return section({
    id: 'reuse',
    title: 'Reused results',
    note: `${hits.length} of ${asked.length}${saved < 1000 ? '' : `, ${formatDuration(saved)} saved`}`,
    body: html`${hits.length === 0 ? undefined : html`<p class="dim">Saved is what they took when they were made, one after another.</p>`}
      <details>
        <summary>
          ${countOf(hits.length, 'result')} reused, ${asked.length - hits.length} made anew: why
        </summary>
        <div class="scroll" tabindex="0" role="region" aria-label="Table of reused results">
          <table class="list">
            <thead>
              <tr>
                <th scope="col">Check
                <th scope="col">Took then
                <th scope="col">Why
            </thead>
            <tbody>
              ${[...hits, ...asked.filter((one) => !hits.includes(one))].map(row)}
            </tbody>
          </table>
        </div>
      </details>`,
  });
}

function row({ id, cached, cache, attempts }: CheckResult): Html {
  const took = cached === true ? formatDuration(attempts.at(-1)?.durationMs ?? 0) : '';
  return html`<tr>
    <th scope="row"><code>${oneLine(id)}</code>
    <td class="num">${took}
    <td>
      ${oneLine(cache?.reason ?? '')}${cache?.runId === undefined ? undefined : html` <small>run ${cache.runId}</small>`}
   `;
}
