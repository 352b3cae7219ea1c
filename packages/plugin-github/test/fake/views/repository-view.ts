import type { FakeState } from '../state/fake-state.ts';
import { userView } from './user-view.ts';
import { view } from './view.ts';

/** A repository by `owner/name`: this one, or a fork of it. */
export function repositoryView(
  state: FakeState,
  fullName: string,
  component: 'minimal-repository' | 'repository' | 'full-repository' = 'minimal-repository',
): Record<string, unknown> {
  const [owner = '', name = ''] = fullName.split('/');
  const { repository } = state;
  const isFork = fullName !== `${repository.owner}/${repository.name}`;
  return view(component, {
    id: isFork ? 2 : repository.id,
    name,
    full_name: fullName,
    owner: userView(owner),
    private: repository.isPrivate,
    fork: isFork,
    url: `${state.apiUrl}/repos/${fullName}`,
    html_url: `https://github.com/${fullName}`,
    default_branch: repository.defaultBranch,
  });
}
