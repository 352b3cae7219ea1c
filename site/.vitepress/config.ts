import { defineConfig } from 'vitepress';
import type { anchorOf as AnchorOf } from '../../scripts/site/anchor-of.ts';
import type { siteMap as SiteMap } from '../../scripts/site/site-map.ts';

// Loaded as they are, not bundled with this file: they find the repository by where they stand.
const load = async (name: string): Promise<unknown> =>
  import(new URL(`../../scripts/site/${name}`, import.meta.url).href);
const { anchorOf } = (await load('anchor-of.ts')) as { anchorOf: typeof AnchorOf };
const { siteMap } = (await load('site-map.ts')) as { siteMap: typeof SiteMap };

const sidebar = siteMap().map(({ title, pages }) => ({
  text: title,
  items: pages.map((page) => ({ text: page.title, link: page.url === 'index' ? '/' : `/${page.url}` })),
}));

/** A gate across a stream; in the page itself, so that nothing more is fetched for it. */
const icon = `data:image/svg+xml,${encodeURIComponent(
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="7" fill="#0f6b66"/><path d="M9 6v20M23 6v20M9 12h14" stroke="#fff" stroke-width="3" stroke-linecap="round"/><path d="M12 21q2-2 4 0t4 0" stroke="#9be3da" stroke-width="2.5" fill="none" stroke-linecap="round"/></svg>',
)}`;

export default defineConfig({
  title: 'Sluice',
  description: 'A quality gate for CI: one config, the same verdict on a laptop and in CI.',
  lang: 'en',
  head: [['link', { rel: 'icon', href: icon }]],
  srcDir: '.build/pages',
  outDir: 'dist',
  cacheDir: '.build/cache',
  // Browsers of the last years; what Vite 5 names by itself, its newer esbuild cannot compile for.
  vite: { build: { target: 'es2022' } },
  themeConfig: {
    nav: [
      { text: 'Getting started', link: '/getting-started' },
      { text: 'The config', link: '/config' },
      { text: 'Command line', link: '/cli' },
      { text: 'Errors', link: '/errors' },
    ],
    sidebar,
    outline: [2, 3],
    search: { provider: 'local' },
  },
  markdown: {
    // What stands in angle brackets is text in these pages, never a tag or a component.
    html: false,
    // The paler ones that are usual have too little contrast to be read by all.
    theme: { light: 'github-light-high-contrast', dark: 'github-dark-high-contrast' },
    anchor: { slugify: anchorOf },
    config: (md) => {
      // Vue would take `${{ … }}` of a workflow for an expression of its own.
      const inline = md.renderer.rules.code_inline;
      md.renderer.rules.code_inline = (tokens, index, options, env, self) => {
        tokens[index]?.attrSet('v-pre', '');
        return inline?.(tokens, index, options, env, self) ?? '';
      };
      // Markdown knows no table without headings; a screen reader would read the empty ones out.
      md.core.ruler.push('empty-headings', ({ tokens }) => {
        for (const [index, token] of tokens.entries()) {
          const isEmpty = token.type === 'th_open' && tokens[index + 1]?.content === '';
          if (isEmpty) for (const one of [token, tokens[index + 2]]) if (one) one.tag = 'td';
        }
      });
    },
  },
});
