import type { Problem } from '../../model/problem.ts';
import { html, type Html } from './html.ts';
import type { PageView } from './page-view.ts';
import { section } from './section.ts';

/** What was wrong with config, plugin or environment: each with its code, where, what happened and what to do. */
export function problemsPart({ report: { problems } }: PageView): Html | undefined {
  if (problems.length === 0) return undefined;
  return section({
    id: 'problems',
    title: 'Problems',
    note: problems.length,
    body: html`<ol class="reasons">
      ${problems.map(problemItem)}
    </ol>`,
  });
}

function problemItem({ code, message, hint, file, path, plugin, hook, tap }: Problem): Html {
  const place = [file, path].filter((part) => part !== undefined);
  const source = [
    plugin === undefined ? undefined : `plugin ${plugin}`,
    hook === undefined ? undefined : `hook ${hook}`,
    tap === undefined ? undefined : `tap ${tap}`,
  ].filter((part) => part !== undefined);
  return html`<li>
    <h3><code>${code}</code>${place.map((part) => html` <code class="place">${part}</code>`)}</h3>
    <p><span class="text">${message}</span></p>
    <p><b>Do</b> <span class="text">${hint}</span></p>
    ${source.length === 0 ? undefined : html`<p class="dim">${source.join(', ')}</p>`}
  </li> `;
}
