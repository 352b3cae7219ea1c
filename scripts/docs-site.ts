/**
 * `npm run docs:site`: builds the site from the Markdown of docs/ and the READMEs into site/dist. Needs no network.
 * `npm run docs:site -- --base /sluice/` for a site that is not at the root of its host; `-- preview` serves what was
 * built on this machine.
 */
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { build, serve } from 'vitepress';
import { root } from './site/site-map.ts';
import { stageSite } from './site/stage-site.ts';

const { values, positionals } = parseArgs({
  options: { base: { type: 'string', default: '/' }, out: { type: 'string' } },
  allowPositionals: true,
});
const site = join(root, 'site');
// The esbuild of VitePress reads the tsconfig of the folder it is started in, and does not know ours.
process.chdir(site);

if (positionals[0] === 'preview') {
  await serve({ root: site, base: values.base });
} else {
  stageSite(join(site, '.build/pages'));
  await build(site, { base: values.base, ...(values.out === undefined ? {} : { outDir: values.out }) });
}
