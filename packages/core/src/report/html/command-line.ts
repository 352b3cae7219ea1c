import { html, type Html } from './html.ts';
import { shortened } from './shortened.ts';

/** The whole of it stays in report.json. */
const LONGEST = 8000;

/** A command line ready to be copied: one click takes all of it, and where scripts run there is a button. */
export function commandLine(line: string): Html {
  return html`<pre class="cmd"><code>${shortened(line, LONGEST)}</code></pre>`;
}
