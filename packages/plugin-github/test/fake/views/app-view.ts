import { userView } from './user-view.ts';

/** The app that a token belongs to; `github-actions` has its id of GitHub. */
export function appView(slug: string): Record<string, unknown> {
  const id = slug === 'github-actions' ? 15_368 : 99_999;
  // A schema of its own says that it may be null, so that there is no least value to begin with.
  return {
    id,
    slug,
    node_id: `A_${id}`,
    owner: userView('github'),
    name: slug === 'github-actions' ? 'GitHub Actions' : slug,
    description: null,
    external_url: `https://github.com/apps/${slug}`,
    html_url: `https://github.com/apps/${slug}`,
    created_at: '2018-07-30T09:30:17Z',
    updated_at: '2024-04-10T20:33:16Z',
    permissions: {},
    events: [],
  };
}
