import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

export const root = join(import.meta.dirname, '../..');

/** A page of the site: the file it is made of, and where it stands. */
export interface SitePage {
  /** From the root of the repository. */
  readonly source: string;
  /** From the root of the site, without an ending: `docs/gate.md` is `gate`. */
  readonly url: string;
  readonly title: string;
}

export interface SiteGroup {
  readonly title: string;
  readonly pages: readonly SitePage[];
}

type Entry = readonly [source: string, title: string];

/** The order of the site. A page that is named nowhere stands at the end; one that is not there is left out. */
const ORDER: readonly (readonly [group: string, entries: readonly Entry[]])[] = [
  [
    'Begin',
    [
      ['README.md', 'Sluice'],
      ['docs/getting-started.md', 'Getting started'],
      ['docs/concepts.md', 'Concepts'],
      ['docs/comparison.md', 'Beside other tools'],
    ],
  ],
  [
    'Adopt',
    [
      ['docs/adopting.md', 'Beside what you have'],
      ['docs/migrating.md', 'From YAML, pre-commit, tox'],
      ['docs/monorepo.md', 'Monorepos'],
      ['docs/leaving.md', 'Leaving'],
    ],
  ],
  [
    'Use',
    [
      ['docs/config.md', 'The config'],
      ['docs/gate.md', 'The gate'],
      ['docs/changes.md', 'What changed'],
      ['docs/cache.md', 'The cache'],
      ['docs/triage.md', 'Why a log failed'],
      ['docs/report.md', 'The report'],
      ['docs/simulate.md', 'Simulate a policy'],
      ['docs/verify.md', 'Evidence'],
      ['docs/github.md', 'GitHub'],
      ['docs/docker.md', 'Docker'],
    ],
  ],
  [
    'Plugins',
    [
      ['packages/sluice/README.md', 'All in one install'],
      ['packages/preset-python/README.md', 'Reference pipeline'],
      ['packages/plugin-python/README.md', 'Python'],
      ['packages/plugin-security/README.md', 'Security'],
      ['packages/plugin-docker/README.md', 'Docker'],
      ['packages/plugin-github/README.md', 'GitHub'],
      ['packages/plugin-health/README.md', 'Health'],
      ['docs/options.md', 'Every option'],
      ['docs/exit-codes.md', 'Exit codes'],
    ],
  ],
  [
    'Build on it',
    [
      ['docs/write-a-plugin.md', 'Write a plugin'],
      ['docs/hooks.md', 'Hooks'],
      ['docs/library.md', 'As a library'],
      ['docs/publishing.md', 'Publishing'],
      ['packages/core/README.md', 'Core'],
    ],
  ],
  [
    'Look up',
    [
      ['docs/cli.md', 'Command line'],
      ['docs/errors.md', 'Errors'],
      ['docs/lifecycle.md', 'The life of a run'],
      ['docs/security-model.md', 'Security model'],
      ['docs/performance.md', 'Performance'],
      ['bench/README.md', 'Benchmarks'],
      ['CONTRIBUTING.md', 'Contributing'],
    ],
  ],
  [
    'Examples',
    [
      ['examples/python-service/README.md', 'A Python service'],
      ['examples/monorepo/README.md', 'A monorepo'],
      ['examples/custom-script/README.md', 'In a script'],
      ['examples/third-party-plugin/README.md', 'A plugin of others'],
    ],
  ],
];

/** The pages of the site by group, from the files that are there. */
export function siteMap(): readonly SiteGroup[] {
  const named = new Set(ORDER.flatMap(([, entries]) => entries.map(([source]) => source)));
  const others = [...pagesIn('docs'), ...readmesIn('packages'), ...readmesIn('examples')]
    .filter((source) => !named.has(source))
    .map((source): Entry => [source, urlOf(source).replaceAll('-', ' ')]);
  return [...ORDER, ['More', others] as const]
    .map(([title, entries]) => ({
      title,
      pages: entries
        .filter(([source]) => existsSync(join(root, source)))
        .map(([source, text]) => ({ source, url: urlOf(source), title: text })),
    }))
    .filter(({ pages }) => pages.length > 0);
}

function pagesIn(folder: string): readonly string[] {
  const names = readdirSync(join(root, folder)).filter((name) => name.endsWith('.md'));
  return names.map((name) => `${folder}/${name}`);
}

function readmesIn(folder: string): readonly string[] {
  return readdirSync(join(root, folder)).map((name) => `${folder}/${name}/README.md`);
}

function urlOf(source: string): string {
  if (source === 'README.md') return 'index';
  return source
    .replace(/^docs\//u, '')
    .replace(/(?:\/README)?\.md$/u, '')
    .replace(/^packages\/(?:plugin-)?/u, 'packages/')
    .toLowerCase();
}
